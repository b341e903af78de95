"""Cells for files that a spreadsheet program opens: none is run, none is made another value.

A leading apostrophe marks a cell as text; it is the only thing that is added.
"""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+(\.\d*)?|\d+(\.\d*)?|\.\d+)%?")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠\t\r\n]")
# 1/3/6 would become a date, 0123 lose its nought, 12e45 become a power, 123456789012 be rounded.
_CHANGED = re.compile(r"[+-]?[\d.,/:%\-]*\d[\d.,/:%\-]*(e[+-]?\d+)?|true|false", re.IGNORECASE)


def harmless(text: str) -> str:
    """A cell that no spreadsheet program takes for a formula; numbers stay numbers."""
    if text and _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def as_text(text: str) -> str:
    """A cell of a column of text: no formula, and no number or date to the program."""
    return f"'{text}" if _CHANGED.fullmatch(text) else harmless(text)
