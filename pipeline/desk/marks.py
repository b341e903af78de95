"""The rows of a document as marks: where each stands, and what it says in a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..model.canonical import Box
from ..model.tables import RUN_TABLES, Row
from ..store.results import Stored
from ..store.rows import stored_columns
from .labels import column_names, label, told

SHOWN = (
    "checks", "scores", "targets", "deductions", "weaknesses", "amounts", "rates", "quantities",
    "policies", "rejects", "corrections", "contacts",
)  # fmt: skip
_PLACE = frozenset(
    {
        "row_id", "text", "char_start", "char_end", "page", "bbox", "cell", "section", "evidence",
        "corrected", "correction", "of_row", "line",
    }
)  # fmt: skip
LOST = frozenset({"already", "changed", "missing", "ambiguous", "invalid"})
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """A row with its place in the text and on the page; all else is told when it is asked for."""

    row_id: str
    table: str
    start: int
    end: int
    page: int | None
    cells: Cells

    @property
    def box(self) -> Box | None:
        """Its place on the page."""
        return box_of(self.cells["bbox"])

    @property
    def line(self) -> str:
        """A line that tells the row."""
        return _LINES[self.table](self.cells)

    @property
    def text(self) -> str:
        """The quote."""
        return self.cells["text"]

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The names and values of all columns that have one and are no place."""
        titles = column_names(self.table)
        return [
            (titles[name], told(self.table, name, cell))
            for name, cell in self.cells.items()
            if cell and name not in _PLACE
        ]

    @property
    def evidence(self) -> list[tuple[str, str]]:
        """The rows that a check used or a correction found, as table and row_id."""
        if self.cells.get("of_row"):
            return [(self.cells["of_table"], self.cells["of_row"])]
        return [*_named(self.cells.get("evidence", ""))]

    @property
    def failed(self) -> bool:
        """Whether a check does not hold, or a correction fits no row."""
        return self.cells.get("status", "") in _BAD.get(self.table, ())

    @property
    def corrected(self) -> str:
        """The columns put right, or that rows it rests on were."""
        return self.cells["corrected"]


def marks_of(stored: Stored, contacts: bool) -> list[Mark]:
    """All rows in text order, the document's own first; persons only when asked for."""
    tables = {table.table: table for table in RUN_TABLES}
    names = [name for name in ("documents", *SHOWN) if contacts or name != "contacts"]
    found = [mark for name in names for mark in _of_table(tables[name], stored)]
    return sorted(found, key=lambda mark: (mark.start, -mark.end))


def _of_table(table: type[Row], stored: Stored) -> Iterator[Mark]:
    columns = stored_columns(table)
    for values in stored.tables[table.table]:
        cells = dict(zip(columns, values, strict=True))
        start, end, page = cells["char_start"], cells["char_end"], cells["page"]
        yield Mark(
            cells["row_id"],
            table.table,
            int(start),
            int(end),
            int(page) if page else None,
            cells,
        )


def box_of(cell: str | None) -> Box | None:
    """The box that a cell holds."""
    return Box(*map(float, cell.split())) if cell else None


def _named(evidence: str) -> Iterator[tuple[str, str]]:
    for name in evidence.split():
        table, _, identity = name.partition(":")
        yield table, identity


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _year(cells: Cells) -> str:
    return f"{cells['year']} 年" if cells["year"] else ""


def _amount(cells: Cells) -> str:
    wan = f"{cells['amount_wan']} 万" if cells["amount_wan"] else f"{cells['value']}（单位不明）"
    currency = "元" if cells["currency"] == "CNY" else cells["currency"]
    money = wan + currency if cells["amount_wan"] else wan
    return _joined(money, cells["subject"], label("basis", cells["basis"]), _year(cells))


def _rate(cells: Cells) -> str:
    return _joined(
        f"{cells['rate_pct']}%", cells["subject"], label("kind", cells["kind"]), _year(cells)
    )


def _score(cells: Cells) -> str:
    names = (cells[f"indicator_l{level}"] for level in (3, 2, 1))
    name = next((n for n in names if n), "总分" if cells["level"] == "0" else "")
    return _joined(name, f"得 {cells['score'] or '？'} 分，满分 {cells['weight'] or '？'}")


def _target(cells: Cells) -> str:
    aim = f"目标 {cells['target_text']}" if cells["target_text"] else ""
    done = f"完成 {cells['actual_text']}" if cells["actual_text"] else ""
    return _joined(cells["indicator"], aim, done, label("outcome", cells["status"]))


def _deduction(cells: Cells) -> str:
    lost = f"扣 {cells['points_lost']} 分" if cells["points_lost"] else ""
    return _joined(cells["indicator"], lost, cells["reason"], label("cause", cells["cause"]))


def _correction(cells: Cells) -> str:
    titles, table, column = column_names(cells["of_table"]), cells["of_table"], cells["of_column"]
    old, new = (told(table, column, cells[name]) or "（空）" for name in ("old", "new"))
    change = f"{titles.get(column, column)} {old} → {new}" if column else "整行划去"
    return _joined(label("correction", cells["status"]), change, cells["reason"])


_BAD = {"checks": frozenset({"fail"}), "corrections": LOST}
_LINES: dict[str, Callable[[Cells], str]] = {
    "amounts": _amount,
    "rates": _rate,
    "quantities": lambda c: _joined(f"{c['value']} {c['unit']}", c["subject"], _year(c)),
    "scores": _score,
    "targets": _target,
    "deductions": _deduction,
    "weaknesses": lambda c: _joined(label("weakness", c["weakness"]), c["text"]),
    "policies": lambda c: _joined(f"《{c['title']}》" if c["title"] else "", c["doc_number"]),
    "checks": lambda c: _joined(label("status", c["status"]), c["title"], c["message"]),
    "rejects": lambda c: _joined(c["text"], c["reason"]),
    "documents": lambda c: _joined(c["title"], c["department"], _year({"year": c["fiscal_year"]})),
    "corrections": _correction,
    "contacts": lambda c: _joined(c["role"], c["name"], c["phone"], c["email"]),
}
