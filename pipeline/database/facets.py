"""The conditions of a search as tokens of the full-text index, beside the words.

A condition that many passages meet and one that few do are then put together as words are, from
the rarer to the commoner, and the first hits come without counting all. A token is ``name=value``
without blanks, which the tokenizer takes as one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

ALL = "all"  # stands with every row, for queries that only exclude
DOCUMENT = {
    "province": "province",
    "city": "city",
    "family": "department_family",
    "year": "fiscal_year",
    "doc_type": "doc_type",
}
_GAP = re.compile(r"[\s\x00-\x1f\x7f]+")


@lru_cache(maxsize=10_000)
def token(name: str, value: object) -> str:
    """A condition as the index holds it."""
    return f"{name}={_GAP.sub('', '' if value is None else str(value))}"


def pair(check: str, status: str) -> str:
    """That a passage takes part in a check with this outcome."""
    return token("outcome", f"{check}/{status}")


def tokens(document: tuple[Any, ...], own: str) -> str:
    """All tokens of a row: those of its document, in the order of ``DOCUMENT``, and its own."""
    return f"{_of(document)} {own}"


@lru_cache(maxsize=100)
def _of(document: tuple[Any, ...]) -> str:
    told = (token(name, value) for name, value in zip(DOCUMENT, document, strict=True))
    return " ".join((ALL, *told))


def passage_tokens(tags: Iterable[tuple[str, str, int, str]]) -> Mapping[int, str]:
    """The tokens of each passage that has tags: kind, value, passage and row of each."""
    found: dict[int, dict[str, None]] = {}
    rows: dict[tuple[int, str], dict[str, str]] = {}
    for kind, value, passage, row in tags:
        found.setdefault(passage, {})[token(kind, value)] = None
        if kind in ("check", "status"):
            rows.setdefault((passage, row), {})[kind] = value
    for (passage, _), told in rows.items():
        if len(told) == 2:
            found[passage][pair(told["check"], told["status"])] = None
    return {passage: " ".join(sorted(told)) for passage, told in found.items()}


def quoted(tokens: Iterable[str]) -> str:
    """An FTS5 expression that asks for all of these tokens."""
    return " AND ".join('"' + t.replace('"', '""') + '"' for t in tokens)
