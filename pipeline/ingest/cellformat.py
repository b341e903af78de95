"""A spreadsheet value as its number format shows it."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from .numberformat import general, sections, shown_number
from .numbering import DIGITS, chinese

_literal = re.compile(r'"([^"]*)"|[\\!](.)|_.|\*.|\[[^\]]*\]')
_elapsed = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
# Excel counts a 29 February 1900 that never was, so that days before it lie one further on.
FIRST_DAY = datetime.datetime(1899, 12, 30)
FIRST_DAY_EARLY = datetime.datetime(1899, 12, 31)
FIRST_DAY_1904 = datetime.datetime(1904, 1, 1)
_date = re.compile(r"[ymdhs]", re.IGNORECASE)
# Formats that files name by number only, as a Chinese Excel shows them.
_builtin_formats = {
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 36, 50, 52, 57), "yyyy年m月"),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), "m月d日"),
    30: "m-d-yy",
    31: "yyyy年m月d日",
    32: "h时mm分",
    33: "h时mm分ss秒",
}


def builtin_format(number: int) -> str | None:
    """The format of a number below 164 whose meaning depends on the language of Excel."""
    return _builtin_formats.get(number)


def shown(value: object, number_format: str | None) -> str:
    """The text of a cell value: ``0.9979`` with ``0.00%`` is ``99.79%``, General has no noise."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return shown_number(Decimal(repr(value)), number_format or "General")
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return _shown_date(value, number_format or "yyyy-mm-dd")
    return str(value)


def shown_value(value: Decimal, number_format: str, since_1904: bool = False) -> str:
    """The text of a stored number, which a number format may make a date or a length of time."""
    if number_format == "General":
        return general(value)
    if not is_date(number_format):
        return (
            shown(float(value), number_format)
            if not value.is_finite()
            else shown_number(value, number_format)
        )
    if _elapsed.search(number_format):
        minutes, seconds = divmod(round(value * 86400), 60)
        return f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    try:
        first = FIRST_DAY_1904 if since_1904 else FIRST_DAY if value >= 61 else FIRST_DAY_EARLY
        moment = first + datetime.timedelta(seconds=round(value * 86400))
    except (OverflowError, InvalidOperation):
        return general(value)
    if value < 0 or moment.year > 9999:
        return general(value)  # no date: Excel shows ####
    return _shown_date(moment, number_format)


@lru_cache(1024)
def is_date(number_format: str) -> bool:
    """Whether a number format shows a number as a date or a time."""
    section = _literal.sub(_kept_elapsed, sections(number_format)[0])
    return "general" not in section.lower() and _date.search(section) is not None


def _kept_elapsed(literal: re.Match[str]) -> str:
    return "h" if _elapsed.fullmatch(literal.group()) else ""


def _shown_date(
    value: datetime.datetime | datetime.date | datetime.time, number_format: str
) -> str:
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    section = re.sub(r"\[[^\]]*\]", "", sections(number_format)[0])
    moment = (
        value
        if isinstance(value, datetime.datetime)
        else datetime.datetime.combine(value, datetime.time())
    )
    if not _date.search(_literal.sub("", section)):
        section = "yyyy-mm-dd hh:mm" if moment.time() != datetime.time() else "yyyy-mm-dd"
    text = _fill_date(section, moment)
    return _in_hanzi(text) if "[dbnum1]" in number_format.lower() else text


def _in_hanzi(text: str) -> str:
    """A date in hanzi: a year by its digits, anything else as a number is said."""
    text = re.sub(r"\d{4}", lambda m: "".join(DIGITS[int(digit)] for digit in m.group()), text)
    return re.sub(r"\d+", lambda m: chinese(int(m.group())), text)


def _fill_date(section: str, moment: datetime.datetime) -> str:
    tokens = re.findall(
        r'"[^"]*"|\\.|AM/PM|A/P|y+|m+|d+|h+|s+|.', section, re.IGNORECASE | re.DOTALL
    )
    half_day = any(token.upper() in ("AM/PM", "A/P") for token in tokens)
    out = ""
    for index, token in enumerate(tokens):
        out += _date_token(token, moment, _is_minute(tokens, index), half_day)
    return out.strip()


def _is_minute(tokens: list[str], index: int) -> bool:
    before = [t[0].lower() for t in tokens[:index] if t[0].lower() in "ymdhs"]
    after = [t[0].lower() for t in tokens[index + 1 :] if t[0].lower() in "ymdhs"]
    return (bool(before) and before[-1] == "h") or (bool(after) and after[0] == "s")


def _date_token(token: str, moment: datetime.datetime, minute: bool, half_day: bool) -> str:
    kind, size = token[0].lower(), len(token)
    if token.startswith('"'):
        return token[1:-1]
    if token.startswith("\\"):
        return token[1:]
    if token.upper() in ("AM/PM", "A/P"):
        return "AM" if moment.hour < 12 else "PM"
    if kind == "y":
        return f"{moment.year:04d}" if size > 2 else f"{moment.year % 100:02d}"
    if kind == "m":
        number = moment.minute if minute else moment.month
    elif kind == "d":
        if size > 2:
            return "星期" + "一二三四五六日"[moment.weekday()]
        number = moment.day
    elif kind == "h":
        number = (moment.hour % 12 or 12) if half_day else moment.hour
    elif kind == "s":
        number = moment.second
    else:
        return "" if token in ("_", "@", ";") else token
    return f"{number:02d}" if size > 1 else str(number)
