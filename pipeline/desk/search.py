"""The search: what a query and its filters find, and how the hits are spread."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from ..database.fts import Query, match_of, parse
from .labels import label

MOST = 20_000  # hits that are counted, sorted and exported; a page says when there are more
PAGE = 30
DOCUMENT_FACETS = {
    "province": "省级",
    "city": "地级",
    "family": "部门类别",
    "year": "年度",
    "doc_type": "文档类型",
}
TAG_FACETS = {
    "weakness": "问题类别",
    "cause": "扣分原因",
    "check": "核对项目",
    "status": "核对结果",
}
FACETS = {**DOCUMENT_FACETS, **TAG_FACETS}
SORTS = {
    "": "按文件顺序",
    "new": "年度从新到旧",
    "old": "年度从旧到新",
    "department": "按部门",
}
_COLUMNS = {
    "province": "province",
    "city": "city",
    "family": "department_family",
    "year": "fiscal_year",
    "doc_type": "doc_type",
}
_HITS = """
SELECT s.sentence_id, d.province, d.city, d.department_family AS family, d.fiscal_year AS year,
    d.doc_type, coalesce(nullif(d.department_name, ''), d.department) AS department, s.doc_id
FROM sentences AS s JOIN documents AS d USING (doc_id)
"""
_DETAILS = """
SELECT s.*, d.file, d.title, d.department, d.department_name, d.department_family, d.province,
    d.city, d.county, d.fiscal_year, d.doc_type, c.heading
