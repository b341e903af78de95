"""The packs as an explanation asks them: every rule that could have taken part at a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from ..extract.figures import FigureFinder
from ..link.cues import words_of
from ..packs.entries import Cue, DocType, Heading, Name, NoPolicy, Unit
from ..packs.entry import Entry
from ..packs.lexicon import Hit, Hits, Lexicon
from ..packs.load import Packs
from ..segment.fold import fold

Match = tuple[Entry, str]


class Knowledge:
    """Made once from the packs."""

    def __init__(self, packs: Packs) -> None:
        self.finder = FigureFinder(packs)
        self._packs = packs
        self._entries = {e.id: e for e in packs.entries}
        self._forms = sorted(
            ((form, unit) for unit in packs.of(Unit) for form in unit.forms),
            key=lambda pair: -len(pair[0]),
        )
        self._names = [(regex.compile(e.pattern), e) for e in packs.of(Name)]
        self._no_policies = [(regex.compile(e.pattern), e) for e in packs.of(NoPolicy)]
        columns = dict.fromkeys(e.column for e in packs.of(Cue))
        self._cues = {column: Lexicon(words_of(packs, column)) for column in columns}

    def entry(self, pattern: str) -> Entry | None:
        """The entry of an id."""
        return self._entries.get(pattern)

    def named(self, pattern: str) -> str:
        """An id with the file and line of its entry."""
        entry = self.entry(pattern)
        return f"{pattern}（{entry.source}）" if entry is not None else pattern

    def units_at(self, folded: str, position: int) -> list[tuple[str, Unit]]:
        """All unit words that begin at a place, the longest first."""
        return [(f, u) for f, u in self._forms if folded.startswith(f, position)]

    def names_at(self, folded: str, position: int) -> list[tuple[Name, str]]:
        """All names of numbers that match at a place, in the order in which they are tried."""
        unwanted = "han" if folded[position : position + 1].isdigit() else "digit"
        found = [
            (e, m.group())
            for p, e in self._names
            if e.starts != unwanted and (m := p.match(folded, position))
        ]
        return sorted(found, key=lambda pair: pair[0].late)

    def cues(self, column: str, folded: str) -> Hits[Cue]:
        """The cues of a column in a text."""
        lexicon = self._cues.get(column)
        return lexicon.find(folded) if lexicon is not None else Hits(())

    def cues_in_label(self, column: str, label: str) -> list[Hit[Cue]]:
        """The cues of a column in a head or row label, the last first."""
        return list(self.cues(column, label))[::-1]

    def no_policies(self, title: str) -> list[Match]:
        """The entries that say that a title is no rule."""
        return [(e, m.group()) for p, e in self._no_policies if (m := p.search(fold(title)))]

    def headings(self, heading: str) -> list[Match]:
        """The entries that match a heading, the longest match first."""
        return _longest(heading, ((e, e.patterns) for e in self._packs.of(Heading)))

    def doc_types(self, title: str) -> list[Match]:
        """The entries that match a title, the highest rank first."""
        found = _longest(fold(title), ((e, e.title) for e in self._packs.of(DocType)))
        return sorted(found, key=lambda pair: -getattr(pair[0], "rank", 0))


def _longest(text: str, entries: Iterable[tuple[Entry, Sequence[str]]]) -> list[Match]:
    return sorted(_matches(text, entries), key=lambda pair: -len(pair[1]))


def _matches(text: str, entries: Iterable[tuple[Entry, Sequence[str]]]) -> Iterator[Match]:
    for entry, patterns in entries:
        found = [m.group() for p in patterns if (m := regex.search(p, text)) is not None]
        if found:
            yield entry, max(found, key=len)
