"""All tables that are made of all documents' rows, in one pass over the tables of a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..model.corpus_tables import Comparison, CrossCheck, Recurring, RecurringRow, Similar
from ..packs.load import Packs
from ..packs.rules import MetricRule
from ..segment.words import Tokenizer
from .cross import cross_checks
from .database import opened
from .made import Made, batches, made, made_of
from .passages import similar
from .recurring import mentions, recurring
from .values import comparison, make_values
from .wide import wide


def corpus_tables(tables: Path, texts: Path, scratch: Path, packs: Packs) -> Iterator[Made]:
    """The corpus-level tables out of the CSV files in ``tables`` and the texts in ``texts``.

    Each must be read before the next one is asked for. ``scratch`` is a folder for what does not
    fit into memory; it is emptied and removed. The order of files changes nothing.
    """
    rules = packs.of(MetricRule)
    with opened(tables, scratch) as base:
        make_values(base, rules)
        yield made(Comparison, batches(comparison(base)))
        yield wide(base, rules)
        yield made_of(Recurring, recurring(base, Tokenizer(packs)))
        yield made(RecurringRow, batches(mentions(base)))
        yield made_of(Similar, similar(base, texts))
        yield made_of(CrossCheck, cross_checks(base))
