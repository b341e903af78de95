"""Numerals written in Chinese characters: a run of them to its value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import prod

_FORMS = {
    0: "零〇○",
    1: "一壹",
    2: "二两贰貳兩",
    3: "三叁參",
    4: "四肆",
    5: "五伍",
    6: "六陆陸",
    7: "七柒",
    8: "八捌",
    9: "九玖",
    10: "十拾",
    100: "百佰",
    1000: "千仟",
    10**4: "万萬",
    10**8: "亿億",
    10**12: "兆",
}
_WORTH = {form: worth for worth, forms in _FORMS.items() for form in forms}
_ZERO = frozenset("零〇○")
_PAIR = "两兩"  # never the last digit of a number: 一百两 is a weight
_WAN = 10**4
_YI = 10**8
_ZHAO = 10**12

DIGITS = "".join(form for form, worth in _WORTH.items() if worth < 10)
UNITS = "".join(form for form, worth in _WORTH.items() if worth >= 10)
NUMERALS = DIGITS + UNITS
LARGE = "万萬亿億"
VAGUE = "余餘多几幾来來"

_SPELT = re.compile(f"[{DIGITS}]+")
_VAGUE_SCALE = re.compile(f"[百千]?[{LARGE}]")
_ROUGH = re.compile("一二|二三|两三|三四|三五|四五|五六|六七|七八|八九")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the first ``length`` characters of a run say.

    ``high`` is the upper end of a rough number (二三十). ``short`` marks a last digit that stands
    for the next lower place (四百五).
    """

    length: int
    value: int
    high: int | None = None
    vague: bool = False
    short: bool = False


@lru_cache(maxsize=8192)
def read(run: str) -> Reading | None:
    """The number at the beginning of a run of numeral characters (and 余, 多, 几 among them).

    A run that is no number as a whole is cut only before a unit or a hanging zero (五十 in 五十千).
    Digits that no grammar joins (十二五, 一二三产业) give nothing, rather than a wrong figure.
    """
    found = _sum(run)
    rest = run[found.length :]
    if not rest or _WORTH.get(rest[0], 10) > 9:
        return found if found.length else None
    if rest[0] in _PAIR and found.length:
        return found if run[found.length - 1] not in _PAIR else None
    return _spelt(run) or _rough(run) or (found if found.value and _ZERO.issuperset(rest) else None)


def _spelt(run: str) -> Reading | None:
    """Digits read one by one: 二〇二三. A rising row (一二三) is a list."""
    match = _SPELT.match(run)
    if match is None or run[match.end() : match.end() + 1] in _WORTH:
        return None
    digits = [_WORTH[form] for form in match.group()]
    if any(form in _PAIR for form in match.group()) or (len(digits) < 3 and 0 not in digits):
        return None
    if not any(digits):  # 〇〇县 is a blank to be filled in
        return None
    if all(b - a == 1 for a, b in pairwise(digits)):
        return None
    return Reading(len(digits), int("".join(map(str, digits))))


def _rough(run: str) -> Reading | None:
    """Two neighbouring digits in one place: 二三十, 七八, 十五六."""
    match = _ROUGH.search(run)
    if match is None:
        return None
    low, high = match.start(), match.start() + 1
    lower, upper = _sum(run[:high] + run[high + 1 :]), _sum(run[:low] + run[high:])
    if lower.length != len(run) - 1 or upper.length != len(run) - 1:
        return None
    return Reading(len(run), lower.value, upper.value, vague=True, short=lower.short)


def _sum(run: str) -> Reading:
    """The longest beginning of the run in which units go down as grammar asks (length 0: none)."""
    # 兆 and 亿 parts, 万 part, the part below it, the digit that waits for its unit.
    done = wan = section = digit = 0
    floor, last = _WAN, 0  # the last unit of the section; the last unit of all, 1 after a zero
    length = value = 0
    vague = short = bare = False
    for at, form in enumerate(run):
        worth = _WORTH.get(form)
        if worth is None:
            if at == 0 or not _VAGUE_SCALE.match(run, at + 1):
                break
            vague = True
            continue
        if worth < 10:
            if digit:
                break
            if worth == 0:
                last = 1
                if at:
                    continue
            digit = worth
            short = last >= 100
            if short and form in _PAIR:
                continue
        elif worth < _WAN:
            if worth >= floor or (not digit and worth > 10 and at):
                break
            section += (digit or 1) * worth
            bare = not digit and worth > 10
            digit, floor, last, short = 0, worth, worth, False
            if bare:  # 百 and 千 alone are words; 百三 is a number
                continue
        elif worth == _WAN:
            if bare or (wan and run[at - 1] not in "万萬"):
                break
            if not wan and not section + digit:
                break
            wan = wan * _WAN if wan else (section + digit) * _WAN
            section, digit, floor, last, short = 0, 0, _WAN, _WAN, False
        else:
            inner = wan + section + digit
            if bare or not inner or (done % _ZHAO if worth == _YI else done):
                break
            done += inner * worth
            wan, section, digit, floor, last, short = 0, 0, 0, _WAN, worth, False
            if worth == _ZHAO:  # alone it is mega, as in 百兆宽带
                if not any(mark in LARGE for mark in run[at + 1 :]):
                    break
                continue
        bare = False
        length = at + 1
        value = done + wan + section + (digit * last // 10 if short else digit)
    return Reading(length, value, None, vague and length > 0, short and length > 0)


def spelt_digits(forms: str) -> str:
    """The Arabic digits of characters that are read one by one, as after a decimal point."""
    return "".join(str(_WORTH[form]) for form in forms)


def worth_of(scale: str) -> int:
    """What a row of unit characters multiplies by: 千万 → 10000000, '' → 1."""
    return prod(_WORTH[form] for form in scale)
