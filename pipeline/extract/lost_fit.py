"""How well a text fits a column of a form: 0 fits, more fits less, ``NEVER`` does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from decimal import Decimal
from functools import lru_cache

from .headless import LONGEST_UNIT
from .lost_tokens import Token
from .operators import OPERATORS
from .points import points_of, weight_of

NEVER = 1000.0
CUT, CUT_MOST = 3, 1.5  # how much less a text costs that goes on in the next line
FULL = Decimal(100)
CLASS_AS_LEAF = 1.2  # the name of a class that some forms detail no further
FIGURE_AS_NAME = 3.0  # 360天服务读者
LONGEST_NAME = 45
LONGEST_LABEL = 24
LONGEST_VALUE = 30
UNITS = (0.1, 0.0, 0.1, 0.3, 0.9)  # by the length of a unit
FIGURE = re.compile(
    r"(?:[≥≤=<>]=?|约|近|超|不低于|不超过|不少于)?[-+]?\d[\d,]*(?:\.\d+)?(?:[%‰]|[^\W\d][^\d。,;]{0,7})?(?:以[上内下])?"
)
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
DASH = re.compile(r"[-—–/\\]+|无|")
_PERCENT = re.compile(r"-?\d[\d,]*(?:\.\d+)?%")
_MONEY = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:万?元)?")
_CLAUSES = re.compile(r"[,、。;:]")
_WEIGHED = re.compile(r"[(](\d{1,3}(?:\.\d+)?)[分%]?[)]$")
_WORDED = re.compile(r"[一-鿿]")
_WORDS = re.compile(r"[一-鿿]{3}")

LevelsOf = Callable[[str], Set[int]]


def name_cost(text: str, level: int, leaf: bool, levels_of: LevelsOf) -> float:
    """A name in the column of a level; ``leaf`` for the most detailed one."""
    if not _WORDED.search(text) or len(text) > LONGEST_NAME:
        return NEVER
    if FIGURE.fullmatch(text):
        return FIGURE_AS_NAME if leaf and _WORDS.search(text) else NEVER
    if "。" in text or text in OPERATORS or DASH.fullmatch(text):
        return NEVER
    known = levels_of(text)
    broken = 1.5 if _CLAUSES.search(text) else 0.0
    if known:
        as_leaf = CLASS_AS_LEAF if leaf and known & {1, 2} else 0.0
        return broken + (as_leaf if level in known else 1.5)
    if not leaf and _WEIGHED.search(text):
        return broken + (0.2 if level == 1 else 0.4)
    return broken + (0.3 if leaf else 2.0 if level == 1 else 1.0)


def label_cost(text: str) -> float:
    """The label of a row of money."""
    if not _WORDED.search(text) or FIGURE.fullmatch(text):
        return NEVER
    return 0.0 if len(text) <= LONGEST_LABEL else 2.0


def value_cost(text: str, is_level: bool) -> float:
    """A goal or what was done."""
    if DASH.fullmatch(text):
        return 0.6
    if FIGURE.fullmatch(text):
        return 0.0
    if is_level or text in OPERATORS:
        return 4.0
    short = len(text) <= 12 or text[0] in "≥≤=<>" or text[0].isdigit()
    return 0.8 if short else 1.6 if len(text) <= LONGEST_VALUE else 2.6


def operator_cost(text: str) -> float:
    """A sign in a cell of its own."""
    return 0.0 if text in OPERATORS or text in ("定性", "定量") else NEVER


def unit_cost(text: str, is_level: bool) -> float:
    """A measure word in a cell of its own."""
    short = len(text) <= LONGEST_UNIT and not any(c.isdigit() for c in text)
    long = UNITS[min(len(text), len(UNITS) - 1)]
    return long if short and not is_level and text not in OPERATORS else NEVER


def weight_cost(text: str) -> float:
    """The points of an indicator."""
    points = weight_of(text)
    if points is None:
        return 0.3 if DASH.fullmatch(text) else NEVER
    return (0.0 if points_of(text) is not None else 0.8) if 0 < points <= FULL else NEVER


def score_cost(text: str, weight: Decimal | None) -> float:
    """The points won of a weight."""
    points = points_of(text)
    if points is None:
        return 0.3 if DASH.fullmatch(text) else NEVER
    return 0.0 if points <= (FULL if weight is None else weight) else NEVER


def text_cost(text: str, is_level: bool, lost: bool) -> float:
    """A reason, a measure, a note; ``lost`` where the row lost points."""
    if DASH.fullmatch(text) or text == "0":
        return 0.0
    if FIGURE.fullmatch(text):
        return 3.0 if NUMBER.fullmatch(text) else 1.0
    if is_level:
        return 4.0
    clear = _CLAUSES.search(text) is not None
    return (0.1 if clear else 0.7) + (0.0 if lost else 0.6)


def rate_cost(text: str) -> float:
    """A percentage; a bare number may be one."""
    if _PERCENT.fullmatch(text):
        return 0.0
    return 0.3 if DASH.fullmatch(text) or NUMBER.fullmatch(text) else NEVER


def money_cost(text: str) -> float:
    """An amount; a dash where there is none."""
    return 0.0 if _MONEY.fullmatch(text) else 0.3 if DASH.fullmatch(text) else NEVER


def serial_cost(text: str) -> float:
    """The number of a row."""
    return 0.0 if text.isdigit() else NEVER


@lru_cache(maxsize=4096)
def points(text: str) -> Decimal | None:
    """The points that a token may be."""
    return weight_of(text)


def weight_in(text: str) -> Decimal | None:
    """The weight behind a name: 预算编制合理性(5分)."""
    found = _WEIGHED.search(text)
    return Decimal(found.group(1)) if found is not None else None


def goes_on(before: Token, after: Token, role: str, is_level: bool) -> float:
    """A text that was parted inside a cell of a role; ``is_level`` where half is a known name."""
    if not after.text:
        return 0.15
    if not before.text and not role.startswith("level") and role not in ("indicator", "label"):
        return 3.0
    if not before.text:
        return 0.1
    if role in ("reason", "measure", "text"):
        return 3.0 if is_level else 2.0 if NUMBER.fullmatch(after.text) else 0.3
    if role == "label":
        return 0.6 if _WORDED.search(after.text) else NEVER
    if role in ("target", "actual"):
        if after.text[0].isdigit() or after.text[0] in "≥≤=<>":
            return NEVER
        whole = NUMBER.fullmatch(before.text) and len(after.text) > LONGEST_UNIT
        return 4.0 if is_level or whole else 1.2
    if role.startswith("level") or role == "indicator":
        cut = _WORDED.search(after.text) is not None and not FIGURE.fullmatch(after.text)
        return (3.0 if is_level else 1.1) if cut else NEVER
    return NEVER


def goes_over(before: Token, after: Token, role: str, is_level: bool) -> float:
    """A text that went over to the next line, where only cells that are cut do so."""
    cost = goes_on(before, after, role, is_level)
    return cost / CUT if cost < CUT_MOST else cost
