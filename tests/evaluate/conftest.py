"""Small output and gold folders."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

Rows = Sequence[Mapping[str, object]]


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Make a folder of tables: ``folder("gold", amounts=[{...}])``."""

    def make(name: str, **tables: Rows) -> Path:
        path = tmp_path / name
        path.mkdir(parents=True, exist_ok=True)
        for table, rows in tables.items():
            columns = list(dict.fromkeys(c for row in rows for c in row)) or ["file"]
            with (path / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns, lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
        return path

    return make
