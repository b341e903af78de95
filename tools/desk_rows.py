"""Rows of any number of documents without reading as many: those of a few, again and again.

A copy has ids, a county and a province of its own; its county is written into its text, so that
the copies hold words that are rare. Everything else is what jixiao read in the few.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from simulation.corpus import Plan, write
from simulation.places import COUNTIES, PROVINCES, county

from jixiao.database.build import STAMP, Contents, Source
from jixiao.model.corpus_tables import CorpusRow, Recurring
from jixiao.model.tables import RUN_TABLES, Check, Document, Metric
from jixiao.run.corpus import JOURNAL, STATE, Settings, run_corpus
from jixiao.run.export import RUN_COLUMNS
from jixiao.run.journal import Journal
from jixiao.store.keys import result_path
from jixiao.store.results import Stored, load_result
from jixiao.store.rows import Cells, stored_columns

_MASK = (1 << 64) - 1
_STEP = 0x9E3779B97F4A7C15  # odd, so that copies turn a row's id into different ones
_ID = re.compile(r"[0-9a-f]{16}")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2}[县区市]")
_WITH_IDS = frozenset((Check.table, Metric.table))
_CITIES = 300


@dataclass(frozen=True, slots=True)
class Rows:
    """What jixiao read in a few documents, and how many documents are to be made of it."""

    out: Path
    kept: Sequence[tuple[Source, Stored]]
    size: int

    def contents(self) -> Contents:
        """All that the database is to hold."""
        return Contents(
            sources=map(self._source, range(self.size)),
            runs=map(self._run, range(self.size)),
            load=lambda key: self._copy(int(key)),
            corpus=self._corpus,
            meta={STAMP: f"{self.size} copies", "corpus": str(self.out)},
        )

    def _source(self, number: int) -> Source:
        source = self.kept[number % len(self.kept)][0]
        return Source(f"{number:012x}", str(number), f"{number:07}/{source.file}")

    def _run(self, number: int) -> Cells:
        source = self._source(number)
        told = {"file": source.file, "doc_id": source.doc_id, "status": "done", "seconds": "0.1"}
        return [told.get(name, "") for name in RUN_COLUMNS]

    def _copy(self, number: int) -> Stored:
        _, stored = self.kept[number % len(self.kept)]
        text = stored.text
        for name in set(_PLACE.findall(text[:200])):
            text = text.replace(name, county(number % COUNTIES))
        tables = {
            table.table: [[_other(row[0], number), *row[1:]] for row in stored.tables[table.table]]
            for table in RUN_TABLES
        }
        for table in RUN_TABLES:
            if table.table in _WITH_IDS:
                at = stored_columns(table).index("evidence")
                for row in tables[table.table]:
                    row[at] = _ID.sub(lambda found: _other(found[0], number), row[at])
        columns = stored_columns(Document)
        for row in tables[Document.table]:
            row[columns.index("province")] = PROVINCES[number % len(PROVINCES)]
            row[columns.index("city")] = county(number % _CITIES)[:2] + "市"
            row[columns.index("department_name")] += f"（{number // len(self.kept)}）"
        return replace(stored, text=text, tables=tables)

    def _corpus(self, table: type[CorpusRow]) -> Iterator[Cells]:
        """The rows of a corpus-level table, as often as the documents; classes stay as they are."""
        names = [f.name for f in fields(table)]
        path = self.out / f"{table.table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = [[row[name] for name in names] for row in csv.DictReader(file)]
        if table is Recurring:
            yield from rows
            return
        at = {name: number for number, name in enumerate(names)}
        place = {source.doc_id: n for n, (source, _) in enumerate(self.kept)}
        for first in range(0, self.size - len(self.kept) + 1, len(self.kept)):
            for row in rows:
                made = list(row)
                if "row_id" in at:
                    at_id = at["row_id"]
                    made[at_id] = _other(row[at_id], first + place[row[at["doc_id"]]])
                for name in ("doc_id", "doc_id_a", "doc_id_b"):
                    if row[at.get(name, 0)] in place:
                        made[at[name]] = f"{first + place[row[at[name]]]:012x}"
                if "department" in at:
                    made[at["department"]] += f"（{first // len(self.kept)}）"
                if "province" in at:
                    made[at["province"]] = PROVINCES[first // len(self.kept) % len(PROVINCES)]
                yield made


def few(
    corpus: Path | None, folder: Path, simulated: int
) -> tuple[Path, list[tuple[Source, Stored]]]:
    """Read ``corpus`` and so many simulated documents below ``folder``: outputs and results."""
    write(Plan(simulated), folder / "in")
    if corpus:
        shutil.copytree(corpus, folder / "in" / "own", ignore=shutil.ignore_patterns("gold"))
    out = folder / "out"
    run_corpus(Settings(folder / "in", out))
    with Journal(out / STATE / JOURNAL) as journal:
        found = {r.doc_id: Source(r.doc_id, r.key, r.file) for r in journal.records("done")}
    return out, [(s, load_result(result_path(out / STATE, s.key))) for s in found.values()]


def _other(identity: str, number: int) -> str:
    return f"{int(identity, 16) ^ (number * _STEP & _MASK):016x}"