FROM sentences AS s JOIN documents AS d USING (doc_id)
LEFT JOIN sections AS c ON c.doc_id = s.doc_id AND c.section_id = s.section
WHERE s.sentence_id IN (SELECT value FROM json_each(?))
"""
_TAGS = """
SELECT sentence_id, kind, value, row_id FROM tags
WHERE sentence_id IN (SELECT value FROM json_each(?)) ORDER BY sentence_id, kind, value
"""
_TAG_COUNTS = """
SELECT kind, value, count(DISTINCT sentence_id) FROM tags
WHERE sentence_id IN (SELECT value FROM json_each(?)) GROUP BY kind, value
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: all of it stands in the address of the page."""

    q: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    page: int = 1

    @classmethod
    def of(cls, args: Mapping[str, str]) -> Wish:
        """The wish of an address; what makes no sense there is left out."""
        page = args.get("page", "")
        sort = args.get("sort", "")
        return cls(
            q=args.get("q", "").strip(),
            filters={name: args[name] for name in FACETS if args.get(name)},
            sort=sort if sort in SORTS else "",
            page=max(int(page), 1) if page.isdecimal() and len(page) < 7 else 1,
        )

    @property
    def query(self) -> Query:
        """The words of the query."""
        return parse(self.q)

    def __bool__(self) -> bool:
        return bool(self.query or self.filters)

    def address(self, **changes: str) -> str:
        """The arguments of the address, with changes; an empty value takes one away."""
        every = {"q": self.q, **self.filters, "sort": self.sort, "page": str(self.page)}
        every.update(changes)
        if "page" not in changes:
            every["page"] = "1"
        return urlencode({k: v for k, v in every.items() if v and (k, v) != ("page", "1")})


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet: its name, and value, label, count of what the hits have most."""

    name: str
    title: str
    values: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of all hits in their order, how many documents hold them, how they are spread."""

    ids: tuple[int, ...] = ()
    documents: int = 0
    more: bool = False
    facets: tuple[Facet, ...] = ()


def find(db: sqlite3.Connection, wish: Wish, *, facets: bool = True) -> Found:
    """All hits of a wish; nothing for an empty one."""
    if not wish:
        return Found()
    where, values = _conditions(wish)
    sql = f"{_HITS} WHERE {' AND '.join(where)} ORDER BY s.sentence_id LIMIT {MOST + 1}"
    rows = db.execute(sql, values).fetchall()
    hits = _sorted(rows[:MOST], wish.sort)
    ids = tuple(row["sentence_id"] for row in hits)
    return Found(
        ids=ids,
        documents=len({row["doc_id"] for row in hits}),
        more=len(rows) > MOST,
        facets=tuple(_facets(db, hits, ids)) if facets else (),
    )


def details(db: sqlite3.Connection, ids: Sequence[int]) -> list[dict[str, Any]]:
    """All that is known of hits, in the order of the ids, each with its ``tags``."""
    wanted = json.dumps(list(ids))
    rows = {row["sentence_id"]: dict(row) for row in db.execute(_DETAILS, (wanted,))}
    for row in rows.values():
        row["tags"] = []
    for sentence, kind, value, identity in db.execute(_TAGS, (wanted,)):
        rows[sentence]["tags"].append((kind, value, identity))
    return [rows[i] for i in ids if i in rows]


def check_titles(db: sqlite3.Connection, checks: Iterable[str]) -> dict[str, str]:
    """What checks are called."""
    query = 'SELECT title FROM checks WHERE "check" = ? LIMIT 1'
    found = ((check, db.execute(query, (check,)).fetchone()) for check in checks)
    return {check: row[0] for check, row in found if row}


def _conditions(wish: Wish) -> tuple[list[str], dict[str, str]]:
    where, values = _words(wish.query)
    for name, column in _COLUMNS.items():
        if name in wish.filters:
            where.append(f"d.{column} = :{name}")
            values[name] = wish.filters[name]
    tags = {name: wish.filters[name] for name in TAG_FACETS if name in wish.filters}
    if "check" in tags and "status" in tags:  # both said of the same check
        where.append(
            "s.sentence_id IN (SELECT a.sentence_id FROM tags AS a JOIN tags AS b"
            " ON b.sentence_id = a.sentence_id AND b.row_id = a.row_id"
            " WHERE a.kind = 'check' AND a.value = :check"
            " AND b.kind = 'status' AND b.value = :status)"
        )
        values |= {"check": tags.pop("check"), "status": tags.pop("status")}
    for name, value in tags.items():
        where.append(
            f"s.sentence_id IN (SELECT sentence_id FROM tags WHERE kind = '{name}'"
            f" AND value = :{name})"
        )
        values[name] = value
    return where, values


def _words(query: Query) -> tuple[list[str], dict[str, str]]:
    found = "SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH"
    where: list[str] = []
    values: dict[str, str] = {}
    if query.wanted:
        where.append(f"s.sentence_id IN ({found} :wanted)")
        values["wanted"] = match_of(query.wanted, "AND")
    if query.unwanted:
        where.append(f"s.sentence_id NOT IN ({found} :unwanted)")
        values["unwanted"] = match_of(query.unwanted, "OR")
    return where, values


def _sorted(rows: list[Any], sort: str) -> list[Any]:
    if sort == "new":
        return sorted(rows, key=lambda row: -(row["year"] or 0))
    if sort == "old":
        return sorted(rows, key=lambda row: row["year"] or 9999)
    if sort == "department":
        return sorted(rows, key=lambda row: (row["department"] or "", row["year"] or 0))
    return rows


def _facets(db: sqlite3.Connection, rows: list[Any], ids: Sequence[int]) -> Iterable[Facet]:
    counts: dict[str, Counter[Any]] = {
        name: Counter(row[name] for row in rows if row[name]) for name in DOCUMENT_FACETS
    }
    counts |= {name: Counter() for name in TAG_FACETS}
    for kind, value, number in db.execute(_TAG_COUNTS, (json.dumps(list(ids)),)):
        counts[kind][value] = number
    titles = check_titles(db, [value for value, _ in counts["check"].most_common(PAGE)])
    for name, title in FACETS.items():
        values = tuple(
            (str(value), titles.get(str(value)) or label(name, value), number)
            for value, number in counts[name].most_common(PAGE)
        )
        if values:
            yield Facet(name, title, values)
