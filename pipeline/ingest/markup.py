"""Left-over markup in text, as converters leave it: taken out, with places kept.

HTML tags and entities, what LaTeX wraps round content, and the marks of Markdown where a text is
written in it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from .builder import Piece, TableCell
from .latex import Span, has_latex, latex_spans
from .markdown import markdown_spans
from .spans import Printed, place

_markup = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|font|ul|ol|li|a|img|input|sup|sub|h[1-6]|center|label"
    r"|table|thead|tbody|tfoot|tr|td|th|caption|colgroup|col|section|article|html|body)"
    r"(?:\s[^<>\n]*)?/?>"
    r"|<!--[^\n]*?-->"
    r"|&(?:nbsp|ensp|emsp|lt|gt|amp|quot|apos|ldquo|rdquo|middot|mdash|hellip|ge|le|times|yen"
    r"|#\d{1,6}|#x[0-9a-fA-F]{1,5});",
    re.IGNORECASE,
)
_table = re.compile(r"<(/?)table\b[^<>]*>", re.IGNORECASE)
_cell_tag = re.compile(r"<(/?)(table|tr|td|th)\b[^<>]*>", re.IGNORECASE)
_row_end = re.compile(r"</t[rdh]\s*>", re.IGNORECASE)
_newline = re.compile(r"</?(?:p|div|li|h[1-6]|tr|table|section|article)\b|<br\b", re.IGNORECASE)
_checkbox = re.compile(r"<input\b[^<>]*\btype\s*=\s*[\"']?checkbox", re.IGNORECASE)
_checked = re.compile(r"\bchecked\b", re.IGNORECASE)


def has_markup(text: str) -> bool:
    """Whether a text may hold markup (cheap)."""
    return "<" in text or "&" in text or has_latex(text)


def without_markup(text: str, source: int, markdown: bool = False) -> list[Piece]:
    """The pieces of a text that are no markup; ``source`` is the offset of the text."""
    spans: list[Span] = []
    if "<" in text or "&" in text:
        spans += ((*found.span(), _meaning(found.group())) for found in _markup.finditer(text))
    if has_latex(text):
        spans += latex_spans(text)
    if markdown:
        spans += markdown_spans(text)
    return _cut(text, source, spans)


def _cut(text: str, source: int, spans: list[Span]) -> list[Piece]:
    """The text without the spans, each replaced by what it stands for; the longest first counts."""
    pieces: list[Piece] = []
    done = 0
    for start, end, stands_for in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < done:
            continue
        if start > done:
            pieces.append(Piece(text[done:start], source + done))
        if stands_for:
            pieces.append(Piece(stands_for, source + start))
        done = end
    if done < len(text):
        pieces.append(Piece(text[done:], source + done))
    return pieces


def tables_in(text: str) -> Iterator[tuple[int, int]]:
    """Where HTML tables stand in a text: their start and end; one that was cut off ends with it."""
    depth, start = 0, 0
    for match in _table.finditer(text):
        if not match.group(1):
            start = match.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield start, match.end()
    if depth:
        rows = [match.end() for match in _row_end.finditer(text, start)]
        if rows:
            yield start, rows[-1]


def table_cells(text: str, start: int, end: int, markdown: bool = False) -> list[TableCell]:
    """The cells of the HTML table that stands at ``start:end`` of a text."""
    rows: list[list[Printed[list[Piece]]]] = []
    opened: tuple[int, int, int] | None = None  # rowspan, colspan, where the content begins
    for match in _cell_tag.finditer(text, start, end):
        closing, name = match.group(1), match.group(2).lower()
        if opened is not None:
            rowspan, colspan, begin = opened
            content = without_markup(text[begin : match.start()], begin, markdown)
            rows[-1].append(Printed(rowspan, colspan, content))
            opened = None
        if closing:
            continue
        if name == "tr":
            rows.append([])
        elif name != "table":
            if not rows:
                rows.append([])
            opened = (_span(match, "rowspan"), _span(match, "colspan"), match.end())
    return [
        TableCell(cell.row, cell.column, (cell.content,), cell.rowspan, cell.colspan)
        for cell in place([row for row in rows if row])
    ]


def _span(match: re.Match[str], name: str) -> int:
    found = re.search(name + r"\s*=\s*[\"']?(\d{1,4})", match.group(), re.IGNORECASE)
    return int(found.group(1)) if found else 1


def _meaning(token: str) -> str:
    if token.startswith("&"):
        return html.unescape(token)
    if _checkbox.match(token):
        return "☑" if _checked.search(token) else "□"
    return "\n" if _newline.match(token) else ""
