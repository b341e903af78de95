"""What pages of lists share: the arguments of their addresses, filters, order, pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from datasette.utils.asgi import Request

if TYPE_CHECKING:
    from .site import Site

PAGE = 30
MOST = 20_000  # rows that are counted and exported; a page says when there are more
_CHOICES = {
    "province": "province",
    "city": "city",
    "family": "department_family",
    "year": "fiscal_year",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; ``sorts`` are the orders that there are, the first is usual."""

    path: str
    values: Mapping[str, str]
    sorts: Sequence[str] = ()
    many: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        request: Request,
        path: str,
        names: Sequence[str],
        sorts: Sequence[str] = (),
        many: Sequence[str] = (),
    ) -> Asked:
        """The arguments ``names`` of a request, each once; those of ``many`` as often as said."""
        values = {name: (request.args.get(name) or "").strip() for name in (*names, "sort", "page")}
        lists = {name: [v for v in request.args.getlist(name) if v] for name in many}
        return cls(path, values, sorts, lists)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    @property
    def page(self) -> int:
        """The page that is asked for, from 1."""
        number = self["page"]
        return max(int(number), 1) if number.isdecimal() and len(number) < 7 else 1

    @property
    def first(self) -> int:
        """How many rows come before the page."""
        return (self.page - 1) * PAGE

    @property
    def sort(self) -> str:
        """The name of the order."""
        wanted = self["sort"].removeprefix("-")
        return wanted if wanted in self.sorts else (self.sorts[0] if self.sorts else "")

    @property
    def upwards(self) -> bool:
        """Whether the least comes first: a minus before the name turns the order round."""
        return self["sort"].startswith("-")

    def order(self, columns: Mapping[str, str]) -> str:
        """SQL of the order, the greatest first; ``columns`` are SQL by the name of the order."""
        turned = "ASC" if self.upwards else "DESC"
        return f"{columns[self.sort]} {turned} NULLS LAST"

    def address(self, path: str = "", **changes: object) -> str:
        """The address with changes; an empty value takes an argument away."""
        changed = {name: str(value) for name, value in changes.items()}
        every = {**self.values, "page": "", **changed}
        pairs = [(n, v) for n, v in every.items() if v and n not in self.many]
        pairs += [(n, v) for n, vs in self.many.items() if n not in changed for v in vs]
        pairs += [(n, v) for n, v in changed.items() if n in self.many and v]
        said = urlencode(pairs)
        return f"{path or self.path}?{said}" if said else path or self.path

    def sorted_by(self, name: str) -> str:
        """The address with the rows in an order, turned round where they are in it already."""
        turn = self.sort == name and not self.upwards
        return self.address(sort=f"-{name}" if turn else name)


@dataclass(frozen=True, slots=True)
class Condition:
    """The WHERE of a query, and its values."""

    sql: str = "1"
    values: Mapping[str, object] = field(default_factory=dict)


def conditions(asked: Asked, columns: Mapping[str, str]) -> Condition:
    """Equality of columns (SQL by the name of the argument) with what is asked for."""
    said = {name: asked[name] for name in columns if asked[name]}
    return Condition(" AND ".join(["1", *(f"{columns[n]} = :{n}" for n in said)]), said)


def choices_of(db: sqlite3.Connection, name: str, province: str = "") -> list[str]:
    """The provinces, cities, families or years that the documents have."""
    column = _CHOICES[name]
    within = "AND province = :province " if province else ""
    order = "DESC" if name == "year" else "ASC"
    rows = db.execute(
        f"SELECT DISTINCT {column} FROM documents WHERE {column} != '' {within}ORDER BY 1 {order}",
        {"province": province},
    )
    return [str(row[0]) for row in rows]


def count_of(db: sqlite3.Connection, rows: str, values: Mapping[str, object]) -> tuple[int, bool]:
    """How many rows a SELECT gives, to ``MOST``, and whether there are more."""
    query = f"SELECT count(*) FROM (SELECT 1 {rows} LIMIT {MOST + 1})"
    number = int(db.execute(query, values).fetchone()[0])
    return min(number, MOST), number > MOST


def page_of(rows: Sequence[Any]) -> tuple[list[dict[str, Any]], bool]:
    """The rows of a page out of those asked for, one too many, and whether more come."""
    return [dict(row) for row in rows[:PAGE]], len(rows) > PAGE


async def listed(
    datasette: Site,
    asked: Asked,
    find: Callable[[sqlite3.Connection, Asked], tuple[Sequence[Any], int, bool]],
) -> dict[str, Any]:
    """What the template of a list wants: the rows of the page, their number, and the choices.

    ``find`` gives the rows and one too many, how many there are, and whether there are more.
    """
    found, count, beyond = await datasette.read(lambda db: find(db, asked))
    rows, more = page_of(found)
    return {
        "asked": asked,
        "rows": rows,
        "count": count,
        "beyond": beyond,
        "most": MOST,
        "more": more,
        "choices": await datasette.read(
            lambda db: {name: choices_of(db, name) for name in ("province", "family", "year")}
        ),
    }
