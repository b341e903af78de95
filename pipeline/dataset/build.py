"""The folder of a dataset: all files are made aside and put in place together.

The same tables give the same bytes: rows are sorted, no file holds the time or the machine.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Protocol

from ..database.schema import PRIVATE
from ..model.corpus_tables import WIDE, WIDE_KEYS
from ..model.errors import JixiaoError
from ..run.index import DATABASE
from ..run.lock import locked
from ..run.made_by import MadeBy, read_made_by
from ..store.duck import header
from .about import Dataset, Made, Settings, Written
from .citation import citation
from .codebook import codebook
from .croissant import croissant
from .examples import examples
from .package import data_package
from .parquet import Parquet
from .persons import Persons
from .provenance import MANIFEST, Provenance, provenance_query
from .schema import Table, tables_of
from .source import Source
from .stata import Stata
from .text_files import Excel, Plain

PACKAGE = "datapackage.json"
SUMS = "SHA256SUMS"
_CHUNK = 1 << 20


class Writer(Protocol):
    """Files of one table that grow batch by batch."""

    paths: list[Path]

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """Append rows."""

    def close(self) -> None:
        """Bring all to disk."""


def write_dataset(settings: Settings) -> Dataset:
    """Write the dataset of ``settings.out`` to ``settings.target``; gives what was made.

    Raises ``JixiaoError`` where there are no tables, a table was changed by hand, or the target is
    a folder of something else.
    """
    settings = settings.checked()
    state = settings.out / ".state"
    made_by, content = read_made_by(state)
    target = settings.target
    if target.exists() and not (target / PACKAGE).is_file() and any(target.iterdir()):
        raise JixiaoError(f"{target} 里有别的文件。请用 --to 指定一个新的文件夹。")
    with locked(state), _side(target) as side:
        scratch = side / "scratch"
        scratch.mkdir()
        with ExitStack() as held:
            persons = None
            if not settings.personal:
                persons = held.enter_context(closing(Persons(settings.out, scratch, content)))
            source = held.enter_context(closing(Source(settings.out, scratch, persons)))
            made = _write_tables(settings, made_by, source, side)
        shutil.rmtree(scratch)
        dataset = Dataset(settings, made_by, made, _version(made_by, made))
        _describe(dataset, side)
        _sum_up(side)
        _put(side, target)
    return dataset


def _write_tables(settings: Settings, made_by: MadeBy, source: Source, side: Path) -> list[Made]:
    _need_contacts(settings)
    wide = header(settings.out / f"{WIDE}.csv") or WIDE_KEYS
    tables = list(tables_of(made_by, wide, settings.personal))
    for table in tables:
        query = ""
        if table.name == Provenance.table:
            query = provenance_query(settings.out, _manifest(settings), made_by)
        source.open(table, query)
    return [_write_table(source.with_values(table), source, side) for table in tables]


def _write_table(table: Table, source: Source, side: Path) -> Made:
    folders = {name: side / name for name in ("csv", "excel", "parquet", "stata")}
    for folder in folders.values():
        folder.mkdir(exist_ok=True)
    writers: dict[str, Writer] = {
        "csv": Plain(folders["csv"], table),
        "excel": Excel(folders["excel"], table),
        "parquet": Parquet(folders["parquet"], table, source.digits(table)),
        "stata": Stata(folders["stata"], table),
    }
    count = 0
    for rows in source.rows(table):
        count += len(rows)
        for writer in writers.values():
            writer.add(rows)
    for writer in writers.values():
        writer.close()
    files = {name: [_written(side, p) for p in w.paths] for name, w in writers.items()}
    return Made(table, count, files)


def _need_contacts(settings: Settings) -> None:
    missing = [n for n in sorted(PRIVATE) if not (settings.out / f"{n}.csv").is_file()]
    if settings.personal and missing:
        raise JixiaoError(
            f"{settings.out} 里没有 {'、'.join(missing)}.csv。"
            "请先运行 jixiao run … --contacts，再加 --personal。"
        )


def _manifest(settings: Settings) -> Path | None:
    """The manifest that was named, or that of the corpus folder, where there is one."""
    if settings.manifest is not None:
        if not settings.manifest.is_file():
            raise JixiaoError(f"找不到 {settings.manifest}。请检查 --manifest 的路径。")
        return settings.manifest
    database = settings.out / DATABASE
    if not database.is_file():  # of a run on a cluster
        return None
    with closing(sqlite3.connect(database)) as db:
        row = db.execute("SELECT value FROM meta WHERE name = 'corpus'").fetchone()
    path = Path(row[0], MANIFEST) if row else None
    return path if path is not None and path.is_file() else None


def _version(made_by: MadeBy, made: Sequence[Made]) -> str:
    """The version of jixiao and a digest of all rows: other content has another version."""
    total = hashlib.sha256()
    for table in made:
        for file in table.files["csv"]:
            total.update(f"{file.sha256}  {file.path}\n".encode())
    return f"{made_by.version}+{total.hexdigest()[:12]}"


def _describe(dataset: Dataset, side: Path) -> None:
    texts = {
        PACKAGE: _json(data_package(dataset)),
        "croissant.json": _json(croissant(dataset)),
        "codebook.zh.md": codebook(dataset, "zh"),
        "codebook.en.md": codebook(dataset, "en"),
        "CITATION.cff": citation(dataset),
    }
    texts |= {f"examples/{name}": text for name, text in examples(dataset.tables).items()}
    (side / "examples").mkdir()
    for name, text in texts.items():
        (side / name).write_text(text, encoding="utf-8", newline="\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _sum_up(side: Path) -> None:
    """Write ``SHA256SUMS``, as ``sha256sum -c`` reads it."""
    paths = sorted(p.relative_to(side).as_posix() for p in side.rglob("*") if p.is_file())
    lines = (f"{_written(side, side / path).sha256}  {path}\n" for path in paths)
    (side / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def _written(side: Path, path: Path) -> Written:
    total = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            total.update(chunk)
    return Written(path.relative_to(side).as_posix(), path.stat().st_size, total.hexdigest())


@contextmanager
def _side(target: Path) -> Iterator[Path]:
    """A folder beside the target that is gone in the end, whatever happens."""
    side = target.with_name(f".{target.name}.new")
    shutil.rmtree(side, ignore_errors=True)
    side.mkdir(parents=True)
    try:
        yield side
    finally:
        shutil.rmtree(side, ignore_errors=True)


def _put(side: Path, target: Path) -> None:
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    side.rename(target)
    shutil.rmtree(old, ignore_errors=True)
