"""Exact search for words of any length: every character is a token, a word is a phrase.

SQLite's ``trigram`` tokenizer silently finds no word of two characters, and most Chinese words have
two. Characters parted by blanks and asked for as a phrase are found whatever their number. Both the
text and the query are folded (full width, brackets, signs), blanks do not count, nor does case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..segment.fold import fold

# Signs and marks are tokens too, so that 419.86 is not found in 41986.
TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* N* P* S* M* Co'"

_BLANK = re.compile(r"\s+")
_TERM = re.compile(r'(?P<no>[-－])?(?:["“”](?P<phrase>[^"“”]*)["“”]?|(?P<word>[^\s\u3000"“”]+))')


@dataclass(frozen=True, slots=True)
class Query:
    """The words that must be there and the words that must not, folded and without blanks."""

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)


def spaced(text: str) -> str:
    """A text as the index holds it."""
    return " ".join(_BLANK.sub("", fold(text)))


def parse(text: str) -> Query:
    """What a user typed: words (all must be there), "phrases" with blanks, -exclusions.

    A minus counts as exclusion only at the start of a word; a lone minus is nothing.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for found in _TERM.finditer(text):
        term = _BLANK.sub("", fold(found["phrase"] or found["word"] or ""))
        if term.strip("-"):
            (unwanted if found["no"] else wanted).append(term)
    return Query(tuple(wanted), tuple(unwanted))


def match_of(words: Sequence[str], join: str) -> str:
    """An FTS5 expression for words; nothing in a word can be read as syntax."""
    return f" {join} ".join('"' + spaced(word).replace('"', '""') + '"' for word in words)


def occurrences(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where words stand in a text, in its own offsets; those that meet are joined."""
    folded = fold(text)
    spans = sorted(
        found.span()
        for word in words
        for found in re.finditer(r"\s*".join(map(re.escape, word)), folded, re.IGNORECASE)
    )
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
