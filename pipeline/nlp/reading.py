"""A text as the components see it: its rows, and where words and sentences may begin.

A spaCy text is read as a text file is: wrapped lines are joined, tabs make tables. The rows count
characters of the canonical text that comes of it; the anchors lead back to the text as given, and
there every offset of a ``ReadText`` points.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from ..document import Result
from ..ingest.encoding import Decoded
from ..ingest.txt import canonical_text
from ..model.canonical import Canonical
from ..model.tables import TABLES, Row
from ..segment.fold import fold
from ..segment.spans import Span, sentences
from ..store.rows import encode_rows
from .stages import Stages

FIGURES = ("amounts", "rates", "quantities")
KEPT = 4


@dataclass(frozen=True)
class ReadText:
    """The rows of a text by table and ``row_id``; all offsets count characters of ``text``."""

    text: str
    result: Result

    @cached_property
    def tables(self) -> Mapping[str, Mapping[str, Row]]:
        """The rows in text order, with quote and offsets of the text as given."""
        return {t.table: dict(self._rows(t)) for t in TABLES}

    @cached_property
    def whole(self) -> tuple[Span, ...]:
        """Figures, and numbers that no unit explains: no word begins or ends inside."""
        rows = [row for table in FIGURES for row in self.tables[table].values()]
        rows += [r for r in self.tables["rejects"].values() if getattr(r, "kind", "") == "number"]
        return _apart(sorted(Span(r.char_start, r.char_end) for r in rows))

    @cached_property
    def borders(self) -> tuple[int, ...]:
        """Where rows and sentences begin and end."""
        found = set(self.sentence_starts)
        for rows in self.tables.values():
            for row in rows.values():
                found.update((row.char_start, row.char_end))
        return tuple(sorted(found))

    @cached_property
    def sentence_starts(self) -> tuple[int, ...]:
        """Where sentences begin."""
        folded = fold(self.result.canonical.text)
        parts = sentences(folded).spans(0, len(folded))
        placed = (self._place(part.start, part.end) for part in parts)
        return tuple(span.start for span in placed if span is not None)

    @cached_property
    def _as_given(self) -> bool:
        return self.result.canonical.text == self.text

    def _rows(self, table: type[Row]) -> Iterator[tuple[str, Row]]:
        rows = self.result.tables.get(table.table, ())
        cells = encode_rows(self.result.doc_id, table, rows)
        for (identity, *_), row in zip(cells, rows, strict=True):
            yield identity, row if self._as_given else self._moved(row)

    def _moved(self, row: Row) -> Row:
        span = self._place(row.char_start, row.char_end) or Span(0, 0)
        quote = self.text[span.start : span.end]
        return replace(row, text=quote, char_start=span.start, char_end=span.end)

    def _place(self, start: int, end: int) -> Span | None:
        """Where a span of the canonical text stands in the text as given; None if it is empty."""
        if end <= start:
            return None
        return Span(start, end) if self._as_given else source_of(self.result.canonical, start, end)


def source_of(canonical: Canonical, start: int, end: int) -> Span | None:
    """The span of the decoded source that a span of canonical text came from."""
    anchors = [a for a in canonical.anchors_of(start, end) if a.source is not None]
    if not anchors:
        return None
    first, last = anchors[0], anchors[-1]
    assert first.source is not None
    assert last.source is not None
    return Span(
        first.source + max(start - first.start, 0),
        last.source + min(end, last.end) - last.start,
    )


@lru_cache(maxsize=KEPT)
def read_text(stages: Stages, text: str) -> ReadText:
    """Read a text as the bytes of a file with this text would be read."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    canonical = canonical_text(Decoded(text, "utf-8"))
    return ReadText(text, stages.pipeline.rows(canonical, sha256))


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    """The spans that do not overlap an earlier one."""
    kept: list[Span] = []
    for span in spans:
        if span.end > span.start and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return tuple(kept)
