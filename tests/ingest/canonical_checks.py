"""What holds for every canonical text, whatever it was made from."""

from __future__ import annotations

import re

from jixiao.model.canonical import Canonical

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00a0\u3000\u200b-\u200f\u2060\ufeff\ud800-\udfff]"
)


def check(canonical: Canonical) -> None:
    """Blocks, grids and anchors of a canonical text fit together."""
    text = canonical.text
    assert FORBIDDEN.search(text) is None
    assert text == "\n".join(text[block.start : block.end] for block in canonical.blocks)
    for block in canonical.blocks:
        content = text[block.start : block.end]
        assert content if block.kind != "row" else True
        if block.kind != "row":
            assert content == content.strip(" ")
            assert "\n" not in content
            assert "\t" not in content
    check_anchors(canonical)
    check_grids(canonical)


def check_anchors(canonical: Canonical) -> None:
    """Anchors are sorted, do not overlap and have an edge for each character."""
    last = 0
    for anchor in canonical.anchors:
        assert last <= anchor.start < anchor.end <= len(canonical.text)
        last = anchor.end
        if canonical.pages is not None:
            assert anchor.page is not None
            assert 1 <= anchor.page <= canonical.pages
        if anchor.edges is not None:
            assert len(anchor.edges) == anchor.end - anchor.start + 1
            assert anchor.box is not None
            assert min(anchor.edges) >= anchor.box.x0 - 0.01
            assert max(anchor.edges) <= anchor.box.x1 + 0.01


def check_grids(canonical: Canonical) -> None:
    """The rows of a grid are its cells joined by tabs; no two cells cover one place."""
    last = 0
    for number, grid in enumerate(canonical.grids, 1):
        assert grid.number == number
        assert last <= grid.start < grid.end <= len(canonical.text)
        last = grid.end
        rows: dict[int, list[str]] = {}
        covered: set[tuple[int, int]] = set()
        for cell in grid.cells:
            assert grid.start <= cell.start <= cell.end <= grid.end
            content = canonical.text[cell.start : cell.end]
            assert "\t" not in content
            assert content == content.strip()
            rows.setdefault(cell.row, []).append(content)
            assert cell.row + cell.rowspan - 1 <= grid.rows
            assert cell.column + cell.colspan - 1 <= grid.columns
            places = {
                (cell.row + down, cell.column + right)
                for down in range(cell.rowspan)
                for right in range(cell.colspan)
            }
            assert not covered & places
            covered |= places
        joined = "\n".join("\t".join(cells) for _, cells in sorted(rows.items()))
        assert canonical.text[grid.start : grid.end] == joined


def paragraphs(canonical: Canonical) -> list[str]:
    """The texts of all blocks that are no table rows."""
    return [canonical.text[b.start : b.end] for b in canonical.blocks if b.kind != "row"]


def table(canonical: Canonical, number: int = 1) -> list[list[str]]:
    """The texts of the cells of a grid, row by row, without empty rows."""
    rows: dict[int, list[str]] = {}
    for cell in canonical.grids[number - 1].cells:
        rows.setdefault(cell.row, []).append(canonical.text[cell.start : cell.end])
    return [rows[row] for row in sorted(rows)]


def cell_text(canonical: Canonical, row: int, column: int, number: int = 1) -> str:
    """The text of the cell that begins at a place."""
    for cell in canonical.grids[number - 1].cells:
        if (cell.row, cell.column) == (row, column):
            return canonical.text[cell.start : cell.end]
    raise AssertionError(f"no cell at {row}, {column}")


def spans(canonical: Canonical, number: int = 1) -> dict[tuple[int, int], tuple[int, int]]:
    """The spans of all cells that cover more than one place."""
    return {
        (cell.row, cell.column): (cell.rowspan, cell.colspan)
        for cell in canonical.grids[number - 1].cells
        if (cell.rowspan, cell.colspan) != (1, 1)
    }


def check_source(canonical: Canonical, source: str) -> None:
    """Each anchored run reads as the source does at its place."""
    blanks = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]")
    for anchor in canonical.anchors:
        assert anchor.source is not None
        run = canonical.text[anchor.start : anchor.end]
        origin = source[anchor.source : anchor.source + len(run)]
        if len(run) > 1:  # a single character may stand for a tag or an entity
            assert blanks.sub(" ", origin) == run
