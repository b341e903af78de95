"""All numbers of a text: numerals with their signs, and fractions, without those inside words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import rjieba

from ..segment.fold import fold
from .han import NUMERALS, VAGUE
from .numerals import Numeral, parse


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its sign; offsets are half-open and take the sign in."""

    start: int
    end: int
    value: Decimal


_CANDIDATE = re.compile(f"[0-9.{NUMERALS}]")
# 2.1.3 is a version or a section: its parts are numbers, its points no decimal points.
_CHAIN = re.compile(r"[0-9]++(?:\.[0-9]++){2,}")
_DIGITS = re.compile("[0-9]+")
# Not the rest of a date, 5/12 in 2022/5/12.
_SLASH = re.compile(r"(?<![0-9]/)(?:([0-9]++) )?([0-9]++)/([0-9]*[1-9][0-9]*)(?![0-9]|[/.][0-9])")
_OF = re.compile(" *分 *之 *(负?)")
_AND = "又"
# A dash after these, or after a number with a unit (5万元-8万元), parts two numbers.
_NO_SIGN_AFTER = re.compile(r"[0-9A-Za-z%)\-~/—]$|[0-9][^\W\d]{1,4}$")
_IN_WIDE_DIGITS = re.compile("(?<=[０-９])，(?=[０-９])")
# Tags of rjieba for numerals, measures and times: 一个, 一对, 九年.
_COUNTING = frozenset({"m", "q", "mq", "t"})
_NUMERAL_FORMS = frozenset(NUMERALS + VAGUE + " ")


def find_numbers(text: str) -> list[Number]:
    """The numbers of ``text``, in text order, without rough ones (二三十)."""
    folded = _folded(text)
    words = _Words(folded)
    return list(_numbers(folded, words))


def _folded(text: str) -> str:
    """``text`` width-folded, a wide comma only where it stands among wide digits.

    Between narrow digits a wide comma is punctuation: 共20，300人参加 holds two numbers.
    """
    kept = _IN_WIDE_DIGITS.sub(",", text)
    return "".join(
        "，" if was == "，" else form for was, form in zip(kept, fold(kept), strict=True)
    )


def _numbers(text: str, words: _Words) -> Iterator[Number]:
    at = 0
    while (candidate := _CANDIDATE.search(text, at)) is not None:
        start = candidate.start()
        chain = _CHAIN.match(text, start)
        if chain is not None:
            for digits in _DIGITS.finditer(text, start, chain.end()):
                yield Number(digits.start(), digits.end(), Decimal(digits.group()))
            at = chain.end()
            continue
        numeral = parse(text, start)
        word_end = words.around(numeral) if numeral and not numeral.arabic else None
        if numeral is None or word_end is not None:
            at = max(start + 1, word_end or 0)
            continue
        found = _fraction(text, numeral) or Number(start, numeral.end, numeral.value)
        if numeral.high is None:
            yield _signed(text, found, words)
        at = found.end


def _fraction(text: str, numeral: Numeral) -> Number | None:
    """3/5, 1 3/5, 五分之三, 十一又十四分之一, from its first numeral."""
    if numeral.arabic:
        slash = _SLASH.match(text, numeral.start)
        if slash is not None:
            whole, upper, lower = slash.groups()
            value = Decimal(whole or 0) + Decimal(upper) / Decimal(lower)
            return Number(numeral.start, slash.end(), value)
    if text[numeral.end : numeral.end + 1] != _AND:
        return _parts_of(text, numeral)
    lower_numeral = parse(text, numeral.end + 1)
    part = _parts_of(text, lower_numeral) if lower_numeral else None
    return part and Number(numeral.start, part.end, numeral.value + part.value)


def _parts_of(text: str, lower: Numeral) -> Number | None:
    mark = _OF.match(text, lower.end)
    upper = parse(text, mark.end()) if mark else None
    if mark is None or upper is None or upper.high is not None or not lower.value:
        return None
    value = upper.value / lower.value
    return Number(lower.start, upper.end, -value if mark[1] else value)


def _signed(text: str, number: Number, words: _Words) -> Number:
    """The number with the sign that stands before it."""
    at = number.start - 1
    if at < 0 or text[at] not in "负負-":
        return number
    if text[at] == "-":
        if _NO_SIGN_AFTER.search(text[max(0, at - 6) : at]):
            return number
    elif not words.begins(at):  # 肩负三项任务
        return number
    return Number(at, number.end, -number.value)


class _Words:
    """Where the words of a text lie; it is cut only when a Chinese numeral asks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []
        self._tagged: list[tuple[str, str]] = []

    def _cut(self) -> None:
        if self._starts or not self._text:
            return
        self._tagged = rjieba.tag(self._text)
        at = 0
        for word, _ in self._tagged:
            self._starts.append(at)
            at += len(word)

    def begins(self, at: int) -> bool:
        """Whether a word begins at ``at``."""
        self._cut()
        return self._starts[bisect_right(self._starts, at) - 1] == at

    def around(self, numeral: Numeral) -> int | None:
        """The end of the word that the numeral is only a part of (四川, 十足, 收拾), if any."""
        self._cut()
        index = bisect_right(self._starts, numeral.start) - 1
        word, tag = self._tagged[index]
        start, end = self._starts[index], self._starts[index] + len(word)
        if (
            tag not in _COUNTING
            and (start < numeral.start or end > numeral.end)
            and not _NUMERAL_FORMS.issuperset(word)
        ):
            return end
        return end if self._before_verb(numeral, index + 1) else None

    def _before_verb(self, numeral: Numeral, index: int) -> bool:
        """一 before a verb is no number (一看就笑), but for 是."""
        if self._text[numeral.start : numeral.end] not in "一壹" or index >= len(self._tagged):
            return False
        word, tag = self._tagged[index]
        return self._starts[index] == numeral.end and tag.startswith("v") and word[0] != "是"
