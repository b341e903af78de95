"""Dates as officials print them → ISO 8601."""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s*[年./-]\s*(?P<m>\d{1,2})\s*[月./-]\s*(?P<d>\d{1,2})\s*[日号]?"
)
_HAN = re.compile(
    r"(?P<y>二[〇零][〇零一二三四五六七八九]{2})年(?P<m>[一二三四五六七八九十]{1,2})月"
    r"(?P<d>[一二三四五六七八九十]{1,3})日"
)
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0}


def date_in(text: str) -> date | None:
    """The first whole date in width-folded ``text``; None for a month or an impossible day."""
    found = _DATE.search(text)
    if found is not None:
        return _date(int(found["y"]), int(found["m"]), int(found["d"]))
    han = _HAN.search(text)
    if han is None:
        return None
    year = int("".join(str(_DIGITS[c]) for c in han["y"]))
    return _date(year, _han_number(han["m"]), _han_number(han["d"]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _han_number(text: str) -> int:
    """One to thirty-one: 十二 → 12, 二十 → 20."""
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return _DIGITS.get(ones, 0)
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
