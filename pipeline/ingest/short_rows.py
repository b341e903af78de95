"""Rows of Markdown tables that lost the places of cells merged from above.

Converters that go through HTML (markdownify, MarkItDown) write colspan as empty cells and forget
rowspan, so that a row below a merged cell is short and all its cells stand too far to the left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_figure = re.compile(r"[≥≤＞＜>=<~+-]*\s*\d[\d,.]*\s*[^\d\s]{0,4}")


def shifts(rows: Sequence[Sequence[str]]) -> list[int]:
    """By how many places the cells of each row stand too far to the left.

    ``rows`` hold the texts of all cells, empty ones too. A short row is laid where its figures
    stand below figures and its empty cells below empty ones; where that does not tell, as far to
    the right as it goes, if other rows of the table stand better so.
    """
    width = max(map(len, rows), default=0)
    found: list[list[int]] = []
    above: list[str] = []
    gain = 0
    for row in rows:
        kinds = [_kind(text) for text in row]
        slack = width - len(row)
        if not slack or not above:
            found.append([0])
            above = kinds
            continue
        fits = {by: _fit(kinds, above[by:]) for by in range(slack + 1)}
        best = max(fits.values())
        gain += best - fits[0]
        found.append([by for by, fit in fits.items() if fit == best])
        by = found[-1][-1]
        above = above[:by] + kinds + above[by + len(kinds) :]
    return [options[-1] if gain > 0 else 0 for options in found]


def _kind(text: str) -> str:
    text = text.strip()
    return "figure" if _figure.fullmatch(text) else "words" if text else ""


def _fit(kinds: Sequence[str], above: Sequence[str]) -> int:
    """How well a row stands below another; a row without figures has heads, they tell less."""
    told = "figure" in above
    fit = 0
    for kind, other in zip(kinds, above, strict=False):
        if kind == other:
            fit += {"figure": 2, "words": 0, "": 1}[kind]
        elif not kind or not other:
            fit -= 1
        elif told:
            fit -= 2
    return fit
