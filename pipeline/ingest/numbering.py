"""The numbers that Word prints before a paragraph: 一、（一）1."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "〇一二三四五六七八九"
LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
CYCLES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
}
_place = re.compile(r"%(\d)")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and how its number is printed."""

    start: int
    form: str
    text: str
    legal: bool = False
    restart: int | None = None
    style: str | None = None


@dataclass
class Numbering:
    """The lists of a document; ``label`` counts on, so ask once a paragraph, in order."""

    lists: Mapping[str, Mapping[int, Level]]
    abstracts: Mapping[str, str]
    overridden: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of(self, number: str, style: str | None) -> int:
        """The level of a list that is tied to a paragraph style; the first where none is."""
        levels = self.lists.get(number, {})
        return next((i for i, level in levels.items() if style and level.style == style), 0)

    def label(self, number: str, level: int) -> str:
        """The printed number of the next paragraph in a list, or nothing for bullets."""
        levels = self.lists.get(number)
        if not levels or level not in levels:
            return ""
        counts = self._counts.setdefault(self.abstracts.get(number, number), {})
        own = levels[level]
        start = self.overridden.get(number, {}).get(level)
        if start is not None and (number, level) not in self._begun:
            counts[level] = start
        else:
            counts[level] = counts[level] + 1 if level in counts else own.start
        self._begun.add((number, level))
        for deeper in [k for k in counts if k > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or level < restart:
                del counts[deeper]
        if own.form in ("bullet", "none"):
            return ""

        def fill(match: re.Match[str]) -> str:
            index = int(match.group(1)) - 1
            at = levels.get(index)
            if at is None:
                return ""
            value = counts.get(index, at.start)
            return printed(value, "decimal" if own.legal else at.form)

        return _place.sub(fill, own.text)


def printed(value: int, form: str) -> str:
    """A number as a list prints it."""
    if form in (
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
    ):
        return chinese(value)
    if form in ("upperLetter", "lowerLetter"):
        letters = ""
        number = max(value, 1)
        letters = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if form == "upperLetter" else letters.lower()
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(value)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= value <= 20:
        return chr(ord("①") + value - 1)
    if form == "decimalEnclosedParen" and 1 <= value <= 20:
        return chr(ord("⑴") + value - 1)
    if form == "decimalEnclosedFullstop" and 1 <= value <= 20:
        return chr(ord("⒈") + value - 1)
    if form in CYCLES:
        return CYCLES[form][(value - 1) % len(CYCLES[form])]
    if form in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return chinese(value).translate(LEGAL)
    if form == "numberInDash":
        return f"- {value} -"
    if form == "decimalZero":
        return f"{value:02d}"
    if form == "decimalFullWidth":
        return str(value).translate({ord(str(d)): ord("０") + d for d in range(10)})
    if form in ("ideographDigital", "japaneseDigitalTenThousand"):
        return "".join(DIGITS[int(d)] for d in str(value))
    return str(value)


def chinese(value: int) -> str:
    """1 → 一, 12 → 十二, 120 → 一百二十."""
    if value <= 0:
        return "〇"
    if value >= 10000:
        return str(value)
    out, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            if zero and out:
                out += "〇"
            out += DIGITS[digit] + name
        zero = digit == 0
    return out[1:] if out.startswith("一十") else out


def _roman(value: int) -> str:
    out = ""
    for size, sign in (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while value >= size:
            out += sign
            value -= size
    return out


def read_numbering(root: Any | None) -> Numbering:
    """The lists of ``word/numbering.xml``."""
    if root is None:
        return Numbering({}, {})
    found = root.findall(f"{W}abstractNum")
    styled = {style: a for a in found if (style := _value(a, "styleLink")) is not None}
    abstract = {
        a.get(f"{W}abstractNumId"): _levels(styled.get(_value(a, "numStyleLink") or "", a))
        for a in found
    }
    lists: dict[str, dict[int, Level]] = {}
    abstracts: dict[str, str] = {}
    overridden: dict[str, dict[int, int]] = {}
    for num in root.findall(f"{W}num"):
        key = num.get(f"{W}numId")
        target = num.find(f"{W}abstractNumId")
        name = target.get(f"{W}val") if target is not None else None
        if key is None or name is None or name not in abstract:
            continue
        levels = dict(abstract[name])
        for override in num.findall(f"{W}lvlOverride"):
            index = int(override.get(f"{W}ilvl", "0"))
            levels.update(_levels(override))
            start = override.find(f"{W}startOverride")
            if start is not None:
                overridden.setdefault(key, {})[index] = int(start.get(f"{W}val", "1"))
        lists[key], abstracts[key] = levels, name
    return Numbering(lists, abstracts, overridden)


def _levels(parent: Any) -> dict[int, Level]:
    levels = {}
    for level in parent.findall(f"{W}lvl"):
        restart = _value(level, "lvlRestart")
        levels[int(level.get(f"{W}ilvl", "0"))] = Level(
            start=int(_value(level, "start") or 1),
            form=_value(level, "numFmt") or "decimal",
            text=_value(level, "lvlText") or "",
            legal=level.find(f"{W}isLgl") is not None,
            restart=None if restart is None else int(restart),
            style=_value(level, "pStyle"),
        )
    return levels


def _value(element: Any, name: str) -> str | None:
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")
