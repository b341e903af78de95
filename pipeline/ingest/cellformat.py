"""A spreadsheet value as its number format shows it."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Context, Decimal

_literal = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_number = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?")
_date = re.compile(r"[ymdhs]", re.IGNORECASE)
_context = Context(prec=15, rounding=ROUND_HALF_UP)
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
        return _shown_number(Decimal(repr(value)), number_format or "General")
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return _shown_date(value, number_format or "yyyy-mm-dd")
    if isinstance(value, datetime.timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    return str(value)


def general(value: Decimal) -> str:
    """A number in full, at the 15 digits that a spreadsheet keeps, without trailing zeros."""
    if not value.is_finite():
        return str(value)
    return _plain(_context.plus(value))


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _shown_number(value: Decimal, number_format: str) -> str:
    sections = _parts(number_format)
    section = sections[0]
    if len(sections) > 1 and value < 0:
        section, value = sections[1], -value
    elif len(sections) > 2 and value == 0:
        section = sections[2]
    if section.strip().lower() in ("general", "@", "g/通用格式", ""):
        return general(value)
    bare = _literal.sub("", section)
    pattern = _number.search(bare)
    if pattern is None or "E" in bare.upper() or "/" in bare:
        if pattern is None and bare.strip() in ("-", "") and section is not sections[0]:
            return _prefix_suffix(section, "").strip() or general(value)
        return general(value)
    percent = bare.count("%")
    digits = pattern.group()
    scaled = _context.plus(value) * (Decimal(100) ** percent)
    whole, _, fraction = digits.partition(".")
    thousands = len(whole) - len(whole.rstrip(","))
    scaled /= Decimal(1000) ** thousands
    rounded = scaled.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    text = format(abs(rounded), ",f" if "," in whole.rstrip(",") else "f")
    least = fraction.count("0")
    if len(fraction) > least:
        head, _, tail = text.partition(".")
        tail = tail[:least] + tail[least:].rstrip("0")
        text = f"{head}.{tail}" if tail else head
    sign = "-" if rounded < 0 else ""
    zeros = whole.replace(",", "").count("0")
    if zeros > 1 and "," not in whole:
        head, dot, tail = text.partition(".")
        text = head.zfill(zeros) + dot + tail
    return sign + _prefix_suffix(section, text)


def _parts(number_format: str) -> list[str]:
    parts, current, quoted, index = [], "", False, 0
    while index < len(number_format):
        character = number_format[index]
        if character == '"':
            quoted = not quoted
        if character == "\\" and not quoted:
            current += number_format[index : index + 2]
            index += 2
            continue
        if character == ";" and not quoted:
            parts.append(current)
            current = ""
        else:
            current += character
        index += 1
    parts.append(current)
    return parts


def _prefix_suffix(section: str, number: str) -> str:
    """The section with its literals, and the number in place of the digit pattern."""
    out, placed, index = "", False, 0
    while index < len(section):
        literal = _literal.match(section, index)
        if literal:
            out += literal.group(1) or literal.group(2) or ""
            if literal.group().startswith("[$"):
                out += literal.group()[2:-1].split("-")[0]
            index = literal.end()
            continue
        digits = _number.match(section, index)
        if digits and not placed:
            out += number
            placed = True
            index = digits.end()
            continue
        out += "" if section[index] in "#0?" else section[index]
        index += 1
    return out.strip()


def _shown_date(
    value: datetime.datetime | datetime.date | datetime.time, number_format: str
) -> str:
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    section = re.sub(r"\[[^\]]*\]", "", _parts(number_format)[0])
    moment = (
        value
        if isinstance(value, datetime.datetime)
        else datetime.datetime.combine(value, datetime.time())
    )
    if not _date.search(_literal.sub("", section)):
        section = "yyyy-mm-dd hh:mm" if moment.time() != datetime.time() else "yyyy-mm-dd"
    return _fill_date(section, moment)


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
