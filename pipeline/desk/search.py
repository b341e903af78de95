"""The search: what a query and its filters find, and how the hits are spread."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from ..database.facets import ALL, DOCUMENT, pair, quoted, token
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
Hit = tuple[Any, ...]  # sentence_id, doc_id and tokens of a passage
SORTS = {
    "": "按文件顺序",
    "new": "年度从新到旧",
    "old": "年度从旧到新",
    "department": "按部门",
}
_HITS = """
SELECT s.sentence_id, s.doc_id, s.tokens FROM sentences_fts AS f
CROSS JOIN sentences AS s ON s.sentence_id = f.rowid
WHERE sentences_fts MATCH ? ORDER BY f.rowid LIMIT ?
"""
_DOCUMENTS = f"""
SELECT doc_id, {", ".join(DOCUMENT.values())},
    coalesce(nullif(department_name, ''), department)
FROM documents WHERE doc_id IN (SELECT value FROM json_each(?))
"""
_YEARS = "SELECT value FROM overview WHERE topic = 'year' ORDER BY value"
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
    """The ids of the hits in their order, how many documents hold them, how they are spread.

    ``more`` says that there are more than these.
    """

    ids: tuple[int, ...] = ()
    documents: int = 0
    more: bool = False
    facets: tuple[Facet, ...] = ()


def find(db: sqlite3.Connection, wish: Wish, *, facets: bool = True) -> Found:
    """The hits of a wish, up to ``MOST``; nothing for an empty one."""
    if not wish:
        return Found()
    rows = _hits(db, wish)
    hits = rows[:MOST]
    wanted = json.dumps(list({doc_id: None for _, doc_id, _ in hits}))
    documents = {row[0]: tuple(row)[1:] for row in db.execute(_DOCUMENTS, (wanted,))}
    if wish.sort == "department":
        hits.sort(key=lambda hit: _place(documents[hit[1]]))
    return Found(
        ids=tuple(hit[0] for hit in hits),
        documents=len(documents),
        more=len(rows) > MOST,
        facets=tuple(_facets(db, hits, documents)) if facets else (),
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


def _hits(db: sqlite3.Connection, wish: Wish) -> list[Hit]:
    """One hit more than is counted, where there are so many; sorted by year where asked for."""
    if wish.sort not in ("new", "old") or "year" in wish.filters:
        return _matching(db, _match(wish), MOST + 1)
    years = [year for (year,) in db.execute(_YEARS)]
    ordered = [*(reversed(years) if wish.sort == "new" else years), ""]
    found: list[Hit] = []
    for year in ordered:
        found += _matching(db, _match(wish, token("year", year)), MOST + 1 - len(found))
        if len(found) > MOST:
            break
    return found


def _matching(db: sqlite3.Connection, match: str, most: int) -> list[Hit]:
    return [tuple(row) for row in db.execute(_HITS, (match, most))]


def _match(wish: Wish, *more: str) -> str:
    """The FTS5 expression of a wish."""
    tokens = [*_tokens(wish.filters), *more]
    query = wish.query
    parts = [f"tokens : ({quoted(tokens or [ALL])})"] if tokens or not query.wanted else []
    if query.wanted:
        parts.append(f"text : ({match_of(query.wanted, 'AND')})")
    match = " AND ".join(parts)
    if query.unwanted:
        match = f"({match}) NOT text : ({match_of(query.unwanted, 'OR')})"
    return match


def _tokens(filters: Mapping[str, str]) -> list[str]:
    found = [token(name, value) for name, value in filters.items()]
    if "check" in filters and "status" in filters:  # both said of the same check
        found.append(pair(filters["check"], filters["status"]))
    return found


def _place(document: tuple[Any, ...]) -> tuple[str, int]:
    """By department, then by year."""
    return (document[-1] or "", document[list(DOCUMENT).index("year")] or 0)


def _facets(
    db: sqlite3.Connection, hits: Sequence[Hit], documents: Mapping[str, tuple[Any, ...]]
) -> Iterable[Facet]:
    counts: dict[str, Counter[Any]] = {name: Counter() for name in FACETS}
    for doc_id, number in Counter(doc_id for _, doc_id, _ in hits).items():
        for name, value in zip(DOCUMENT, documents[doc_id], strict=False):
            if value:
                counts[name][value] += number
    for said, number in Counter(said for _, _, said in hits).items():
        for one in said.split():
            name, _, value = one.partition("=")
            if name in counts:
                counts[name][value] += number
    titles = check_titles(db, [value for value, _ in counts["check"].most_common(PAGE)])
    for name, title in FACETS.items():
        values = tuple(
            (str(value), titles.get(str(value)) or label(name, value), number)
            for value, number in counts[name].most_common(PAGE)
        )
        if values:
            yield Facet(name, title, values)
