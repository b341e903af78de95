"""Many words found in one pass over a text, the longest at each place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

# A DFA is twice as fast as what the library chooses by itself; of all words it would take 40 MB.
_LARGE = 600
T = TypeVar("T")


class Hit(NamedTuple, Generic[T]):
    """A word of the lexicon in the text, with what it stands for."""

    start: int
    end: int
    value: T


class Hits(Generic[T]):
    """The hits in one text, in order, without overlaps."""

    def __init__(self, hits: Sequence[Hit[T]]) -> None:
        self._hits = hits
        self._starts = [h.start for h in hits]

    def between(self, start: int, end: int) -> Sequence[Hit[T]]:
        """The hits that lie wholly in ``start:end``."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        while last > first and self._hits[last - 1].end > end:
            last -= 1
        return self._hits[first:last]

    def __iter__(self) -> Iterator[Hit[T]]:
        return iter(self._hits)


class Lexicon(Generic[T]):
    """Words and what they stand for."""

    def __init__(self, words: Iterable[tuple[str, T]]) -> None:
        pairs = list(words)
        self._values = [value for _, value in pairs]
        self._automaton = (
            AhoCorasick(
                [w for w, _ in pairs],
                matchkind=MatchKind.LeftmostLongest,
                implementation=Implementation.DFA if len(pairs) <= _LARGE else None,
            )
            if pairs
            else None
        )

    def find(self, text: str) -> Hits[T]:
        """All hits in ``text``, leftmost first, the longest of those that begin together."""
        if self._automaton is None:
            return Hits([])
        values = self._values
        return Hits(
            [
                Hit(start, end, values[index])
                for index, start, end in self._automaton.find_matches_as_indexes(text)
            ]
        )
