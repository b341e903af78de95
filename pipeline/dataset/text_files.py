"""A table as CSV: one file for programs, and files that Excel opens rightly."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from ..store.spreadsheet import as_text, harmless
from ..store.tables import CsvFile
from .schema import Table

MOST_ROWS = 1_000_000  # Excel takes 1,048,576
MOST_CHARACTERS = 32_000  # Excel takes 32,767
CUT = "……（截断，全文见 csv）"
BOM = "\ufeff"


class Plain:
    """The CSV file of a table: RFC 4180, UTF-8, LF, exact decimals, the unknown empty."""

    def __init__(self, folder: Path, table: Table) -> None:
        self.paths = [folder / f"{table.name}.csv"]
        self._file = CsvFile(self.paths[0], table.names)

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """Append rows."""
        self._file.add(rows)

    def close(self) -> None:
        """Bring the file to disk."""
        self._file.close()


class Excel:
    """The same for spreadsheets: BOM, Chinese heads, harmless cells, a new file after the most."""

    def __init__(self, folder: Path, table: Table, most_rows: int = MOST_ROWS) -> None:
        self.paths: list[Path] = []
        self._stem = folder / table.name
        self._heads = list(heads(table))
        self._textual = [c.kind is str for c in table.columns]
        self._most = most_rows
        self._file: IO[str]
        self._writer: Any
        self._next()

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """Append rows."""
        for row in rows:
            if self._left == 0:
                self._file.close()
                self._next()
            self._writer.writerow(map(_cell, row, self._textual))
            self._left -= 1

    def close(self) -> None:
        """Bring the last file to disk."""
        self._file.close()

    def _next(self) -> None:
        number = len(self.paths) + 1
        end = f"-{number}.csv" if number > 1 else ".csv"
        self.paths.append(self._stem.with_name(self._stem.name + end))
        self._file = self.paths[-1].open("w", encoding="utf-8", newline="")
        self._file.write(BOM)
        self._writer = csv.writer(self._file)
        self._writer.writerow(self._heads)
        self._left = self._most


def heads(table: Table) -> Iterator[str]:
    """The Chinese heads of the columns; where two are the same, the later one has its name too."""
    seen: set[str] = set()
    for column in table.columns:
        head = column.said.zh.partition("：")[0] if column.name == "row_id" else column.said.zh
        yield f"{head}（{column.name}）" if head in seen else head
        seen.add(head)


def _cell(text: str, textual: bool) -> str:
    safe = as_text(text) if textual else harmless(text)
    return safe[:MOST_CHARACTERS] + CUT if len(safe) > MOST_CHARACTERS else safe
