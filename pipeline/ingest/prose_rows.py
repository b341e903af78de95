"""Running text that stands in the rows of a sheet, a sentence or paragraph a cell: no table.

A report that was typed into a worksheet, or a sheet that was saved with the text round its form,
has rows with a single filled cell. A sheet of nothing but such rows and of numbered headings beside
what they head is running text too. A title or a unit above a table belongs to it and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from .builder import Builder, TableCell
from .filled_places import as_printed

LEAST = 2  # paragraphs that make a run of rows running text
SHORTEST = 20  # characters of a paragraph
LONGEST_HEADING = 24
_sentence = re.compile("[。；]")
_heading = re.compile("[（(]?[一二三四五六七八九十]{1,3}[、．.）)]")


def write_rows(builder: Builder, cells: Iterable[TableCell]) -> None:
    """Write the cells of a sheet as tables, and the running text between them as paragraphs."""
    by_row = groupby(as_printed(list(cells)), lambda cell: cell.row)
    for is_prose, rows in _parts([list(row) for _, row in by_row]):
        if is_prose:
            for cell in (cell for row in rows for cell in _filled(row)):
                for paragraph in cell.paragraphs:
                    builder.paragraph(paragraph)
        else:
            builder.grid(cell for row in rows for cell in row)


def _parts(rows: list[list[TableCell]]) -> Iterator[tuple[bool, list[list[TableCell]]]]:
    """The rows in their order, in runs that are all running text or none of it."""
    table: list[list[TableCell]] = []
    for alone, run in _runs(rows):
        if alone and sum(map(_is_paragraph, run)) >= LEAST:
            if table:
                yield False, table
            yield True, run
            table = []
        else:
            table += run
    if table:
        yield False, table


def _runs(rows: list[list[TableCell]]) -> Iterator[tuple[bool, list[list[TableCell]]]]:
    """Rows in runs of those that hold one text, with its heading or without one, beside which no
    cell of another row stands."""
    below = 0  # the last row that a cell reaches which began above
    headed = all(len(filled) == 1 or _is_headed(filled) for filled in map(_filled, rows) if filled)

    def is_alone(row: list[TableCell]) -> bool:
        nonlocal below
        covered = row[0].row <= below
        below = max(below, *(cell.row + cell.rowspan - 1 for cell in row))
        filled = _filled(row)
        return not covered and (len(filled) == 1 or (headed and len(filled) == 2))

    for alone, run in groupby(rows, is_alone):
        yield alone, list(run)


def _filled(row: list[TableCell]) -> list[TableCell]:
    return [cell for cell in row if _text(cell)]


def _is_headed(filled: list[TableCell]) -> bool:
    """Whether they are a numbered heading and what it heads: 四、存在的问题 | 1.…"""
    heading = _text(filled[0]) if len(filled) == 2 else ""
    return len(heading) <= LONGEST_HEADING and _heading.match(heading) is not None


def _is_paragraph(row: list[TableCell]) -> bool:
    text = _text(_filled(row)[-1])
    return len(text) >= SHORTEST and _sentence.search(text) is not None


def _text(cell: TableCell) -> str:
    return "".join(piece.text for part in cell.paragraphs for piece in part).strip()
