"""The tables of an output folder and of gold, read as they stand."""

from __future__ import annotations

import csv
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..model.errors import JixiaoError

Cells = Mapping[str, str]
DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Tables:
    """Rows by table and file. ``covered`` tells which files a table was made for."""

    rows: Mapping[str, Mapping[str, tuple[Cells, ...]]]
    covered: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of(self, table: str, file: str) -> tuple[Cells, ...]:
        """The rows that a table has of a file."""
        return self.rows.get(table, {}).get(file, ())

    @property
    def files(self) -> tuple[str, ...]:
        """All files in the order of their names."""
        return tuple(sorted({f for files in self.covered.values() for f in files}))


def read_outputs(folder: Path, names: Iterable[str]) -> Tables:
    """The tables that a run wrote."""
    if not (folder / f"{DOCUMENTS}.csv").is_file():
        raise JixiaoError(
            f"{folder} 里没有 {DOCUMENTS}.csv。请先运行 jixiao run 语料 --out {folder}。"
        )
    rows = {name: _by_file(_read(folder / f"{name}.csv")) for name in names}
    files = frozenset(rows[DOCUMENTS])
    return Tables(rows, dict.fromkeys(rows, files))


def read_gold(folder: Path, names: Iterable[str]) -> Tables:
    """Hand-checked tables: of the folder itself and of all folders below it, put together.

    A folder's tables are complete for the files that any of them names.
    """
    wanted = tuple(names)
    rows: dict[str, dict[str, tuple[Cells, ...]]] = {}
    covered: dict[str, set[str]] = {}
    for part in _gold_folders(folder, wanted):
        tables = {
            name: _by_file(_read(part / f"{name}.csv"))
            for name in wanted
            if (part / f"{name}.csv").is_file()
        }
        files = {f for table in tables.values() for f in table}
        for name, table in tables.items():
            _add(rows.setdefault(name, {}), covered.setdefault(name, set()), table, files, part)
    return Tables(rows, {name: frozenset(files) for name, files in covered.items()})


def only(tables: Tables, files: Collection[str]) -> Tables:
    """The tables of some files alone."""
    rows = {t: {f: r for f, r in own.items() if f in files} for t, own in tables.rows.items()}
    covered = {t: own & frozenset(files) for t, own in tables.covered.items()}
    return Tables(rows, covered)


def _add(
    rows: dict[str, tuple[Cells, ...]],
    covered: set[str],
    table: Mapping[str, tuple[Cells, ...]],
    files: set[str],
    part: Path,
) -> None:
    for file in sorted(covered & files):
        raise JixiaoError(f"{part}：{file} 在另一个文件夹里已经标注过。请只保留一份标注。")
    rows.update(table)
    covered |= files


def _gold_folders(folder: Path, names: tuple[str, ...]) -> list[Path]:
    if not folder.is_dir():
        raise JixiaoError(f"找不到标注文件夹 {folder}。请检查路径，或用 GOLD= 指定。")
    every = [folder, *sorted(p for p in folder.rglob("*") if p.is_dir())]
    found = [p for p in every if any((p / f"{name}.csv").is_file() for name in names)]
    if not found:
        raise JixiaoError(f"{folder} 里没有标注表（如 amounts.csv、documents.csv）。")
    return found


def _read(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    csv.field_size_limit(sys.maxsize)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            if "file" not in (reader.fieldnames or ()):
                raise JixiaoError(f"{path} 没有 file 列，不知道各行属于哪个文件。")
            return [{k: v.strip() for k, v in row.items() if k is not None} for row in reader]
    except (csv.Error, UnicodeDecodeError) as error:
        raise JixiaoError(f"{path} 不是 UTF-8 编码的 CSV 表：{error}") from error


def _by_file(rows: Iterable[dict[str, str]]) -> dict[str, tuple[Cells, ...]]:
    found: dict[str, list[Cells]] = {}
    for row in rows:
        found.setdefault(row["file"], []).append(row)
    return {file: tuple(cells) for file, cells in found.items()}
