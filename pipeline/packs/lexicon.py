"""Many words found in one pass over a text, the longest at each place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

T = TypeVar("T")


class Hit(NamedTuple, Generic[T]):
    """A word of the lexicon in the text, with what it stands for."""

    start: int
    end: int
    value: T


class Hits(Generic[T]):
    """The hits in one text, in order, without overlaps.

    Few of a text's hits are ever looked at, so that they are made when they are asked for.
    """

    def __init__(self, places: Sequence[tuple[int, int, int]], values: Sequence[T]) -> None:
        self._places = places
        self._values = values
        self._starts = [start for _, start, _ in places]

    def between(self, start: int, end: int) -> Sequence[Hit[T]]:
        """The hits that lie wholly in ``start:end``."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        while last > first and self._places[last - 1][2] > end:
            last -= 1
        return self._made(self._places[first:last]) if last > first else ()

    def __iter__(self) -> Iterator[Hit[T]]:
        return iter(self._made(self._places))

    def _made(self, places: Sequence[tuple[int, int, int]]) -> Sequence[Hit[T]]:
        return [Hit(start, end, self._values[index]) for index, start, end in places]


class Lexicon(Generic[T]):
    """Words and what they stand for."""

    def __init__(self, words: Iterable[tuple[str, T]]) -> None:
        pairs = list(words)
        self._values = [value for _, value in pairs]
        self._automaton = (
            AhoCorasick([w for w, _ in pairs], matchkind=MatchKind.LeftmostLongest)
            if pairs
            else None
        )

    def find(self, text: str) -> Hits[T]:
        """All hits in ``text``, leftmost first, the longest of those that begin together."""
        if self._automaton is None:
            return Hits((), ())
        return Hits(self._automaton.find_matches_as_indexes(text), self._values)
