"""Per-document results → the tables of the corpus, document by document.

A stamp says which results the tables were made of and what the files looked like after; as long
as both hold, a run leaves them alone. It is removed before the first table is replaced, so that a
kill in between makes the next run write them all again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from ..model.corpus_tables import CORPUS_TABLES, WIDE
from ..model.tables import RUN_TABLES, Contact, Correction
from ..packs.load import Packs
from ..store.at_once import AtOnce
from ..store.atomic import write_atomic
from ..store.keys import digest, result_path
from ..store.results import load_result
from ..store.rows import Cells, csv_columns
from ..store.tables import TableSet
from ..store.texts import remove_texts, text_ids, write_text
from .apart import CorpusWork, NotMade, make_corpus_tables
from .corrected import Ledger
from .journal import Journal, Record
from .made_by import STAMP, made_by

RUNS = "runs"
RUN_COLUMNS = ("file", "doc_id", "status", "seconds", "chars", "error", "duplicate_of")


@dataclass(frozen=True, slots=True)
class Exporter:
    """Writes the tables of an output folder; ``contacts`` only when asked for."""

    out: Path
    state: Path
    journal: Journal
    code: str
    packs: Packs
    ledger: Ledger
    contacts: bool = False

    def up_to_date(self) -> bool:
        """Whether tables and texts are already those of the journal."""
        try:
            stamp = json.loads(self._stamp.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return False
        texts = sum(1 for _ in text_ids(self._texts))
        return bool(stamp == self._describe() and texts == self.journal.count_texts())

    def write(self) -> str:
        """Write all tables and texts, then sweep out what belongs to no file any more.

        Where the tables of the corpus could not be made, gives the reason; those of an earlier
        run are removed then, and the next run tries again.
        """
        self._stamp.unlink(missing_ok=True)
        with TableSet(self.out, self.state / "new", self._columns()) as tables:
            with AtOnce() as writes:
                for record in self.journal.records():
                    tables.add(RUNS, [self._run_row(record)])
                    if record.status == "done":
                        self._add(tables, writes, record)
            tables.add(Correction.table, self.ledger.orphans(self.journal))
            trouble = self._compare(tables)
            placed = tables.publish()
        for name in {*self._names(), Contact.table} - {path.stem for path in placed}:
            self._path(name).unlink(missing_ok=True)
        remove_texts(self._texts, self.journal.has_document)
        self._sweep()
        if not trouble:
            stamp = json.dumps(self._describe(), ensure_ascii=False)
            write_atomic(self._stamp, stamp.encode())
        return trouble

    def _compare(self, tables: TableSet) -> str:
        """Add the tables of the corpus; gives why they could not be made."""
        work = CorpusWork(tables.complete(), self._texts, self.state / "compare", self.packs)
        try:
            tables.adopt(make_corpus_tables(work))
        except NotMade as error:
            return str(error)
        return ""

    def run_rows(self) -> Iterator[Cells]:
        """The rows of runs.csv."""
        return map(self._run_row, self.journal.records())

    @property
    def _stamp(self) -> Path:
        return self.state / STAMP

    @property
    def _texts(self) -> Path:
        return self.out / "text"

    def _path(self, table: str) -> Path:
        return self.out / f"{table}.csv"

    def _columns(self) -> dict[str, tuple[str, ...]]:
        tables = [t for t in RUN_TABLES if self.contacts or t is not Contact]
        return {**{t.table: csv_columns(t) for t in tables}, RUNS: RUN_COLUMNS}

    def _names(self) -> list[str]:
        return [*self._columns(), *(t.table for t in CORPUS_TABLES), WIDE]

    def _add(self, tables: TableSet, writes: AtOnce, record: Record) -> None:
        stored = load_result(result_path(self.state, record.key))
        writes.add(write_text, self._texts, record.doc_id, stored.text)
        for name in self._columns():
            if name != RUNS:
                tables.add(name, _with_keys(record, stored.tables[name]))

    def _run_row(self, record: Record) -> Cells:
        first = self.journal.first_with(record.sha256) if record.status == "done" else ""
        return [
            record.file,
            record.doc_id,
            record.status or "pending",
            f"{record.seconds:.3f}",
            str(record.chars) if record.status == "done" else "",
            record.error,
            first if first != record.file else "",
        ]

    def _describe(self) -> dict[str, object]:
        parts = (repr((r.file, r.key, r.status, r.error)) for r in self.journal.records())
        return {
            "content": digest(
                [
                    self.code,
                    self.packs.digest,
                    str(self.contacts),
                    self.ledger.corrections.digest,
                    *parts,
                ]
            ),
            "made_by": asdict(made_by(self.code, self.packs)),
            "files": {name: _look(self._path(name)) for name in self._names()},
        }

    def _sweep(self) -> None:
        """Remove results that no file has, and what killed workers left half-written."""
        for path in (self.state / "results").glob("*/*"):
            if not self.journal.has_key(path.name.removesuffix(".json.gz")):
                path.unlink()


def _with_keys(record: Record, rows: list[Cells]) -> Iterator[Cells]:
    for row in rows:
        yield [row[0], record.doc_id, record.file, *row[1:]]


def _look(path: Path) -> list[int]:
    """Size and time of a file: whether anyone touched it since."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return []
    return [found.st_size, found.st_mtime_ns]
