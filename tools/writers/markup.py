"""The light markup of tools/corpus_sources/: its blocks, and the printed cells of its tables.

A source starts with `key: value` lines between two `---`: `file`, and where wanted `encoding`,
`running_head`, `page_numbers`, and for web pages `site`, `icp`, `phone`, `published`. Then

    # title            ## heading as printed            one paragraph a line
    | cell | cell |    `^` merged with the cell above, `<` with the one to the left, `<br>` breaks
    [page]             page break (xlsx: next sheet)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Block:
    """A piece of a source: kind is title, heading, text, table, page or blank."""

    kind: str
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class Cell:
    """A printed cell with the area it covers."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def parse(path: Path) -> tuple[dict[str, str], list[Block]]:
    """The front matter and the blocks of a source."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    meta = {k.strip(): v.strip() for k, v in (ln.split(":", 1) for ln in head.splitlines() if ln)}
    blocks: list[Block] = []
    for line in body.splitlines():
        block = parse_line(line)
        if block.kind == "table" and blocks and blocks[-1].kind == "table":
            blocks[-1].rows += block.rows
        else:
            blocks.append(block)
    return meta, blocks


def parse_line(line: str) -> Block:
    """One line of markup as a block of its own."""
    bare = line.strip()
    if not bare:
        return Block("blank")
    if bare == "[page]":
        return Block("page")
    if bare.startswith("|"):
        return Block("table", rows=[[c.strip() for c in bare.strip("|").split("|")]])
    if bare.startswith("## "):
        return Block("heading", bare[3:])
    if bare.startswith("# "):
        return Block("title", bare[2:])
    return Block("text", line.rstrip())


def cells(rows: list[list[str]]) -> list[Cell]:
    """The printed cells of a grid, each with its span."""
    width = max(len(row) for row in rows)
    grid = [row + [""] * (width - len(row)) for row in rows]
    found: dict[tuple[int, int], Cell] = {}
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if text == "<" and c:
                grid_origin = origin(grid, r, c - 1)
            elif text == "^" and r:
                grid_origin = origin(grid, r - 1, c)
            else:
                found[r, c] = Cell(r, c, 1, 1, text)
                continue
            cell = found[grid_origin]
            cell.rows = max(cell.rows, r - cell.row + 1)
            cell.columns = max(cell.columns, c - cell.column + 1)
    return list(found.values())


def origin(grid: list[list[str]], r: int, c: int) -> tuple[int, int]:
    """Where the merged area that holds (r, c) begins."""
    while (grid[r][c] == "<" and c) or (grid[r][c] == "^" and r):
        r, c = (r, c - 1) if grid[r][c] == "<" else (r - 1, c)
    return r, c
