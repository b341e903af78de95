"""What converters write into the places of merged and of empty cells.

The text of a merged cell stands once in every place that it covered: so write converters to
Markdown, and whoever goes through a Word table cell by cell. A table counts as written so only
where a text stands in it as no table without merged cells has it. pandas writes ``NaN`` into empty
cells, ``Unnamed: 3`` into those of the first row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .builder import TableCell

WIDE = 3  # places side by side that only a merged cell fills with one text
LONG = 8  # characters of a text that two cells do not share by chance
PROSE = 15  # the same, one above the other
_words = re.compile("[\u4e00-\u9fff].*[\u4e00-\u9fff]", re.DOTALL)
_filler = re.compile(r"NaN|nan|Unnamed: \d+(?:_level_\d+)?")

Spans = list[tuple[int, int, str]]  # the first column, the one behind the last, the text


def as_printed(cells: Sequence[TableCell]) -> list[TableCell]:
    """The cells of a table, each text that stands for a merged cell once, fillers left out."""
    rows: dict[int, list[TableCell]] = {}
    cells = [_emptied(cell) if _filler.fullmatch(_text(cell)) else cell for cell in cells]
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    if any(c.rowspan > 1 or c.colspan > 1 for c in cells) or not _is_written_out(rows):
        return cells
    return _downwards(rows, _across(rows))


def _emptied(cell: TableCell) -> TableCell:
    return replace(cell, paragraphs=())


def _text(cell: TableCell) -> str:
    return "".join(piece.text for part in cell.paragraphs for piece in part).strip()


def _runs(row: Sequence[TableCell]) -> Spans:
    """The places of a row, equal texts side by side as one run; cells stand without gaps."""
    runs: Spans = []
    for at, cell in enumerate(row):
        text = _text(cell)
        if runs and text and runs[-1][2] == text:
            runs[-1] = (runs[-1][0], at + 1, text)
        else:
            runs.append((at, at + 1, text))
    return runs


def _is_written_out(rows: dict[int, list[TableCell]]) -> bool:
    """Whether a text of words fills three or more places of a row, and does so in two rows."""
    found = sum(
        any(end - start >= WIDE and _words.search(text) for start, end, text in runs)
        for runs in map(_runs, rows.values())
    )
    return found >= 2 or (found == 1 and len(rows) <= 6)


def _across(rows: dict[int, list[TableCell]]) -> dict[int, Spans]:
    """The runs of each row that are one cell: by their text, or below a head that is one."""
    spans: dict[int, Spans] = {}
    above: Spans = []
    for number, row in rows.items():
        kept: Spans = []
        heads = {(start, end) for start, end, _ in above if end - start > 1}
        for start, end, text in _runs(row):
            words = _words.search(text) is not None
            if (words and (end - start >= WIDE or len(text) >= LONG)) or (start, end) in heads:
                kept.append((start, end, text))
            else:
                kept += _below_heads(start, end, text, heads)
        spans[number] = kept
        if len(kept) > 1:
            above = kept
    return spans


def _below_heads(start: int, end: int, text: str, heads: set[tuple[int, int]]) -> Spans:
    """The places of a run apart, those together that stand below one head."""
    parts: Spans = []
    at = start
    while at < end:
        last = next((stop for first, stop in heads if first == at and stop <= end), at + 1)
        parts.append((at, last, text))
        at = last
    return parts


def _downwards(rows: dict[int, list[TableCell]], spans: dict[int, Spans]) -> list[TableCell]:
    """The cells with their spans, those that go on from the row above left out."""
    merged: list[TableCell] = []
    opened: dict[tuple[int, int], tuple[str, int]] = {}  # columns → text, its place in merged
    for number, row in rows.items():
        leading = True  # all cells to the left go on from the row above
        now: dict[tuple[int, int], tuple[str, int]] = {}
        for start, end, text in spans[number]:
            before = opened.get((start, end))
            words = _words.search(text) is not None
            goes_on = (
                before is not None
                and before[0] == text
                and words
                and (len(text) >= PROSE or (leading and len(row) > end))
            )
            leading = leading and goes_on
            if before is not None and goes_on:
                cell = merged[before[1]]
                merged[before[1]] = _spanned(cell, number - cell.row + 1, cell.colspan)
                now[start, end] = before
            else:
                now[start, end] = (text, len(merged))
                merged.append(_spanned(row[start], 1, end - start))
        opened = now
    return merged


def _spanned(cell: TableCell, rowspan: int, colspan: int) -> TableCell:
    return replace(cell, rowspan=rowspan, colspan=colspan)
