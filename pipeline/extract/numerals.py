"""Numerals, Arabic, Chinese and mixed: where one begins, how far it goes and what it is worth.

``parse`` reads one numeral and knows nothing of its sign, unit or meaning. ``find_numbers`` reads
all numbers of a text, with signs and fractions, and leaves out those that are part of a word.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import NamedTuple

from . import han
from .han import DIGITS, LARGE, NUMERALS, UNITS, VAGUE


class Numeral(NamedTuple):
    """A number as printed; offsets are half-open.

    ``base`` and ``scale`` part the number before a single scale word from that word (13 and 亿).
    Composites (3亿5000万) and Chinese numerals have the whole value as base and no scale. ``vague``
    says that 余, 多 or 几 stands inside; ``high`` is the upper end of a rough one (30 in 二三十).
    """

    start: int
    end: int
    value: Decimal
    base: Decimal
    scale: str
    arabic: bool
    vague: bool
    high: Decimal | None = None


# Products stay exact whatever the number of printed digits; the default context rounds at 28.
_multiply = Context(prec=100_000).multiply

# What takes a scale word away from the number before it: 千 in 千瓦, 百 in 百分点.
_KILO = "瓦米克伏卡帕焦牛赫安欧升"
_THOUSAND = rf"千(?![{_KILO}]|分点)"
_HUNDRED = "百(?!分[点比制率]|强|姓)"
_BIG = (
    "[万萬][亿億]|[万萬][万萬]|[十百千](?:[万萬][亿億]?|[亿億])|[亿億]"
    "|[万萬](?!物[^资品料]|州)"
)  # fmt: skip
_SCALE = rf"{_BIG}|{_THOUSAND}|(?<![0-9.,][0-9]){_HUNDRED}"
_ZEROS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_SCALES = {
    word: Decimal(10 ** sum(_ZEROS[form] for form in word))
    for high in ("", "万", "亿", "万亿", "万万")
    for low in ("", "十", "百", "千")
    if (word := low + high)
}

# Possessive, so that 12.345.6 is not cut into 12.34: a number with two points is a version.
# What is repeated as a group is held by what must not follow: up to Python 3.11.4 a possessive
# group gives back what it should not.
_ARABIC = re.compile(
    r"((?:[1-9][0-9]{0,2}(?:,[0-9]{3}(?![0-9]))+(?!,[0-9]{3}(?![0-9]))|[0-9]++)(?:\.[0-9]++(?!\.[0-9]))?"
    r"|(?<![\w.])\.[0-9]++(?!\.[0-9]))"
    rf"(?: {{0,2}}(?:([百千]?[{VAGUE}] ?(?:{_BIG}))|({_SCALE})))?"
)
# 为419. 86万元: a converter's blank behind the point, where the number cannot be a list mark.
_GAPPED = re.compile(
    r"(?<=[^\s0-9.,])((?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]{2,9})\. [0-9]{1,2})"
    r"(?= ?(?:[万亿]?元|%))()(?: ?([万亿]))?"
)
_MARKS = {ord(","): None, ord(" "): None}
_NOT_SCALE = re.compile(f"[{VAGUE} ]")
# What may follow the first scale word of a composite.
_GOES_ON = frozenset(f"0123456789 {DIGITS}")
_MAX_PART = 20  # digits; int() refuses thousands of them
_PART = re.compile(
    r"(?P<blank> ?)(?P<zero>[零〇]?)"
    rf"(?P<digits>[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+(?!,[0-9]{{3}})|[0-9]{{1,{_MAX_PART}}}+)"
    rf"(?:(?P<vague>[{VAGUE}]?) ?(?P<scale>{_BIG}|{_THOUSAND}|{_HUNDRED})"
    r"|(?P<fraction>\.[0-9]++)?(?![年%]|[,/.-][0-9]))"
)
_HAN_PART = re.compile(f"[{DIGITS}][{NUMERALS}]{{1,20}}(?![{_KILO}])")

_MAX_RUN = 64  # the longest number with a name is shorter; bounds the work on garbage
_RUN = re.compile(f"[{NUMERALS}]{{1,{_MAX_RUN}}}")
_ROW = re.compile(f"[{NUMERALS}{VAGUE} ]{{1,{2 * _MAX_RUN}}}")
_HAN_START = frozenset(NUMERALS) - frozenset("○万萬亿億兆")
# Alone, these are words (陆地, 队伍, 放肆, 收拾) unless what follows is counted.
_WORDLIKE = frozenset("陆陸伍肆拾")
_COUNTED = frozenset("元圆圓角分厘个個人次项項台套年月日天％%")
# A numeral never begins after one of these: what stands there is the rest of an unreadable one.
# But a word may end in 拾 (收拾五个房间), and 10万一年 holds two numbers.
_INSIDE = frozenset(NUMERALS) - frozenset(LARGE) - _WORDLIKE
_SPELT = DIGITS.replace("两", "").replace("兩", "")
# The characters after a run that ask for a closer look.
_SPECIAL = frozenset(f"{VAGUE}点點 {_KILO}分")
# No decimals in 八点三十分 and 九点一刻.
_DECIMALS = re.compile(
    rf" ?[点點] ?([{_SPELT}]++)(?![十拾刻]|[百佰千仟](?![{LARGE}]))"
    r"([百千]?(?:[万萬][亿億]?|[亿億]))?"
)
# 五千瓦 and 五百分点: the last character belongs to the unit.
_PREFIXED = re.compile(rf"[千仟][{_KILO}]|[百佰千仟]分点")
# A blank stands inside a numeral before a unit, and after one where the next lower unit follows.
_BLANK = re.compile(
    rf" (?:[{UNITS}{VAGUE}]|[零〇]|[{DIGITS}] ?(?P<unit>[{UNITS}])|[{_SPELT}](?:[^\w点點]|$))"
)
_NEXT_LOWER = {"亿": "千", "億": "千", "万": "千", "萬": "千", "千": "百", "仟": "佰", "百": "十"}

# 一百一级 is no 110: the last digit belongs to the word after it.
_TAKES_DIGIT = frozenset("级級类類期线線批等般定些年月日天次套")
# 十四五 is a plan, 十四五个 a number.
_PLAN = re.compile("十[一二三四五六七八九]五")


def parse(text: str, start: int) -> Numeral | None:
    """The longest numeral that begins exactly at ``start``.

    The text is width-folded: digits, comma, point and percent are ASCII.
    """
    first = text[start : start + 1]
    if first in _HAN_START:
        return _chinese(text, start)
    if not ("0" <= first <= "9" or first == "."):
        return None
    match = _GAPPED.match(text, start) or _ARABIC.match(text, start)
    if match is None:
        return None
    number, vague, scale = match.groups()
    base = Decimal(number.translate(_MARKS))
    end = match.end()
    if scale is None:
        if not vague:
            return Numeral(start, end, base, base, "", True, False)
        scale = _NOT_SCALE.sub("", vague)
    worth = _SCALES.get(scale)
    if worth is None:
        scale = _simple(scale)
        worth = _SCALES[scale]
    if text[end : end + 1] in _GOES_ON:
        composite = _composite(text, match, number, scale)
        if composite is not None:
            return composite
    return Numeral(start, end, _multiply(base, worth), base, scale, True, bool(vague))


def _simple(scale: str) -> str:
    return scale.replace("萬", "万").replace("億", "亿")


class _Sum:
    """The parts of 3亿5000万 or 2千零30万, as far as they have been read."""

    __slots__ = ("_below", "_done", "_section", "_unit")

    def __init__(self) -> None:
        self._done = 0  # parts with 万 or 亿
        self._section = 0  # 千 and 百 parts, which a later 万 may still multiply
        self._below = 0  # the last unit of the section, 0 at its beginning
        self._unit = 0  # the last 万 or 亿, 0 at the beginning

    @property
    def value(self) -> int:
        return self._done + self._section

    @property
    def limit(self) -> int:
        """The last unit; the next part must be worth less."""
        return self._below or self._unit

    def take(self, number: int, scale: str, loose: bool = False) -> bool:
        """Take in the next part, or leave it as a number of its own.

        A ``loose`` part may end a section (5千 30万 is no 5030万) only with a 千 or 百 of its own.
        """
        high = scale.lstrip("十百千")
        low = scale[: len(scale) - len(high)]
        part = number * int(_SCALES.get(low, 1))
        if self._below and part >= self._below:
            return False
        if not high:
            if self._unit and part >= self._unit:
                return False
            self._section += part
            self._below = int(_SCALES.get(low, 1))
            return True
        whole = (self._section + part) * int(_SCALES[high])
        if (self._unit and whole >= self._unit) or (self._below and loose and not low):
            return False
        self._done += whole
        self._section, self._below, self._unit = 0, 0, int(_SCALES[high])
        return True


def _composite(text: str, first: re.Match[str], number: str, scale: str) -> Numeral | None:
    """3亿5000万, 7万5千4百, 1千零20, 3万五千: parts whose units go down."""
    if not number.isdigit() or len(number) > _MAX_PART:
        return None
    total = _Sum()
    total.take(int(number), scale)
    end, vague, fraction = first.end(), bool(first[2]), ""
    while (part := _PART.match(text, end)) is not None:
        digits, low = part["digits"].replace(",", ""), part["scale"]
        # Bare digits belong here if they fill the places below the last unit: 3万4000, 1千零20.
        loose = bool(part["blank"]) or not (part["zero"] or 10 ** len(digits) == total.limit)
        if (low is None and loose) or not total.take(int(digits), _simple(low or ""), loose):
            break
        end, vague = part.end(), vague or bool(part["vague"])
        if low is None:
            fraction = part["fraction"] or ""
            break
    else:
        end = _chinese_part(text, end, total)
    if end == first.end():
        return None
    value = Decimal(f"{total.value}{fraction}")
    return Numeral(first.start(), end, value, value, "", True, vague)


def _chinese_part(text: str, at: int, total: _Sum) -> int:
    """The end of a Chinese last part (五千 in 3万五千), or ``at`` where there is none."""
    match = _HAN_PART.match(text, at)
    reading = han.read(match.group()) if match else None
    if match is None or reading is None or reading.vague or reading.short:
        return at
    # 3万一百 may be two numbers; in 3万五千 and 3万零五百 no place is skipped unsaid.
    if match.group()[0] not in "零〇" and reading.value * 10 < total.limit:
        return at
    return at + reading.length if total.take(reading.value, "") else at


def _chinese(text: str, start: int) -> Numeral | None:
    if start and text[start - 1] in _INSIDE:
        return None
    match = _RUN.match(text, start)
    if match is None:
        return None
    run, end = match.group(), match.end()
    after = text[end : end + 1]
    if after in _SPECIAL:
        return _chinese_with_more(text, start)
    reading = _read(run, after)
    if reading is None:
        return None
    value = Decimal(reading.value)
    high = None if reading.high is None else Decimal(reading.high)
    return Numeral(start, start + reading.length, value, value, "", False, reading.vague, high)


def _read(run: str, after: str) -> han.Reading | None:
    """The reading of a run before the character ``after``, if it is a number there."""
    reading = han.read(run)
    if reading is None:
        return None
    if reading.length == 1:
        behind = run[1:2] or after
        lone = run[0] in "〇○" or (run[0] in _WORDLIKE and behind not in _COUNTED)
        return None if lone else reading
    if reading.high is not None and _PLAN.fullmatch(run) and after not in _COUNTED:
        return None
    if reading.short and after in _TAKES_DIGIT:
        return han.read(run[: -1 if reading.high is None else -2])
    return reading


def _chinese_with_more(text: str, start: int) -> Numeral | None:
    """The longer forms: 五百余万, 三千 八百, 一点五亿, and 五千 before 瓦."""
    run, places = _without_blanks(text, start)
    reading = _read(run, text[places[-1] : places[-1] + 1])
    if reading is None:
        return None
    end = places[reading.length]
    if reading.length == len(run) and reading.high is None:
        point = _DECIMALS.match(text, end)
        if point is not None:
            return _with_decimals(start, reading, point)
        if len(run) == 2 and _PREFIXED.match(text, end - 1):
            end -= 1
            reading = han.Reading(1, reading.value // han.worth_of(run[1]))
    value = Decimal(reading.value)
    high = None if reading.high is None else Decimal(reading.high)
    return Numeral(start, end, value, value, "", False, reading.vague, high)


def _with_decimals(start: int, whole: han.Reading, point: re.Match[str]) -> Numeral:
    number = Decimal(f"{whole.value}.{han.spelt_digits(point[1])}")
    value = _multiply(number, Decimal(han.worth_of(point[2] or "")))
    return Numeral(start, point.end(), value, value, "", False, whole.vague)


def _without_blanks(text: str, start: int) -> tuple[str, list[int]]:
    """The numeral characters from ``start`` without the blanks between them, and where they end.

    ``places[n]`` is the end in the text of the first ``n`` characters.
    """
    match = _ROW.match(text, start)
    forms: list[str] = []
    places = [start]
    for at in range(start, match.end() if match else start):
        if text[at] != " ":
            forms.append(text[at])
            places.append(at + 1)
        elif not _blank_inside(text, at):
            break
    while forms and forms[-1] in VAGUE:
        forms.pop()
        places.pop()
    return "".join(forms), places


def _blank_inside(text: str, at: int) -> bool:
    """Whether the blank at ``at`` stands inside one Chinese numeral."""
    match = _BLANK.match(text, at)
    if match is None:
        return False
    before, after = text[at - 1], text[at + 1]
    if after in UNITS or after in VAGUE:
        return True
    lower = match["unit"]
    return before in _NEXT_LOWER and (lower is None or lower == _NEXT_LOWER[before])
