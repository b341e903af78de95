"""Tables of Word documents: the printed cells with their spans, merged ones once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .docx_styles import is_on
from .docx_text import MC, is_prompt, span_of
from .numbering import W

WRAPPERS = frozenset(
    W + name for name in ("sdtContent", "customXml", "ins", "smartTag", "moveTo")
)  # fmt: skip


@dataclass(slots=True)
class Merged:
    """A cell in reading: its place from 1, its element and how many places it covers."""

    row: int
    column: int
    element: Any
    rowspan: int
    colspan: int


def unwrapped(parent: Any, *names: str) -> Iterator[Any]:
    """The children of these names, also inside content controls and accepted insertions."""
    for child in parent.iterchildren():
        if child.tag in names:
            yield child
        elif child.tag in WRAPPERS:
            yield from unwrapped(child, *names)
        elif child.tag == f"{W}sdt":
            if not is_prompt(child):
                yield from unwrapped(child, *names)
        elif child.tag == f"{MC}AlternateContent":
            choice = child.find(f"{MC}Choice")
            if choice is not None:
                yield from unwrapped(choice, *names)


def merged_cells(table: Any) -> list[Merged]:
    """The cells of a table; cells merged downwards or to the right count once."""
    found: list[Merged] = []
    open_below: dict[int, Merged] = {}  # by column: the cell that may go on downwards
    for row, element in enumerate(_rows(table), 1):
        column = 1 + span_of(element.find(f"{W}trPr"), "gridBefore")
        below: dict[int, Merged] = {}
        for cell in unwrapped(element, f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            span = max(span_of(properties, "gridSpan"), 1)
            above = open_below.get(column)
            last = found[-1] if found and found[-1].row == row else None
            if _goes_on(properties, "vMerge") and above is not None and above.colspan == span:
                above.rowspan = row - above.row + 1
                below[column] = above
            elif _goes_on(properties, "hMerge") and last is not None:
                last.colspan += span
            else:
                made = Merged(row, column, cell, 1, span)
                found.append(made)
                if properties is not None and properties.find(f"{W}vMerge") is not None:
                    below[column] = made
            column += span
        open_below = below
    return found


def is_layout(table: Any) -> bool:
    """Whether a table only frames others: a cell a row, and a table in one of them."""
    rows = [list(unwrapped(row, f"{W}tc")) for row in _rows(table)]
    return all(len(cells) <= 1 for cells in rows) and any(
        cell.find(f"{W}tbl") is not None for cells in rows for cell in cells
    )


def _goes_on(properties: Any | None, name: str) -> bool:
    merge = None if properties is None else properties.find(f"{W}{name}")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _rows(table: Any) -> Iterator[Any]:
    """The rows that are printed: neither deleted nor hidden."""
    for row in unwrapped(table, f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if properties is not None:
            hidden = properties.find(f"{W}hidden")
            if properties.find(f"{W}del") is not None or (hidden is not None and is_on(hidden)):
                continue
        yield row
