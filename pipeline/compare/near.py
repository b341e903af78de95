"""Texts that are nearly the same, out of many: MinHash finds candidates, rapidfuzz decides.

The bands of all texts lie in the database. In each bucket a text is held against the first and
against the one before it, so that the work grows with the texts and not with their square.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import duckdb
import rensa
from rapidfuzz import fuzz

from .made import batches

SEED = 7
_BATCH = 20_000
# One band at a time: the buckets of all bands at once do not fit into memory.
_LINKS = """
INSERT INTO {name}_links
SELECT DISTINCT a, b FROM (
  SELECT unnest([first_value(id) OVER w, lag(id) OVER w]) AS a, id AS b
  FROM {name}_bands WHERE band = ? WINDOW w AS (PARTITION BY hash ORDER BY id)
) WHERE a < b
"""
_PAIRS = """
SELECT l.a, l.b, x.text, y.text FROM (SELECT DISTINCT a, b FROM {name}_links) l
JOIN {name} x ON x.id = l.a JOIN {name} y ON y.id = l.b
ORDER BY l.a, l.b
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts by their numbers, and how alike they are (0 to 100)."""

    a: int
    b: int
    ratio: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike texts must be: ``bands`` × ``rows`` hashes of n-grams, and the least ratio."""

    bands: int
    rows: int
    ngram: int
    least: float


def add_bands(
    base: duckdb.DuckDBPyConnection, name: str, texts: Iterable[tuple[int, str, str]], how: Likeness
) -> None:
    """Fill ``<name>_bands`` with the bands of texts (id, kind, text); only one kind meets."""
    base.execute(f"CREATE TABLE {name}_bands (id BIGINT, band INTEGER, hash UBIGINT)")
    bands = ((i, n, h) for i, kind, text in texts for n, h in enumerate(_bands(kind, text, how)))
    insert(base, f"{name}_bands", bands, ("BIGINT", "INTEGER", "UBIGINT"))


def pairs(base: duckdb.DuckDBPyConnection, name: str, how: Likeness) -> Iterator[Pair]:
    """The pairs of the table ``name`` (id, text) that are alike enough, in the order of ids."""
    base.execute(f"CREATE TABLE {name}_links (a BIGINT, b BIGINT)")
    for band in range(how.bands):
        base.execute(_LINKS.format(name=name), [band])
    for a, b, one, other in batches(base.cursor().execute(_PAIRS.format(name=name))):
        ratio = fuzz.ratio(one, other, score_cutoff=how.least)
        if ratio:
            yield Pair(a, b, ratio)


def groups(found: Iterable[Pair]) -> dict[int, int]:
    """For each text that is like another the least number of its group."""
    parent: dict[int, int] = {}

    def root(x: int) -> int:
        while parent.setdefault(x, x) != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for pair in found:
        a, b = sorted((root(pair.a), root(pair.b)))
        parent[b] = a
    return {x: root(x) for x in list(parent)}


def insert(
    base: duckdb.DuckDBPyConnection,
    table: str,
    rows: Iterable[Sequence[Any]],
    types: Sequence[str] = ("BIGINT", "BIGINT"),
) -> None:
    """Add rows to a table, many at a time: one by one takes milliseconds each."""
    left = iter(rows)
    columns = ", ".join(f"unnest(?::{kind}[])" for kind in types)
    while batch := list(islice(left, _BATCH)):
        base.execute(
            f"INSERT INTO {table} SELECT {columns}",
            [list(column) for column in zip(*batch, strict=True)],
        )


def _bands(kind: str, text: str, how: Likeness) -> Iterator[int]:
    shingles = {kind + text[i : i + how.ngram] for i in range(max(1, len(text) - how.ngram + 1))}
    made = rensa.RMinHash(num_perm=how.bands * how.rows, seed=SEED)
    made.update(sorted(shingles))
    digest = made.digest()
    for band in range(how.bands):
        value = 0
        for part in digest[band * how.rows : (band + 1) * how.rows]:
            value = (value * 1_000_003 + part) % (1 << 63)
        yield value
