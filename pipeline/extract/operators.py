"""Operators that stand in a cell of their own: ≥, ≤, =, 大于等于. Blanks and widths are folded."""

from __future__ import annotations

QUALIFIERS = {
    "≥": "at_least",
    "≤": "at_most",
    ">=": "at_least",
    "<=": "at_most",
    "≥=": "at_least",
    "≤=": "at_most",
    ">": "over",
    "<": "under",
    "大于等于": "at_least",
    "不低于": "at_least",
    "不少于": "at_least",
    "小于等于": "at_most",
    "不高于": "at_most",
    "不超过": "at_most",
    "大于": "over",
    "小于": "under",
}
EQUAL = frozenset({"=", "等于"})
OPERATORS = EQUAL | QUALIFIERS.keys()


def qualifier_of(text: str) -> str:
    """The qualifier that an operator gives to the number beside it; empty for anything else."""
    return QUALIFIERS.get(text, "")
