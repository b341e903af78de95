"""What the packs say of the words beside a number: units, qualifiers, and what is no value."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ..packs.entries import Cue, Name, Unit
from ..packs.load import Packs
from ..segment.alternation import Expressions
from ..segment.fold import fold
from .found_numbers import Explained

_LONGEST_QUALIFIER = 6


class Names:
    """One alternation over all patterns of numbers that are no values."""

    def __init__(self, entries: Sequence[Name]) -> None:
        self._entries = entries
        self._pattern = (
            regex.compile("|".join(f"(?P<n{i}>{e.pattern})" for i, e in enumerate(entries)))
            if entries
            else None
        )

    def match(self, folded: str, position: int) -> Explained | None:
        """The name whose number begins at ``position``."""
        found = self._pattern.match(folded, position) if self._pattern else None
        if found is None or found.end() <= position:
            return None
        entry = self._entries[int(str(found.lastgroup)[1:])]
        return Explained(position, found.end(), entry.cls, entry.id)


class NumberWords:
    """The units, qualifiers and names of the packs, looked up at a place of a text."""

    def __init__(self, packs: Packs) -> None:
        self._units: dict[str, list[tuple[str, Unit]]] = {}
        for unit in packs.of(Unit):
            for form in map(fold, unit.forms):
                self._units.setdefault(form[0], []).append((form, unit))
        for forms in self._units.values():
            forms.sort(key=lambda pair: -len(pair[0]))
        self._value = Expressions(packs, "number").compile("{value}")
        names = packs.of(Name)
        early = [n for n in names if not n.late]
        self._early_digit = Names([n for n in early if n.starts != "han"])
        self._early_han = Names([n for n in early if n.starts != "digit"])
        self.late = Names([n for n in names if n.late])
        self.money = next((u for u in packs.of(Unit) if "元" in u.forms), None)
        self._before: dict[str, Cue] = {}
        self._before_ends: set[str] = set()
        self._after: dict[str, list[tuple[str, Cue]]] = {}
        for cue in packs.of(Cue):
            if cue.column == "qualifier":
                self._add_qualifier(cue)

    def _add_qualifier(self, cue: Cue) -> None:
        for term in map(fold, cue.terms):
            if cue.side != "after":
                self._before[term] = cue
                self._before_ends.add(term[-1])
            if cue.side != "before":
                self._after.setdefault(term[0], []).append((term, cue))
                self._after[term[0]].sort(key=lambda pair: -len(pair[0]))

    def name_at(self, folded: str, position: int) -> Explained | None:
        """The name whose number begins at ``position``, whatever unit may follow it."""
        if not folded[position].isascii():
            return self._early_han.match(folded, position)
        if self.is_value(folded, position):
            return None
        return self._early_digit.match(folded, position)

    def is_value(self, folded: str, position: int) -> bool:
        """Whether what stands right around a number tells that it is a value and no name."""
        return self._value.match(folded, position) is not None

    def unit_at(self, folded: str, position: int) -> tuple[str, Unit] | None:
        """The longest unit word that begins at ``position``."""
        for form, unit in self._units.get(folded[position : position + 1], ()):
            if folded.startswith(form, position):
                return form, unit
        return None

    def qualifier_before(self, folded: str, at: int, floor: int) -> tuple[int, Cue | None]:
        """Where a qualifier that ends at ``at`` begins, and its cue."""
        end = at
        while end > floor and folded[end - 1] == " ":
            end -= 1
        if folded[end - 1 : end] not in self._before_ends:
            return at, None
        for length in range(min(_LONGEST_QUALIFIER, end - floor), 0, -1):
            cue = self._before.get(folded[end - length : end])
            if cue is not None:
                return (at, None) if cue.value == "skip" else (end - length, cue)
        return at, None

    def qualifier_after(self, folded: str, at: int) -> tuple[int, Cue | None]:
        """Where a qualifier that begins at ``at`` ends, and its cue."""
        for term, cue in self._after.get(folded[at : at + 1], ()):
            if folded.startswith(term, at):
                return (at, None) if cue.value == "skip" else (at + len(term), cue)
        return at, None
