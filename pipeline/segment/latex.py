"""LaTeX signs in the shadow: each becomes the sign that it stands for, at the same length."""

from __future__ import annotations

import re

from ..ingest.latex import formulas

_SIGNS = {
    **dict.fromkeys(("geqslant", "geqq", "geq", "ge", "gtrsim"), "≥"),
    **dict.fromkeys(("leqslant", "leqq", "leq", "le", "lesssim"), "≤"),
    **dict.fromkeys(("gt", "textgreater"), ">"),
    **dict.fromkeys(("lt", "textless"), "<"),
    **dict.fromkeys(("sim", "thicksim"), "~~"),
    **dict.fromkeys(("square", "Box"), "□"),
    "times": "×",
    "div": "÷",
    "pm": "±",
    "cdot": "·",
    "approx": "≈",
    "surd": "√",
    "checkmark": "√",
    "yen": "¥",
}
_sign = re.compile(r"\\(?:(" + "|".join(_SIGNS) + r")(?![A-Za-z])|%)")


def fold_latex(text: str) -> str:
    """The text with LaTeX signs read and the dollars of formulas blank, at the same length.

    A sign stands where its command begins, so that a quote from it on has the whole command; the
    percent sign stands where ``\\%`` ends, for the same reason.
    """
    if "$" in text:
        parts, done = [], 0
        for formula in formulas(text):
            start, end = formula.span(2)
            parts += [text[done : formula.start()], " " * len(formula[1]), text[start:end]]
            parts.append(" " * len(formula[1]))
            done = formula.end()
        text = "".join([*parts, text[done:]])
    return _sign.sub(_read, text) if "\\" in text else text


def _read(found: re.Match[str]) -> str:
    command = found[1]
    return _SIGNS[command].ljust(len(found[0])) if command else " %"
