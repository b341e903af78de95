"""CSV tables: RFC 4180, LF, UTF-8; streamed into a side folder and put in place together."""

from __future__ import annotations

import csv
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from .atomic import sync


class _LineFeeds:
    """Ends records with LF. The csv module quotes a lone CR only while CR ends its records."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, record: str) -> int:
        return self._file.write(record.removesuffix("\r\n") + "\n")


def csv_records(path: Path) -> Iterator[list[str]]:
    """The records of a CSV file that a run wrote, the head first, however long a cell is."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file)


class CsvFile:
    """A CSV file that grows row by row."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(_LineFeeds(self._file), lineterminator="\r\n")
        self._writer.writerow(columns)

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        """Append rows."""
        self._writer.writerows(rows)

    def discard(self) -> None:
        """Close a file that nobody wants any more, be its last rows on disk or not."""
        with suppress(OSError):  # a full disk, which is why nobody wants it
            self._file.close()

    def close(self) -> None:
        """Bring the file to disk."""
        if not self._file.closed:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()


class TableSet:
    """The tables of a run: none is seen in ``folder`` before all are complete."""

    def __init__(self, folder: Path, side: Path, columns: Mapping[str, Sequence[str]]) -> None:
        shutil.rmtree(side, ignore_errors=True)
        side.mkdir(parents=True)
        self._folder = folder
        self._side = side
        self._files = {name: CsvFile(side / f"{name}.csv", columns[name]) for name in columns}
        self._further: list[str] = []

    def __enter__(self) -> TableSet:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: Any, trace: TracebackType | None
    ) -> None:
        for file in self._files.values():
            file.discard()
        shutil.rmtree(self._side)

    def add(self, table: str, rows: Iterable[Sequence[str]]) -> None:
        """Append rows to a table."""
        self._files[table].add(rows)

    def complete(self) -> Path:
        """Bring all rows so far to disk; gives the side folder, whose files may now be read."""
        for file in self._files.values():
            file.close()
        return self._side

    def adopt(self, tables: Iterable[str]) -> None:
        """Further tables, which someone has written into the side folder."""
        self._further.extend(tables)

    def publish(self) -> list[Path]:
        """Put all tables in place; gives their paths."""
        for file in self._files.values():
            file.close()
        placed = []
        for name in [*self._files, *self._further]:
            target = self._folder / f"{name}.csv"
            (self._side / target.name).replace(target)
            placed.append(target)
        sync(self._folder)
        return placed
