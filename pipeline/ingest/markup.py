"""Left-over HTML markup in text, as converters leave it: taken out, with places kept."""

from __future__ import annotations

import html
import re

from .builder import Piece

_markup = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|font|ul|ol|li|a|img|input|sup|sub|h[1-6]|center|label"
    r"|table|thead|tbody|tfoot|tr|td|th|caption|colgroup|col|section|article)"
    r"(?:\s[^<>\n]*)?/?>"
    r"|<!--[^\n]*?-->"
    r"|&(?:nbsp|ensp|emsp|lt|gt|amp|quot|apos|ldquo|rdquo|middot|mdash|hellip|ge|le|times|yen"
    r"|#\d{1,6}|#x[0-9a-fA-F]{1,5});",
    re.IGNORECASE,
)
_newline = re.compile(r"</?(?:p|div|li|h[1-6]|tr|table|section|article)\b|<br\b", re.IGNORECASE)
_checkbox = re.compile(r"<input\b[^<>]*\btype\s*=\s*[\"']?checkbox", re.IGNORECASE)
_checked = re.compile(r"\bchecked\b", re.IGNORECASE)


def has_markup(text: str) -> bool:
    """Whether a text may hold markup (cheap)."""
    return "<" in text or "&" in text


def without_markup(text: str, source: int) -> list[Piece]:
    """The pieces of a text that are no markup; ``source`` is the offset of the text."""
    pieces: list[Piece] = []
    start = 0
    for match in _markup.finditer(text):
        if match.start() > start:
            pieces.append(Piece(text[start : match.start()], source + start))
        stands_for = _meaning(match.group())
        if stands_for:
            pieces.append(Piece(stands_for, source + match.start()))
        start = match.end()
    if start < len(text):
        pieces.append(Piece(text[start:], source + start))
    return pieces


def _meaning(token: str) -> str:
    if token.startswith("&"):
        return html.unescape(token)
    if _checkbox.match(token):
        return "☑" if _checked.search(token) else "□"
    return "\n" if _newline.match(token) else ""
