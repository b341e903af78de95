"""Tables whose columns are only set apart by blanks, as ``pdftotext -layout`` and mails print."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .builder import TableCell
from .glue import width
from .txt_lines import Line, part

_spread = re.compile(r"(?<![^\s])([\u4e00-\u9fff])[ \u3000]{1,4}(?=[\u4e00-\u9fff](?:\s|$))")
_gap = re.compile(r"\S(?:[ \u00a0]{2,}|[ \u00a0]*\u3000)[\s\u3000]*\S")
_figure = re.compile(r"[≥≤＞＜=-]?\s*[\d０-９][\d０-９,，.．]*\s*(?:[%％]|[万亿]?元|分)?|[—－/-]+")
_rule = re.compile(r"[\s─━═_=—－-]{4,}")
SHORTEST = 3
LONGEST_CELL = 40


@dataclass(frozen=True, slots=True)
class Token:
    """A text between two gaps: where it stands in the line and in print."""

    start: int
    end: int
    left: int
    right: int
    text: str


def may_have_columns(line: Line) -> bool:
    """Whether there is a gap inside a line (cheap)."""
    return _gap.search(line.text) is not None


def columns_end(lines: Sequence[Line], start: int) -> int:
    """Where the aligned table that begins at ``start`` ends; ``start`` where there is none."""
    end = start
    while end < len(lines) and (end == start or lines[end].gap <= lines[start + 1].gap <= 1):
        line = lines[end]
        if line.has_cells or line.level or not (may_have_columns(line) or _is_rule(line)):
            break
        end += 1
    while end > start and _is_rule(lines[end - 1]):
        end -= 1
    return end if _is_table(lines[start:end]) else start


def _is_rule(line: Line) -> bool:
    return _rule.fullmatch(line.text) is not None


def _is_table(run: Sequence[Line]) -> bool:
    """Whether lines are rows: enough of them, of short cells, with a column of figures."""
    rows = [tokens(line) for line in run if not _is_rule(line)]
    if len(rows) < SHORTEST:
        return False
    texts = [[token.text for token in row] for row in rows]
    flat = [text for row in texts for text in row]
    if any(len(t) > LONGEST_CELL or "。" in t for t in flat):
        return False
    if 2 * sum(text.endswith(("：", ":")) or "：" in text[:12] for text in flat) > len(rows):
        return False
    usual, count = Counter(map(len, rows)).most_common(1)[0]
    if usual < 2 or (usual == 2 and len(rows) <= SHORTEST) or 2 * count < len(rows):
        return False
    columns = _columns(rows)
    if columns is None and count < len(rows):
        return False
    with_figures = sum(any(_figure.fullmatch(t) for t in row[1:]) for row in texts)
    return 2 * with_figures >= len(rows) and any(not _figure.fullmatch(row[0]) for row in texts)


def tokens(line: Line) -> list[Token]:
    """The texts of a line between gaps of two columns and more; 合　计 is one text."""
    text = _spread.sub(lambda found: found[1] + "\u00a0" * (len(found[0]) - 1), line.text)
    found: list[Token] = []
    for match in re.finditer(r"[^ \u3000]+(?: [^ \u3000]+)*", text):
        left = width(line.text[: match.start()])
        shown = line.text[match.start() : match.end()]
        right = left + width(shown)
        found.append(Token(match.start(), match.end(), left, right, "".join(shown.split())))
    return found


def _columns(rows: Sequence[Sequence[Token]]) -> list[tuple[int, int]] | None:
    """The columns of print that hold the cells; ``None`` where two of a row fall into one."""
    merged: list[tuple[int, int]] = []
    for left, right in sorted((t.left, t.right) for row in rows for t in row):
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    for row in rows:
        places = [_place(token, merged) for token in row]
        if len(set(places)) < len(places):
            return None
    return merged


def _place(token: Token, columns: Sequence[tuple[int, int]]) -> int:
    return next(i for i, (left, right) in enumerate(columns) if left <= token.left < right + 1)


def column_cells(run: Sequence[Line]) -> Iterator[TableCell]:
    """The cells of an aligned table; without common columns each row is read in its order."""
    lines = [line for line in run if not _is_rule(line)]
    rows = [tokens(line) for line in lines]
    columns = _columns(rows)
    for number, (line, row) in enumerate(zip(lines, rows, strict=True), 1):
        for order, token in enumerate(row):
            column = order if columns is None else _place(token, columns)
            yield TableCell(number, column + 1, (part(line.pieces, token.start, token.end),))
