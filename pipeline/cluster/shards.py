"""Shards: the rows of one chunk, one Parquet file a table, and the mark that says all are there.

``shards/<table>/<chunk>.parquet`` holds the cells as they stand in the CSV tables, as text;
``shards/done/<chunk>.json`` is written last. A table without rows has no file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow
from pyarrow import parquet

from ..model.tables import RUN_TABLES, Contact
from ..store.rows import Cells, csv_columns
from .place import Place

RUNS = "runs"
RUN_COLUMNS = ("file", "doc_id", "status", "seconds", "chars", "error", "sha256")
TODO, DONE = "shards/todo", "shards/done"
TOLD = 100  # failures that a chunk names
_BATCH = 4096  # rows held in memory before they go to the file


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of a chunk, and all of it that goes through the scheduler."""

    files: int = 0
    archives: int = 0
    done: int = 0
    failed: int = 0
    retry: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(_values(self), _values(other), strict=True)))


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a finished chunk: its counts, its first failures (file, reason), its tables.

    ``retry`` among the counts are failures that may lie in the machine and not in the file.
    """

    counts: Counts
    failures: tuple[tuple[str, str], ...]
    tables: tuple[str, ...]

    def dump(self) -> bytes:
        """The mark as it is written."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def parse(cls, data: bytes) -> Mark:
        """A mark that ``dump`` wrote."""
        told = json.loads(data)
        failures = tuple((file, reason) for file, reason in told["failures"])
        return cls(Counts(**told["counts"]), failures, tuple(told["tables"]))


def columns(contacts: bool) -> dict[str, tuple[str, ...]]:
    """The columns of every table that a shard may hold."""
    tables = [t for t in RUN_TABLES if contacts or t is not Contact]
    return {**{t.table: csv_columns(t) for t in tables}, RUNS: RUN_COLUMNS}


def shard(table: str, chunk: str) -> str:
    """Where the rows of a chunk lie below the output folder."""
    return f"shards/{table}/{chunk}.parquet"


def mark(chunk: str) -> str:
    """Where the mark of a chunk lies."""
    return f"{DONE}/{chunk}.json"


def todo(chunk: str) -> str:
    """Where the files of a chunk are written down for its worker."""
    return f"{TODO}/{chunk}.json"


def read_rows(out: Place, table: str, chunk: str, scratch: Path) -> Iterator[Cells]:
    """The rows of a table in a chunk; ``scratch`` is where a remote shard is copied to."""
    name = shard(table, chunk)
    file = out.local / name if out.local else scratch / f"{table}.parquet"
    if not out.local:
        out.fetch(name, file)
    with parquet.ParquetFile(file) as shards:
        for batch in shards.iter_batches():
            cells = [column.to_pylist() for column in batch.columns]
            yield from map(list, zip(*cells, strict=True))


class ShardWriter:
    """Writes the tables of a chunk side by side below a scratch folder, in bounded memory."""

    def __init__(self, folder: Path, columns: dict[str, tuple[str, ...]]) -> None:
        self._folder = folder
        self._schemas = {
            name: pyarrow.schema([(column, pyarrow.string()) for column in columns[name]])
            for name in columns
        }
        self._rows: dict[str, list[Sequence[str]]] = {name: [] for name in columns}
        self._files: dict[str, parquet.ParquetWriter] = {}

    def __enter__(self) -> ShardWriter:
        return self

    def __exit__(self, *error: object) -> None:
        for file in self._files.values():
            file.close()

    def add(self, table: str, rows: Sequence[Sequence[str]]) -> None:
        """Append rows to a table."""
        self._rows[table] += rows
        if len(self._rows[table]) >= _BATCH:
            self._flush(table)

    def complete(self) -> dict[str, Path]:
        """Bring all rows to disk; gives the files of the tables that have any."""
        for table in self._rows:
            self._flush(table)
            if table in self._files:
                self._files[table].close()
        return {table: self._path(table) for table in self._files}

    def _flush(self, table: str) -> None:
        rows = self._rows[table]
        if not rows:
            return
        schema = self._schemas[table]
        if table not in self._files:
            path = self._path(table)
            self._files[table] = parquet.ParquetWriter(path, schema, compression="zstd")
        cells = [pyarrow.array(column, pyarrow.string()) for column in zip(*rows, strict=True)]
        self._files[table].write_batch(pyarrow.record_batch(cells, schema=schema))
        self._rows[table] = []

    def _path(self, table: str) -> Path:
        return self._folder / f"{table}.parquet"


def _values(counts: Counts) -> tuple[int, ...]:
    return (counts.files, counts.archives, counts.done, counts.failed, counts.retry)
