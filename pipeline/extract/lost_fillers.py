"""What stands in the rows of a form and tells nothing: 指标2, ……, the number before a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from .lost_fit import DASH, LevelsOf
from .lost_tokens import Token

_DOTS = re.compile(r"…+|\.{3,}|·{3,}")
_NUMBER = re.compile(r"指标\d{1,2}[:.、]?")
_EMPTY = re.compile(r"指标\d{1,2}[:.、]?[/—-]*")
_POINTS_ALONE = re.compile(r"[(]\d{1,3}(?:\.\d+)?分[)]")  # of a class, on a line of their own


def filled(found: Sequence[Token], levels_of: LevelsOf) -> list[Token]:
    """The tokens below heads without the rows that nobody filled in, and classes of nothing else.

    A name is told without its number, 指标1:开通公交 as 开通公交; its span stays.
    """
    told = [t for t in found if not _POINTS_ALONE.fullmatch(t.text)]
    rows = [*_filled(told, levels_of)]
    below = [*(t.text for t in rows[1:]), ""]
    return [
        token
        for token, after in zip(rows, below, strict=False)
        if not is_empty_class(token.text, after, levels_of)
    ]


def _filled(found: Sequence[Token], levels_of: LevelsOf) -> Iterator[Token]:
    line = -1  # of a row that is empty
    for index, token in enumerate(found):
        text = token.text
        if token.line == line and DASH.fullmatch(text):
            continue
        line = -1
        if _DOTS.fullmatch(text):
            continue
        if _EMPTY.fullmatch(text):
            after = found[index + 1].text if index + 1 < len(found) else ""
            if not _NUMBER.fullmatch(text) or _is_empty(after) or _classes(after, levels_of):
                line = token.line
                continue
        number = _NUMBER.match(text)
        name = text[number.end() :] if number is not None else ""
        yield token.with_rest(token, name) if name else token


def _is_empty(text: str) -> bool:
    """Whether a number before a text is the number of nothing."""
    return bool(DASH.fullmatch(text) or _DOTS.fullmatch(text) or _EMPTY.fullmatch(text))


def is_empty_class(name: str, after: str, levels_of: LevelsOf) -> bool:
    """Whether a name is a class with nothing below it, as at the end or before a class beside it.

    ``after`` is the text that follows, empty at the end.
    """
    own = _classes(name, levels_of)
    if not own or name == after:
        return False
    other = _classes(after, levels_of)
    return not after or (bool(other) and min(own) >= max(other))


def _classes(text: str, levels_of: LevelsOf) -> Set[int]:
    """The levels of a name that has others below it."""
    return levels_of(text) & {1, 2}
