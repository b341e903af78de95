"""LaTeX that PDF converters leave in text: what only wraps content is taken out.

Signs (``\\geq``, ``\\%``) and the dollars round a formula stay in the text as printed; the folded
shadow reads them (``segment/latex.py``), so that a check can still see what a converter left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int, str]  # start, end and what stands for it

_formula = re.compile(r"(?<![A-Za-z$\\])(\${1,2})(?!\$)([^$\n\t]{1,160}?)\1(?!\$)")
_bracketed = re.compile(r"\\\((?P<round>[^\n\t]{1,160}?)\\\)|\\\[(?P<square>[^\n\t]{1,160}?)\\\]")
_calculated = re.compile(r"%|^[\d\s.,+<>=≥≤~^{}×/()（）-]*\d[\s\d}]*[\u4e00-\u9fff]{0,4}\s*$")
_wrapper = re.compile(
    r"\\(?:text(?:bf|rm|it|sf|normal)?|math(?:rm|bf|sf|it|tt|cal)|underline|boldsymbol|operatorname"
    r"|mbox|hbox)\s*\{\s*~?\s*"
)
_spacing = re.compile(r"\\(?:left|right|quad|qquad|displaystyle)(?![A-Za-z])\s*")
_thin_space = re.compile(r"\\[,;:!]\s*")
_power = re.compile(r"(?<=[A-Za-z米里}])\s*\^\s*(?:\{\s*([23])\s*\}|([23])(?!\d))")
_apart = re.compile(r"(?<![\d.,])\d[.,]?(?:\s(?:\d[.,]?|[.,])(?!\d))+")
_blank = re.compile(r"\s+")
_POWERS = {"2": "²", "3": "³"}


def has_latex(text: str) -> bool:
    """Whether a text may hold LaTeX (cheap)."""
    return "\\" in text or "$" in text


def formulas(text: str) -> Iterator[re.Match[str]]:
    """The formulas between dollars, ``$69.33\\%$``; sums of money in dollars are none."""
    for found in _formula.finditer(text):
        money = text[found.end() : found.end() + 1].isdigit()  # $5和$7
        if "\\" in found[2] or (not money and _calculated.search(found[2])):
            yield found


def latex_spans(text: str) -> Iterator[Span]:
    """What to take out of a line, and what to put there: wrappers, spacing, powers.

    In a formula blanks mean nothing, so ``9 5 . 5`` is one number there.
    """
    for wrapper in _wrapper.finditer(text):
        end = _closing(text, wrapper.end())
        if end is not None:
            yield wrapper.start(), wrapper.end(), ""
            yield end, end + 1, ""
    for spacing in _spacing.finditer(text):
        yield spacing.start(), spacing.end(), ""
    for power in _power.finditer(text):
        yield power.start(), power.end(), _POWERS[power.group(1) or power.group(2)]
    for formula in formulas(text):
        yield from _blanks(text, *formula.span(2))
    for formula in _bracketed.finditer(text):
        start, end = formula.span(formula.lastgroup or 0)
        if "\\" in text[start:end] or _calculated.search(text[start:end]):
            yield formula.start(), start, ""
            yield end, formula.end(), ""
            yield from _blanks(text, start, end)


def _blanks(text: str, start: int, end: int) -> Iterator[Span]:
    """What to take out of a formula: spacing commands, and blanks inside a number."""
    for space in _thin_space.finditer(text, start, end):
        yield space.start(), space.end(), ""
    for apart in _apart.finditer(text, start, end):
        for blank in _blank.finditer(text, apart.start(), apart.end()):
            yield blank.start(), blank.end(), ""


def _closing(text: str, start: int) -> int | None:
    """Where the brace that was opened before ``start`` is closed."""
    depth = 1
    for brace in re.finditer(r"[{}]", text[start : start + 400]):
        depth += 1 if brace.group() == "{" else -1
        if depth == 0:
            return start + brace.start()
    return None
