"""Many words found in one pass over a text, the longest at each place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

T = TypeVar("T")


class Hit(NamedTuple, Generic[T]):
    """A word of the lexicon in the text, with what it stands for."""

    start: int
    end: int
    value: T


# Makes a hit from its fields, half again as fast as calling the class: there are very many.
_hit: Callable[[tuple[int, int, Any]], Hit[Any]] = partial(tuple.__new__, Hit)


class Hits(Generic[T]):
    """The hits in one text, in order, without overlaps."""

    def __init__(self, hits: Sequence[Hit[T]]) -> None:
        self._hits = hits
        self._starts = [h[0] for h in hits]

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
            AhoCorasick([w for w, _ in pairs], matchkind=MatchKind.LeftmostLongest)
            if pairs
            else None
        )

    def find(self, text: str) -> Hits[T]:
        """All hits in ``text``, leftmost first, the longest of those that begin together."""
        if self._automaton is None:
            return Hits(())
        values = self._values
        found = self._automaton.find_matches_as_indexes(text)
        return Hits([_hit((start, end, values[index])) for index, start, end in found])


class Lexicons(Generic[T]):
    """Several lexicons by name, whose words are found in one pass; each has hits of its own."""

    def __init__(self, words: Mapping[str, Iterable[tuple[str, T]]]) -> None:
        self._names = tuple(words)
        meant: dict[str, dict[int, T]] = {}
        for number, pairs in enumerate(words.values()):
            for word, value in pairs:
                meant.setdefault(word, {}).setdefault(number, value)
        self._meant = [tuple(values.items()) for values in meant.values()]
        self._automaton = AhoCorasick(list(meant), matchkind=MatchKind.Standard) if meant else None

    def find(self, text: str) -> Mapping[str, Hits[T]]:
        """The hits of each lexicon, as it would find them alone."""
        found: list[list[Hit[T]]] = [[] for _ in self._names]
        for index, start, end in self._matches(text):
            for number, value in self._meant[index]:
                hits = found[number]
                if not hits or start >= hits[-1][1]:
                    hits.append(_hit((start, end, value)))
                elif start == hits[-1][0]:
                    hits[-1] = _hit((start, end, value))
        return {name: Hits(hits) for name, hits in zip(self._names, found, strict=True)}

    def _matches(self, text: str) -> Iterable[tuple[int, int, int]]:
        """All words in order of their beginnings, the longest of those that begin together last."""
        if self._automaton is None:
            return ()
        by_end = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return sorted(by_end, key=itemgetter(1))
