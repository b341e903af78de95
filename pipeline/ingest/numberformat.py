"""A number as a number format of a spreadsheet shows it.

The grammar is that of Excel: sections for positive, negative and zero or under conditions, places
for digits, literals among them (``0!.0,`` shows 元 as 万元), percent signs, and commas that group
or, behind the last place, divide by a thousand.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

_context = Context(prec=15, rounding=ROUND_HALF_UP)
_summed = Context(prec=12, rounding=ROUND_HALF_UP)
LONG = 14  # digits of a number whose last ones may be what a sum of binary fractions left
NOISE = 4  # characters by which such a number is shorter at 12 digits
_wide = Context(prec=60, rounding=ROUND_HALF_UP)
_section = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])*', re.DOTALL)
_token = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|(?P<blank>_.|\*.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|(?P<bracket>\[[^\]]*\])|(?P<digit>[0#?])|(?P<sign>[.,%])|(?P<other>.)",
    re.DOTALL,
)
_condition = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_exponent = re.compile(r"[0#?]E[+-]", re.IGNORECASE)
_fraction = re.compile(r"[0#?]\s*/\s*[0-9#?]")
_usual = re.compile(r"([t%]*)(#,##)?#?0(\.0+)?([t%]*)")
_tests = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
GENERAL = ("general", "@", "g/通用格式", "常规")
LARGEST = Decimal(10) ** 40


class Token(NamedTuple):
    """A part of a section: a place for a digit, a sign with meaning, or text."""

    kind: Literal["digit", "sign", "text"]
    text: str


def general(value: Decimal) -> str:
    """A number in full, at the 15 digits that a spreadsheet keeps, without trailing zeros.

    ``91.8900000000001``, which a sum left, is shown by Excel as ``91.89``.
    """
    if not value.is_finite():
        return str(value)
    kept = _context.plus(value).normalize()
    text = _in_full(kept)
    if len(kept.as_tuple().digits) >= LONG:
        short = _in_full(_summed.plus(value))
        text = short if len(text) - len(short) >= NOISE else text
    return "0" if text in ("-0", "") else text


def _in_full(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(1024)
def sections(number_format: str) -> tuple[str, ...]:
    """The sections of a number format, which semicolons part."""
    found, at = list[str](), 0
    while True:
        match = _section.match(number_format, at)
        assert match is not None  # it matches anything, also nothing
        found.append(match.group())
        at = match.end() + 1
        if at > len(number_format):
            return tuple(found)


def shown_number(value: Decimal, number_format: str) -> str:
    """The text of a number; in full where the format is unknown, scientific or a fraction."""
    if not value.is_finite() or abs(value) > LARGEST:
        return general(value)
    found = sections(number_format)
    section, value = _chosen(value, found)
    layout = _layout(section, len(found) == 1)
    if layout is None:
        return general(value)
    if isinstance(layout, Usual):
        scaled = _context.plus(value).scaleb(layout.shift)
        rounded = _wide.quantize(scaled, Decimal(1).scaleb(-layout.decimals))
        text = format(abs(rounded), ",f" if layout.grouped else "f")
        sign = "-" if rounded < 0 else ""
        return (sign + (layout.before + text + layout.behind).strip()).strip()
    return _filled(value, layout)


class Usual(NamedTuple):
    """A section with one unbroken run of places that shows at least one digit of the whole."""

    before: str
    behind: str
    decimals: int
    grouped: bool
    shift: int


@lru_cache(1024)
def _layout(section: str, only: bool) -> Usual | tuple[Token, ...] | None:
    """How a section is shown: ``None`` in full, ``Usual`` at once, else token by token."""
    bare = re.sub(r"\[[^\]]*\]", "", section).strip()
    if bare.lower() in GENERAL or (not bare and only):
        return None
    if _exponent.search(bare) or _fraction.search(bare):
        return None
    tokens = _tokens(section)
    shape = "".join("t" if t.kind == "text" else t.text for t in tokens)
    match = _usual.fullmatch(shape)
    if match is None:
        return tokens
    texts = [
        "" if t.kind == "digit" or (t.text in ".," and t.kind == "sign") else t.text for t in tokens
    ]
    return Usual(
        "".join(texts[: match.end(1)]),
        "".join(texts[match.start(4) :]),
        len(match[3] or ".") - 1,
        bool(match[2]),
        2 * shape.count("%"),
    )


def _chosen(value: Decimal, found: Sequence[str]) -> tuple[str, Decimal]:
    """The section that shows a value, and the value that it is to show."""
    conditions = [_condition.search(section) for section in found[:3]]
    if any(conditions):
        for section, condition in zip(found, conditions, strict=False):
            if condition is None or _tests[condition[1]](value, Decimal(condition[2])):
                return section, value
        return found[-1] if len(found) <= 3 else found[2], value
    if len(found) > 1 and value < 0:
        return found[1], -value
    if len(found) > 2 and value == 0:
        return found[2], value
    return found[0], value


def _tokens(section: str) -> tuple[Token, ...]:
    tokens: list[Token] = []
    for match in _token.finditer(section):
        if match.lastgroup == "digit":
            tokens.append(Token("digit", match.group()))
        elif match.lastgroup == "sign":
            tokens.append(Token("sign", match.group()))
        elif match.lastgroup not in ("blank", "bracket"):
            tokens.append(Token("text", match[match.lastgroup or 0]))
    return tuple(tokens)


def _filled(value: Decimal, tokens: Sequence[Token]) -> str:
    """The tokens of a section with the digits of a value in their places."""
    places = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    if not places:
        return "".join(t.text for t in tokens if t.text != ",").strip()
    point = next((at for at, t in enumerate(tokens) if t == Token("sign", ".")), len(tokens))
    whole = [at for at in places if at < point]
    scaled, grouped = _scale(value, tokens, whole, places)
    fraction = "".join(tokens[at].text for at in places if at > point)
    rounded = _wide.quantize(scaled, Decimal(1).scaleb(-len(fraction)))
    head, _, tail = format(abs(rounded), "f").partition(".")
    least = max((at for at, place in enumerate(fraction, 1) if place == "0"), default=0)
    tail = tail[:least] + tail[least:].rstrip("0")
    if head == "0" and not tail and not any(tokens[at].text == "0" for at in whole):
        head = ""
    out = [t.text if t.kind == "text" or t.text == "%" else "" for t in tokens]
    _fill_whole(out, tokens, whole, head, grouped)
    if point < len(tokens):
        before = head if not whole else ""
        out[point] = before + "." + tail if tail else before
    sign = "-" if rounded < 0 else ""
    return (sign + "".join(out).strip()).strip()


def _scale(
    value: Decimal, tokens: Sequence[Token], whole: Sequence[int], places: Sequence[int]
) -> tuple[Decimal, bool]:
    """A value times its percent signs and by its dividing commas; whether it is grouped."""
    percent = tokens.count(Token("sign", "%"))
    comma = Token("sign", ",")
    dividing = 0
    for last in {places[-1], *whole[-1:]}:
        at = last + 1
        while at < len(tokens) and tokens[at] == comma:
            dividing, at = dividing + 1, at + 1
    grouped = bool(whole) and comma in tokens[whole[0] : whole[-1]]
    return _context.plus(value).scaleb(2 * percent - 3 * dividing), grouped


def _fill_whole(
    out: list[str], tokens: Sequence[Token], whole: Sequence[int], head: str, grouped: bool
) -> None:
    """Put the digits before the point in their places, from the right; the first takes the rest."""
    digits = list(head)
    done = 0
    zeros_from = next((at for at in whole if tokens[at].text == "0"), len(tokens))
    for at in reversed(whole):
        text = ""
        while digits or (not text and at >= zeros_from):
            digit = digits.pop() if digits else "0"
            text = digit + ("," if grouped and done and done % 3 == 0 else "") + text
            done += 1
            if at != whole[0]:
                break
        out[at] = text
