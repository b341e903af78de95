"""What packs say, in expressions of code that knows the grammar around it."""

from __future__ import annotations

import re

import regex

from ..packs.entries import Cue, Phrase
from ..packs.load import Packs
from ..packs.values import CUE_VALUES, PHRASES
from .fold import fold

# {4,20} is a count, no slot.
_SLOT = re.compile(r"\{(?P<name>[a-z][a-z_.]*|[A-Z_]+)(?::(?P<values>[a-z|]+))?\}")


class Expressions:
    """Makes expressions out of packs' words, for code that finds one ``kind`` of phrases.

    In an expression, {title} is the phrase ``kind.title``, {clause.lead} one of another kind,
    {goal_part:done|paid} any word of these values of a column of cues, and {ITEM} one of ``parts``:
    expressions of the code's own, which may hold such slots themselves.
    """

    def __init__(self, packs: Packs, kind: str = "", **parts: str) -> None:
        self._packs = packs
        self._kind = kind
        self._parts = parts
        self._worded: dict[str, list[str]] = {name: [] for name in PHRASES}
        for entry in packs.of(Phrase):
            self._worded[entry.phrase].extend(entry.patterns)

    def compile(self, expression: str) -> re.Pattern[str]:
        """An expression of ``re`` with its slots filled; ``KeyError`` for a slot of no meaning."""
        return re.compile(self._filled(expression))

    def for_texts(self, expression: str) -> regex.Pattern[str]:
        """The same by ``regex``, which finds words of many beginnings in whole texts faster."""
        return regex.compile(self._filled(expression))

    def backwards(self, expression: str) -> regex.Pattern[str]:
        """The same for words that end where a text ends: read from there, not tried everywhere."""
        return regex.compile(f"(?r){self._filled(expression)}")

    def _filled(self, expression: str) -> str:
        return _SLOT.sub(self._of, expression)

    def _of(self, slot: re.Match[str]) -> str:
        name, values = slot["name"], slot["values"]
        if values is not None:
            return self._words(name, values.split("|"))
        if name.isupper():
            return self._filled(self._parts[name])
        return _group(self._worded[name if "." in name else f"{self._kind}.{name}"])

    def _words(self, column: str, values: list[str]) -> str:
        """Any word of the values, longer words first."""
        if not {*values} <= {*CUE_VALUES[column]}:
            raise KeyError(f"{column}: {values}")
        cues = (e for e in self._packs.of(Cue) if e.column == column and e.value in values)
        terms = {fold(t) for e in cues for t in e.terms}
        return _group([re.escape(t) for t in sorted(terms, key=lambda t: (-len(t), t))])


def _group(patterns: list[str]) -> str:
    """A group of ``re`` that matches any of the patterns, in order; never if there is none."""
    return f"(?:{'|'.join(patterns)})" if patterns else "(?!)"
