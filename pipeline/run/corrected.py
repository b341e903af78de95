"""The corrections of a run: which documents they touch, what became of them, what fits nothing."""

from __future__ import annotations

import csv
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..corrections.apply import orphan
from ..corrections.file import Corrections, beside, read
from ..model.identity import row_id
from ..model.tables import Correction
from ..store.atomic import write_atomic
from ..store.cells import to_cells
from ..store.keys import result_key
from ..store.rows import Cells, stored_columns
from .journal import Journal
from .work import CORRECTIONS

FINE = frozenset({"applied", "replaced"})


@dataclass(frozen=True, slots=True)
class Lost:
    """A correction that was not applied, and why."""

    file: str
    message: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The corrections as they were when the run began."""

    data: bytes
    corrections: Corrections

    @classmethod
    def beside(cls, corpus: Path) -> Ledger:
        """Those that lie beside a corpus; a file that is no YAML stops the run before it began."""
        return cls(*read(beside(corpus)))

    def hold_against(self, journal: Journal, how: str) -> None:
        """Have the documents done again whose corrections are others than before."""
        if journal.corrections == self.corrections.digest:
            return
        for record in journal.records("done"):
            entries = self.corrections.of(record.file, record.sha256)
            if record.key != result_key(record.sha256, how, (e.id for e in entries)):
                journal.forget(record.path)
        journal.corrections = self.corrections.digest

    def lay_out(self, state: Path) -> None:
        """Put them where the workers read them: a change during the run is for the next one."""
        write_atomic(state / CORRECTIONS, self.data)

    def orphans(self, journal: Journal) -> Iterator[Cells]:
        """Rows of ``corrections`` for entries whose document is not in the corpus."""
        if not self.corrections.entries:
            return
        homed = {
            entry.id
            for record in journal.records("done")
            for entry in self.corrections.of(record.file, record.sha256)
        }
        yield from orphan_rows(self.corrections, homed)

    def told(self, out: Path) -> tuple[int, tuple[Lost, ...]]:
        """How many corrections hold, and those that do not, out of the written table."""
        if not self.corrections.entries:
            return 0, ()
        with (out / f"{Correction.table}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        lost = {(r["file"], r["message"]): None for r in rows if r["status"] not in FINE}
        applied = {r["correction"] for r in rows if r["status"] == "applied"}
        return len(applied), tuple(Lost(*one) for one in lost)


def orphan_rows(corrections: Corrections, homed: Container[str]) -> Iterator[Cells]:
    """Rows of ``corrections`` for the entries whose id is not among those with a document."""
    for entry in corrections.entries:
        if entry.id not in homed:
            row = orphan(entry)
            cells = to_cells(getattr(row, name) for name in stored_columns(Correction)[1:])
            yield [row_id(entry.id, Correction.table, 0, 0, 0), "", entry.file, *cells]
