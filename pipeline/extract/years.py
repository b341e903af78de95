"""Years as printed in dates and year words, for whoever asks what year a figure is of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .found_numbers import Explained

_ARABIC = re.compile(r"(?:19|20)\d{2}")
_HAN_YEAR = re.compile(r"二[〇零O0][〇零一二三四五六七八九]{2}")
_HAN_DIGITS = str.maketrans("〇零O一二三四五六七八九", "000123456789")
COMPARING = tuple("较比与同对于")
YEAR_CLASSES = frozenset({"year", "date"})


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year in the text; ``compared`` tells that it is only compared with (比2022年增加),
    ``dated`` that it belongs to a day or month."""

    start: int
    end: int
    year: int
    compared: bool
    dated: bool


class Years:
    """The years of a text in order."""

    def __init__(self, mentions: Iterable[YearMention]) -> None:
        self.mentions = tuple(mentions)
        self._starts = [m.start for m in self.mentions]

    def between(self, start: int, end: int) -> tuple[YearMention, ...]:
        """The years that begin in ``start:end``."""
        first = bisect_left(self._starts, start)
        return self.mentions[first : bisect_left(self._starts, end, first)]


@lru_cache(maxsize=4096)
def year_in(text: str) -> int | None:
    """The first four-digit year printed in ``text``, in Arabic or Chinese digits."""
    found = _ARABIC.search(text)
    if found is not None:
        return int(found.group())
    han = _HAN_YEAR.search(text)
    return int(han.group().translate(_HAN_DIGITS)) if han else None


def years(folded: str, explained: Iterable[Explained]) -> Years:
    """The years among the numbers that are no values."""
    found = (
        YearMention(
            e.start, e.end, year, folded[e.start - 1 : e.start] in COMPARING, e.cls == "date"
        )
        for e in explained
        if e.cls in YEAR_CLASSES and (year := year_in(folded[e.start : e.end])) is not None
    )
    return Years(found)
