"""The results of a run → the database of the auditor's desk."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from pathlib import Path

from ..database.build import STAMP, Contents, Source, prepare, stamp_of, update
from ..model.corpus_tables import CorpusRow
from ..model.errors import JixiaoError
from ..store.keys import result_path
from ..store.results import load_result
from ..store.rows import Cells
from ..store.tables import csv_records
from .discover import OUTPUT_MARK
from .journal import Journal
from .made_by import STAMP as TABLES_STAMP
from .memory import fair_share
from .pool import worker_context
from .worker import start_worker

DATABASE = "jixiao.sqlite"
NO_STAMP = "none"  # of tables that are not complete


def _prepare(out: Path, state: Path, root: Path) -> None:
    """Begin a database in a process of its own, whose exit status tells whether it was begun."""
    start_worker(fair_share(2))
    begun = False
    with suppress(OSError, MemoryError, JixiaoError), Journal(Path(out, OUTPUT_MARK)) as journal:
        begun = Indexer(out, state, root, journal).prepare()
    sys.exit(0 if begun else 1)


@dataclass(slots=True)
class Indexer:
    """Keeps the database of an output folder in step with its tables."""

    out: Path
    state: Path
    root: Path
    journal: Journal
    _prepared: bool = field(default=False, init=False)

    def up_to_date(self) -> bool:
        """Whether the database was made of what the tables were made of."""
        return stamp_of(self._database) == self._stamp() != NO_STAMP

    @contextmanager
    def preparing(self) -> Iterator[None]:
        """While the block runs, another process begins a database where there is none.

        It does what needs no table; where it fails, ``write`` does all and tells why it cannot.
        """
        if stamp_of(self._database):
            yield
            return
        child = worker_context().Process(target=_prepare, args=(self.out, self.state, self.root))
        try:
            child.start()
            yield
            child.join()
            self._prepared = child.exitcode == 0
        finally:
            if child.pid is not None:
                child.kill()
                child.join()

    def prepare(self) -> bool:
        """Begin a database where there is none; gives whether it was begun."""
        return prepare(self._database, self._side, self._contents(()))

    def write(self, runs: Iterator[Cells]) -> None:
        """Bring the database in step; the tables have been written before."""
        update(self._database, self._side, self._contents(runs), prepared=self._prepared)

    def _contents(self, runs: Iterable[Cells]) -> Contents:
        return Contents(
            sources=(Source(r.doc_id, r.key, r.file) for r in self.journal.records("done")),
            runs=runs,
            corpus=self._corpus_rows,
            load=lambda key: load_result(result_path(self.state, key)),
            meta={STAMP: self._stamp(), "corpus": str(self.root)},
        )

    def _corpus_rows(self, table: type[CorpusRow]) -> Iterator[Cells]:
        """The rows of a corpus-level table, out of its CSV; none where it could not be made."""
        path = self.out / f"{table.table}.csv"
        if not path.exists():
            return
        records = csv_records(path)
        names = next(records)
        places = [names.index(f.name) for f in fields(table)]
        for record in records:
            yield [record[place] for place in places]

    @property
    def _database(self) -> Path:
        return self.out / DATABASE

    @property
    def _side(self) -> Path:
        return self.state / "new.sqlite"

    def _stamp(self) -> str:
        """The stamp of the tables, which names files, keys, and the code."""
        try:
            tables = json.loads((self.state / TABLES_STAMP).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return NO_STAMP
        return f"{tables['content']} {self.root}"
