"""Corrections on the rows of one document: find each row again, put it right, tell what became.

Nothing is applied by guess: the row must stand at the same place, or in the same words with the
same words around, and must say what it said when a person looked at it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..model.errors import JixiaoError
from ..model.identity import row_ids
from ..model.tables import Contact, Correction, Row
from ..store.cells import readers, to_cell
from ..store.private import blotted
from .entry import AROUND, Entry, Place

Tables = Mapping[str, tuple[Row, ...]]
QUOTED = 40


@dataclass(frozen=True, slots=True)
class Lost(JixiaoError):
    """An entry cannot be applied: the status, and the message for the user."""

    status: str
    message: str


@dataclass(frozen=True, slots=True)
class Target:
    """A row of the document: the number in its table, its identity, the row."""

    number: int
    row_id: str
    row: Row

    def cell(self, column: str) -> str:
        """What the row says in a column."""
        return to_cell(getattr(self.row, column))


@dataclass(frozen=True, slots=True)
class Corrector:
    """Applies the entries of a document to its rows."""

    entries: tuple[Entry, ...]

    def __call__(self, doc_id: str, text: str, tables: Tables) -> Tables:
        """The tables with corrections applied, and the table that tells of each."""
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        persons = [(r.char_start, r.char_end) for r in tables[Contact.table]]
        text = blotted(text, persons)  # as the place of an entry was written
        changes: dict[str, dict[int, dict[str, str]]] = {}
        told: list[Correction] = []
        for entry in reversed(self.entries):  # the last word counts
            try:
                target = found(entry, doc_id, text, sha256, tables)
            except Lost as lost:
                told.append(_told(entry, lost.status, lost.message))
                continue
            of_row = changes.setdefault(entry.table, {}).setdefault(target.number, {})
            if entry.column in of_row or "" in of_row:
                told.append(_told(entry, "replaced", "后面有另一条更正代替了它。", target))
                continue
            of_row[entry.column] = entry.new
            done = "已更正。" if entry.column else "已划去，这一行不在表里。"
            told.append(_told(entry, "applied", done, target))
        corrected = {name: tuple(_changed(tables[name], rows)) for name, rows in changes.items()}
        return {**tables, **corrected, Correction.table: tuple(reversed(told))}


def found(entry: Entry, doc_id: str, text: str, sha256: str, tables: Tables) -> Target:
    """The row that an entry is about; raises ``Lost``."""
    if entry.problem:
        raise Lost("invalid", f"这条更正用不了：{entry.problem}。")
    rows = tables[entry.table]
    names = row_ids(doc_id, entry.table, rows)
    every = [Target(n, name, row) for n, (name, row) in enumerate(zip(names, rows, strict=True))]
    placed = _placed(entry, every, text, sha256)
    if not placed:
        quote = entry.place.quote[:QUOTED]
        raise Lost("missing", f"文件里找不到这一行了（原文“{quote}”），没有更正。请重新看一遍。")
    same = [t for t in placed if _says_the_same(t, entry)]
    if len(same) > 1:
        same = [t for t in same if t.row_id == entry.row_id] or same
    if len(same) > 1:
        raise Lost("ambiguous", f"有 {len(same)} 行都像是它，没有更正。请在核查台里重新更正。")
    if not same:
        raise Lost("changed", "这一行读出来的内容和更正时不同了，没有更正。请重新看一遍。")
    (target,) = same
    if entry.column and (now := target.cell(entry.column)) != entry.old:
        if now == entry.new:
            raise Lost("already", "现在读出来的就是新值，这条更正可以删去。")
        raise Lost(
            "changed",
            f"现在读出来的是“{now[:QUOTED]}”，不是更正时的“{entry.old[:QUOTED]}”，没有更正。"
            "请重新看一遍。",
        )
    return target


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a span, enough to tell it from its like."""
    return text[max(start - AROUND, 0) : start], text[end : end + AROUND]


def place_of(text: str, row: Mapping[str, str]) -> Place:
    """The place of a row of cells; a ``text`` without persons keeps them out of the file."""
    start, end = int(row["char_start"]), int(row["char_end"])
    before, after = around(text, start, end)
    return Place(quote=text[start:end], start=start, end=end, before=before, after=after)


def _placed(entry: Entry, rows: Sequence[Target], text: str, sha256: str) -> list[Target]:
    """The rows that stand where the entry says, or in the same words with the same around."""
    place = entry.place
    if place.start >= 0 and sha256 == entry.text_sha256:
        span = (place.start, place.end)
        return [t for t in rows if (t.row.char_start, t.row.char_end) == span]
    quoting = [t for t in rows if text[t.row.char_start : t.row.char_end] == place.quote]
    if not place.before and not place.after:
        return quoting
    return [t for t in quoting if _stands_in(place, text, t.row)]


def _stands_in(place: Place, text: str, row: Row) -> bool:
    """Whether the same words are around a row; at the end of a text there were fewer."""
    before, after = around(text, row.char_start, row.char_end)
    return before.endswith(place.before) and after.startswith(place.after)


def _says_the_same(target: Target, entry: Entry) -> bool:
    return all(target.cell(c) == cell for c, cell in entry.row if c != entry.column)


def _changed(rows: Sequence[Row], changes: Mapping[int, Mapping[str, str]]) -> Iterator[Row]:
    for number, row in enumerate(rows):
        cells = changes.get(number, {})
        if not cells:
            yield row
        elif "" not in cells:
            read = readers(type(row))
            values: dict[str, Any] = {c: read[c](cell) for c, cell in cells.items()}
            yield replace(row, **values, corrected=" ".join(sorted(cells)))


def _told(entry: Entry, status: str, message: str, target: Target | None = None) -> Correction:
    """The row that tells of an entry; its evidence is that of the row that it found."""
    row = target.row if target else Row()
    return Correction(
        correction=entry.id,
        of_table=entry.table,
        of_row=target.row_id if target else entry.row_id,
        of_column=entry.column,
        old=entry.old,
        new=entry.new,
        reason=entry.reason,
        author=entry.by,
        made_at=entry.at,
        status=status,
        message=message,
        text=row.text,
        char_start=row.char_start,
        char_end=row.char_end,
        page=row.page,
        bbox=row.bbox,
        confidence=row.confidence,
        cell=row.cell,
        section=row.section,
    )


def orphan(entry: Entry) -> Correction:
    """The row that tells of an entry whose document is not in the corpus."""
    if entry.problem:
        return _told(entry, "invalid", f"这条更正用不了：{entry.problem}。")
    return _told(
        entry,
        "no_document",
        f"没有读到这份文件（{entry.file}），没有更正。请核对文件名，或看 runs.csv 里它的状态。",
    )
