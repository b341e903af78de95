"""The site: Datasette over one output folder, with what our pages need beside the database."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from datasette.app import Datasette
from datasette.plugins import pm

from ..corrections.file import beside
from ..model.errors import JixiaoError
from . import labels, plugin
from .fixes import Fixes
from .guard import App, guarded
from .verdicts import Verdicts

T = TypeVar("T")
HERE = Path(__file__).parent
STATE = ".state"
THREADS = 2  # each keeps memory of its own for a document as large as it has seen
_SETTINGS = {
    "default_page_size": 50,
    "sql_time_limit_ms": 5000,
    "allow_download": False,
    "suggest_facets": False,
    "default_cache_ttl": 0,
    "num_sql_threads": 3,
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk shows: the output folder, the folder of the documents, how far to go.

    ``contacts`` says whether persons' names and telephones are shown; ``host`` is where it listens.
    """

    out: Path
    corpus: Path
    contacts: bool = False
    host: str = "127.0.0.1"

    @property
    def state(self) -> Path:
        """Where the results lie."""
        return self.out / STATE

    @property
    def database(self) -> Path:
        """The database that a run fills."""
        return self.out / f"{labels.DATABASE}.sqlite"


class Site(Datasette):
    """Datasette with our pages; only the database of the desk is attached."""

    def __init__(self, desk: Desk) -> None:
        if not pm.is_registered(plugin):
            pm.register(plugin, "jixiao")
        self.desk = desk
        self._threads = ThreadPoolExecutor(THREADS)
        self.verdicts = Verdicts(desk.out / "verdicts.sqlite")
        self.fixes = Fixes(beside(desk.corpus))
        super().__init__(
            files=[str(desk.database)],
            metadata=labels.metadata(),
            settings=_SETTINGS,
            template_dir=str(HERE / "templates"),
            static_mounts=[("desk", str(HERE / "static"))],
        )

    def app(self) -> App:
        """The ASGI application, behind the guard."""
        return guarded(super().app(), self.desk.host)

    async def read(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Run a function that reads the database, in a thread of Datasette's own."""
        result: T = await self.get_database(labels.DATABASE).execute_fn(function)
        return result

    async def aside(self, function: Callable[..., T], *arguments: Any) -> T:
        """Run a function that takes long in a thread."""
        work = partial(function, *arguments)
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def desk_of(out: Path, corpus: Path | None, contacts: bool, host: str) -> Desk:
    """The desk of an output folder; without ``corpus`` that of the last run."""
    database = out / f"{labels.DATABASE}.sqlite"
    if not database.is_file():
        raise JixiaoError(
            f"{out} 里没有数据库 {database.name}。请先运行 make（或 jixiao run）处理报告。"
        )
    if corpus is None:
        corpus = Path(_meta(database, "corpus"))
    if not corpus.is_dir():
        raise JixiaoError(f"找不到报告文件夹 {corpus}。请用 --corpus（CORPUS=）指定它现在的位置。")
    return Desk(out.absolute(), corpus.resolve(), contacts, host)


def _meta(database: Path, name: str) -> str:
    try:
        with sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True) as db:
            row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    except sqlite3.DatabaseError as error:
        raise JixiaoError(
            f"数据库 {database} 打不开（{error}）。请删除它，再运行 make。"
        ) from error
    return str(row[0]) if row else ""
