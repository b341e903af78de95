"""Clauses, sentences and paragraphs as boundaries in the folded text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

_CLAUSE = re.compile(r"[。;!?\n\t,](?:(?<!\d,)|(?!\d{3}(?!\d)))")
_SENTENCE_ENDS = "。;!?\n\t"
_SENTENCE = re.compile(f"[{_SENTENCE_ENDS}]")
_PARAGRAPH = re.compile(r"[\n\t]")


class Span(NamedTuple):
    """Half-open range of code points."""

    start: int
    end: int


# Makes a span from a pair, half again as fast as calling the class: there are very many.
_span: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)


@dataclass(frozen=True, slots=True)
class Parts:
    """A text cut into parts by the marks that end them; a part holds no mark."""

    marks: tuple[int, ...]
    length: int

    @classmethod
    def cut(cls, pattern: re.Pattern[str], text: str) -> Parts:
        """Cut ``text`` at every one-character match."""
        return cls(tuple([m.start() for m in pattern.finditer(text)]), len(text))

    def ending(self, text: str, signs: str) -> Parts:
        """The longer parts that end at some of the marks only."""
        return Parts(tuple([mark for mark in self.marks if text[mark] in signs]), self.length)

    def around(self, position: int) -> Span:
        """The part that holds the code point."""
        index = bisect_left(self.marks, position)
        start = self.marks[index - 1] + 1 if index else 0
        end = self.marks[index] if index < len(self.marks) else self.length
        return _span((start, end))

    def spans(self, start: int, end: int) -> Iterable[Span]:
        """The parts inside ``start:end``, in order, empty ones left out."""
        at = start
        first = bisect_left(self.marks, start)
        last = bisect_right(self.marks, end - 1)
        for mark in self.marks[first:last]:
            if mark > at:
                yield _span((at, mark))
            at = mark + 1
        if at < end:
            yield _span((at, end))


class Cover:
    """The code points that some spans hold, asked in logarithmic time."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            elif start < end:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, position: int) -> bool:
        return self.meets(position, position + 1)

    def meets(self, start: int, end: int) -> bool:
        """Whether a span has a code point in common with ``start:end``."""
        before = bisect_left(self._starts, end) - 1
        return before >= 0 and self._ends[before] > start


def clauses(folded: str) -> Parts:
    """Clauses end at a comma, semicolon, full stop, tab or line feed, not inside a number."""
    return Parts.cut(_CLAUSE, folded)


def sentences(folded: str, known: Parts | None = None) -> Parts:
    """Sentences end at a full stop or semicolon, tab or line feed.

    ``known`` are the text's clauses: some of them end sentences, and no other place does.
    """
    return Parts.cut(_SENTENCE, folded) if known is None else known.ending(folded, _SENTENCE_ENDS)


def paragraphs(folded: str, known: Parts | None = None) -> Parts:
    """Paragraphs and table cells; ``known`` are the text's clauses."""
    return Parts.cut(_PARAGRAPH, folded) if known is None else known.ending(folded, "\n\t")
