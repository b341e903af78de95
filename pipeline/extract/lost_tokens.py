"""The texts of lines that may be the cells of a table whose borders were lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model.canonical import Block

_WORD = re.compile(r"[^\s|]+")
_PIPED = re.compile(r"([^|\n]*)\|")
_FILL = re.compile(r"\|{2,}\Z")


class Token(NamedTuple):
    """A text between two blanks, pipes or line ends: ``first`` in its line, and of which line.

    ``text`` is folded and without blanks; an empty one is an empty cell between two pipes.
    """

    start: int
    end: int
    text: str
    first: bool
    line: int

    def with_rest(self, last: Token, text: str) -> Token:
        """This token and those up to ``last`` as one text."""
        return Token(self.start, last.end, text, self.first, self.line)


def tokens(folded: str, blocks: Sequence[Block]) -> Iterator[Token]:
    """The tokens of lines, each counted from ``folded``."""
    for number, block in enumerate(blocks):
        start, end = block.start, block.end
        if folded.find("|", start, end) < 0 and folded.find(" ", start, end) < 0:
            yield Token(start, end, folded[start:end], True, number)
            continue
        found = _piped if folded.find("|", start, end) >= 0 else _words
        for index, (first, last) in enumerate(found(folded, start, end)):
            text = "".join(folded[first:last].split())
            yield Token(first, last, text, not index, number)


def _words(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _WORD.finditer(folded, start, end))


def _piped(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans between pipes without the blanks round them; none behind the last pipe.

    Pipes without a blank between them at the end only fill up a row from which cells are missing.
    """
    at = start
    filled = _FILL.search(folded, start, end)
    end = filled.start() if filled is not None else end
    for match in _PIPED.finditer(folded, start, end):
        yield _stripped(folded, *match.span(1))
        at = match.end()
    if folded[at:end].strip():
        yield _stripped(folded, at, end)


def _stripped(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    return start, end
