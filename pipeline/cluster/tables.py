"""Shards → the tables of the corpus, as a run on one machine writes them."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy

from ..compare.corpus import corpus_tables
from ..packs.load import Packs
from ..run.export import RUN_COLUMNS as RUN_HEADS
from ..store.rows import Cells
from ..store.tables import TableSet
from .place import Place
from .shards import RUNS, columns, read_rows

Shards = Sequence[tuple[str, Iterable[str]]]  # the chunks in order, each with its tables


class Tables:
    """Writes the tables below ``out``; where that is remote, over a scratch folder of this machine.

    One chunk at a time is in memory.
    """

    def __init__(self, out: Place, packs: Packs, contacts: bool) -> None:
        self._out = out
        self._packs = packs
        self._columns = {**columns(contacts), RUNS: RUN_HEADS}

    def write(self, shards: Shards) -> None:
        """Write every table of the contract and those of the whole corpus."""
        with tempfile.TemporaryDirectory(prefix="jixiao-") as scratch:
            folder = self._out.local or Path(scratch, "tables")
            folder.mkdir(parents=True, exist_ok=True)
            texts = self._texts(Path(scratch, "text"))
            for path in self._write(shards, folder, texts, Path(scratch)):
                if not self._out.local:
                    self._out.put(path.name, path)

    def _write(self, shards: Shards, folder: Path, texts: Path, scratch: Path) -> list[Path]:
        twice = self._twice(shards, scratch)
        first: dict[str, str] = {}
        side = (self._out.local or scratch) / ".state"
        with TableSet(folder, side / "new", self._columns) as tables:
            for chunk, names in shards:
                for name in names:
                    rows = read_rows(self._out, name, chunk, scratch)
                    tables.add(name, _told(rows, twice, first) if name == RUNS else rows)
            for made in corpus_tables(tables.complete(), texts, side / "compare", self._packs):
                tables.add_table(made.name, made.columns, made.rows)
            return tables.publish()

    def _twice(self, shards: Shards, scratch: Path) -> frozenset[int]:
        """The contents that more than one file has, by the head of their hash."""
        seen = array("Q")
        for chunk, names in shards:
            if RUNS in names:
                rows = read_rows(self._out, RUNS, chunk, scratch)
                seen.extend(_head(row[-1]) for row in rows if row[2] == "done")
        heads, counts = numpy.unique(numpy.frombuffer(seen, numpy.uint64), return_counts=True)
        return frozenset(heads[counts > 1].tolist())

    def _texts(self, folder: Path) -> Path:
        """The folder of the texts; copied here from a remote one, for passages in common."""
        if self._out.local:
            return self._out.local / "text"
        folder.mkdir()
        for name in self._out.names("text"):
            self._out.fetch(f"text/{name}", folder / name)
        return folder


def _told(rows: Iterable[Cells], twice: frozenset[int], first: dict[str, str]) -> Iterator[Cells]:
    """The rows of runs.csv: instead of its hash, which file had the same content before."""
    for *row, sha256 in rows:
        again = ""
        if row[2] == "done" and _head(sha256) in twice:
            again = first.setdefault(sha256, row[0])
        yield [*row, again if again != row[0] else ""]


def _head(sha256: str) -> int:
    return int(sha256[:16], 16)
