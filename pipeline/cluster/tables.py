"""Shards → the tables of the corpus, as a run on one machine writes them."""

from __future__ import annotations

import re
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy
from numpy.typing import NDArray

from ..corrections.file import Corrections
from ..model.corpus_tables import CORPUS_TABLES, WIDE
from ..model.tables import Correction
from ..packs.load import Packs
from ..run.apart import CorpusWork, NotMade, make_corpus_tables
from ..run.corrected import orphan_rows
from ..run.export import RUN_COLUMNS as RUN_HEADS
from ..store.rows import Cells, csv_columns
from ..store.tables import TableSet
from .place import Place
from .shards import RUNS, columns, read_rows

Shards = Sequence[tuple[str, Iterable[str]]]  # the chunks in order, each with its tables
Heads = NDArray[numpy.uint64]
_HEAD = 16  # hexadecimal digits of a hash that fit into 64 bits
_TEXT = re.compile(r"[0-9a-f]{12}\.txt$")
_CORPUS = (*(table.table for table in CORPUS_TABLES), WIDE)


@dataclass(frozen=True, slots=True)
class Tables:
    """Writes the tables below ``out``; where that is remote, over a scratch folder of this machine.

    One chunk at a time is in memory.
    """

    out: Place
    packs: Packs
    contacts: bool
    corrections: Corrections

    def write(self, shards: Shards) -> str:
        """Write every table of the contract and those of the whole corpus, remove stale texts.

        Gives why the tables of the whole corpus could not be made; empty when they were.
        """
        with tempfile.TemporaryDirectory(prefix="jixiao-") as name:
            scratch = Path(name)
            heads = self._heads(shards, scratch)
            self._sweep_texts(heads)
            placed, trouble = self._write(shards, _twice(heads), scratch)
            if not self.out.local:
                for path in placed:
                    self.out.put(path.name, path)
        wanted = {path.name for path in placed}
        made = {f"{table}.csv" for table in (*columns(contacts=True), *_CORPUS)}
        self.out.remove(sorted(made - wanted))
        return trouble

    def _write(
        self, shards: Shards, twice: frozenset[int], scratch: Path
    ) -> tuple[list[Path], str]:
        folder = self.out.local or scratch / "tables"
        folder.mkdir(parents=True, exist_ok=True)
        state = (self.out.local or scratch) / ".state"
        first: dict[str, str] = {}
        homed: set[str] = set()
        heads = {**columns(self.contacts), RUNS: RUN_HEADS}
        with TableSet(folder, state / "new", heads) as tables:
            for chunk, names in shards:
                for name in names:
                    rows = read_rows(self.out, name, chunk, scratch)
                    if name == RUNS:
                        rows = _told(rows, twice, first)
                    elif name == Correction.table:
                        rows = _noted(rows, homed)
                    tables.add(name, rows)
            tables.add(Correction.table, orphan_rows(self.corrections, homed))
            trouble = self._compare(tables, state / "compare", scratch)
            return tables.publish(), trouble

    def _compare(self, tables: TableSet, folder: Path, scratch: Path) -> str:
        texts = self._texts(scratch / "text")
        try:
            work = CorpusWork(tables.complete(), texts, folder, self.packs)
            tables.adopt(make_corpus_tables(work))
        except NotMade as error:
            return str(error)
        return ""

    def _heads(self, shards: Shards, scratch: Path) -> Heads:
        """The content of every document that was read, by the head of its hash."""
        seen = array("Q")
        for chunk, names in shards:
            if RUNS in names:
                rows = read_rows(self.out, RUNS, chunk, scratch)
                seen.extend(int(row[-1][:_HEAD], 16) for row in rows if row[2] == "done")
        return numpy.array(seen, numpy.uint64)

    def _sweep_texts(self, heads: Heads) -> None:
        """Remove the texts of documents that are gone."""
        kept = numpy.unique(heads >> numpy.uint64(4 * (_HEAD - len("0123456789ab"))))
        found = {int(name[:12], 16): name for name in self.out.names("text") if _TEXT.match(name)}
        gone = numpy.setdiff1d(numpy.array(list(found), numpy.uint64), kept)
        self.out.remove(f"text/{found[int(one)]}" for one in gone)

    def _texts(self, folder: Path) -> Path:
        """The folder of the texts; copied here from a remote one, for passages in common."""
        if self.out.local:
            return self.out.local / "text"
        folder.mkdir()
        for name in self.out.names("text"):
            self.out.fetch(f"text/{name}", folder / name)
        return folder


def _twice(heads: Heads) -> frozenset[int]:
    """The contents that more than one file has."""
    values, counts = numpy.unique(heads, return_counts=True)
    return frozenset(values[counts > 1].tolist())


def _told(rows: Iterable[Cells], twice: frozenset[int], first: dict[str, str]) -> Iterator[Cells]:
    """The rows of runs.csv: instead of its hash, which file had the same content before."""
    for *row, sha256 in rows:
        again = ""
        if row[2] == "done" and int(sha256[:_HEAD], 16) in twice:
            again = first.setdefault(sha256, row[0])
        yield [*row, again if again != row[0] else ""]


def _noted(rows: Iterable[Cells], homed: set[str]) -> Iterator[Cells]:
    """The rows of corrections; their ids are added to ``homed``."""
    place = csv_columns(Correction).index("correction")
    for row in rows:
        homed.add(row[place])
        yield row
