"""Rows on a spaCy ``Doc``: ``span._.jixiao`` and ``doc._.jixiao``, also after serialisation.

The rows lie in ``doc.user_data["jixiao"]`` by table and ``row_id``; a span names its row by its id,
so that spans may be filtered, copied to other groups or made entities.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import srsly  # type: ignore[import-untyped]
from spacy.tokens import Doc, Span

from ..model.tables import TABLES, Document, Row
from ..store.cells import readers, to_cell

KEY = "jixiao"
_MARK = "__jixiao_row__"
_TYPES = {table.table: table for table in TABLES}
_texts: WeakKeyDictionary[Doc, str] = WeakKeyDictionary()
Chain = Callable[[Any], Any] | None


def text_of(doc: Doc) -> str:
    """``doc.text``, which spaCy puts together anew each time that it is asked for."""
    text = _texts.get(doc)
    if text is None:
        text = _texts[doc] = doc.text
    return text


def keep_text(doc: Doc, text: str) -> Doc:
    """Spare ``text_of`` the work where the text is at hand."""
    _texts[doc] = text
    return doc


def store(doc: Doc, table: str, rows: Mapping[str, Row]) -> None:
    """Keep the rows of a table with the document."""
    doc.user_data.setdefault(KEY, {})[table] = dict(rows)


def stored(doc: Doc, table: str) -> Mapping[str, Row] | None:
    """The rows that are kept of a table."""
    found: Mapping[str, Row] | None = doc.user_data.get(KEY, {}).get(table)
    return found


def row_of(span: Span) -> Row | None:
    """The row that a span was made from."""
    for rows in doc_tables(span.doc).values():
        if span.id_ in rows:
            return rows[span.id_]
    return None


def document_of(doc: Doc) -> Document | None:
    """What is known of the document as a whole."""
    found = next(iter(doc_tables(doc).get(Document.table, {}).values()), None)
    return found if isinstance(found, Document) else None


def doc_tables(doc: Doc) -> Mapping[str, Mapping[str, Row]]:
    """All rows that are kept with the document."""
    found: Mapping[str, Mapping[str, Row]] = doc.user_data.get(KEY, {})
    return found


def encode_row(value: Any, chain: Chain = None) -> Any:
    """A row as plain data, for msgpack."""
    if isinstance(value, Row) and value.table in _TYPES:
        cells = {name: to_cell(getattr(value, name)) for name in _readers(value.table)}
        return {_MARK: value.table, "cells": cells}
    return value if chain is None else chain(value)


def decode_row(value: Any, chain: Chain = None) -> Any:
    """The row of plain data; columns that this version does not know are left out."""
    table = _TYPES.get(value.get(_MARK, "")) if isinstance(value, dict) else None
    if table is not None:
        read = _readers(table.table)
        return table(**{n: read[n](cell) for n, cell in value["cells"].items() if n in read})
    return value if chain is None else chain(value)


@cache
def _readers(table: str) -> Mapping[str, Callable[[str], Any]]:
    return readers(_TYPES[table])


srsly.msgpack_encoders.register(KEY, func=encode_row)
srsly.msgpack_decoders.register(KEY, func=decode_row)
Span.set_extension(KEY, getter=row_of, force=True)
Doc.set_extension(KEY, getter=document_of, force=True)
