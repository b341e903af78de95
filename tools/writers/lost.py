"""Blocks as text in which tables have lost their cells, as web copies and converters leave them.

Each kind of damage is a function from the rows of a table to lines. What was merged and what is
empty leaves nothing unless a kind says otherwise. The damage is the same at every run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

from .markup import Block

Rows = Sequence[Sequence[str]]
MERGED = frozenset(("^", "<"))
NARROW = 4  # characters of a name on a line of a narrow cell
WIDE = 18  # of a reason
PAGE = 9  # rows

_BREAK = re.compile("<br>")


def write_lost(kind: str, blocks: Sequence[Block], out: Path) -> None:
    """One document as text whose tables are damaged in one way."""
    lines: list[str] = []
    for block in blocks:
        if block.kind == "table":
            lines += KINDS[kind](block.rows)
        elif block.kind != "page":
            lines.append(block.text)
    text = "\n".join(lines).strip("\n").replace("<br>", " ") + "\n"
    if kind == "one_line":
        text = " ".join(text.split()) + "\n"
    out.write_text(text, encoding="utf-8")


def _filled(rows: Rows) -> list[list[str]]:
    """The cells of each row that hold text."""
    bare = ([c.strip("\u3000 ") for c in row if c not in MERGED] for row in rows)
    return [[c for c in row if c] for row in bare]


def _rows(rows: Rows) -> list[str]:
    """A row a line, its cells parted by one blank."""
    return [" ".join(row).replace("<br>", " ") for row in _filled(rows)]


def _spaced(rows: Rows) -> list[str]:
    """A row a line, its cells parted by some blanks that stand below nothing."""
    return ["   ".join(row).replace("<br>", " ") for row in _filled(rows)]


def _cut_rows(rows: Rows) -> list[str]:
    """Rows parted by one blank in which narrow and long cells went over several lines."""
    lines = [" ".join(_cut(c) for c in row) for row in _filled(rows)]
    return list(chain.from_iterable(line.split("\n") for line in lines))


def _cut(text: str) -> str:
    """A cell as its column broke it into lines."""
    text = _BREAK.sub("\n", text)
    size = NARROW if len(text) <= 8 else WIDE
    if "\n" in text or len(text) <= size or re.match(r"[≥≤=\d]", text):
        return text
    return "\n".join(text[i : i + size] for i in range(0, len(text), size))


def _wrapped_tabs(rows: Rows) -> list[str]:
    """Tabs and empty cells as they were, with cells that went over several lines."""
    lines = ["\t".join("" if c in MERGED else _cut(c) for c in row) for row in rows]
    return list(chain.from_iterable(line.split("\n") for line in lines))


def _cells(rows: Rows) -> list[str]:
    """A cell a line."""
    return [c.replace("<br>", " ") for row in _filled(rows) for c in row]


def _cells_apart(rows: Rows) -> list[str]:
    """A cell a line, and a blank line behind each; a cell broken into lines stays broken."""
    lines = (c.split("<br>") for row in _filled(rows) for c in row)
    return [line for cell in lines for part in cell for line in (part, "")]


def _cut_cells(rows: Rows) -> list[str]:
    """A cell a line, but for those that went over several."""
    return [line for row in _filled(rows) for c in row for line in _cut(c).split("\n")]


def _piped_cells(rows: Rows) -> list[str]:
    """A cell a line with a pipe behind it; an empty cell is a pipe alone."""
    return [
        f"{text} |".lstrip().replace("<br>", " ")
        for row in rows
        for c in row
        if c not in MERGED
        for text in (c.strip("\u3000 "),)
    ]


def _shifted_pipes(rows: Rows) -> list[str]:
    """Pipes between cells; merged ones left nothing, so the others moved to the left."""
    return [
        " | ".join(c.strip("\u3000 ") for c in row if c not in MERGED).replace("<br>", " ")
        + " |" * (1 + sum(c in MERGED for c in row))
        for row in rows
    ]


def _line(rows: Rows) -> list[str]:
    """The whole table in one line, its cells parted by one blank."""
    return [" ".join(c.replace("<br>", " ") for row in _filled(rows) for c in row)]


def _paged(rows: Rows) -> list[str]:
    """Rows parted by one blank, with a page number and the heads again every few rows."""
    found = _rows(rows)
    head = next((row for row in found if "得分" in row or "完成值" in row), "")
    out: list[str] = []
    for number, row in enumerate(found):
        if number and not number % PAGE:
            out += [f"— {number // PAGE} —", *([head] if head else [])]
        out.append(row)
    return out


KINDS: dict[str, Callable[[Rows], list[str]]] = {
    "rows": _rows,
    "spaced": _spaced,
    "cut_rows": _cut_rows,
    "wrapped_tabs": _wrapped_tabs,
    "cells": _cells,
    "cells_apart": _cells_apart,
    "cut_cells": _cut_cells,
    "piped_cells": _piped_cells,
    "shifted_pipes": _shifted_pipes,
    "line": _line,
    "one_line": _line,
    "paged": _paged,
}
