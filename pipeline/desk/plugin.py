"""The Datasette plugin: our pages, and links from Datasette's tables to the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasette import hookimpl
from markupsafe import Markup

from . import labels
from .pages import (
    again,
    batch,
    checks,
    comparison,
    corrections,
    document,
    home,
    recurring,
    search,
    similar,
)

if TYPE_CHECKING:
    from .site import Site

_DOC = r"(?P<doc_id>[0-9a-f]{12})"
_PASSAGE = r"(?P<{0}>[0-9a-f]{{12}})-(?P<{0}_start>[0-9]{{1,12}})"
_FORM = r"(?P<form>\.csv|\.json)?"


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Our pages; they come before Datasette's own."""
    return [
        (r"^/$", home.page),
        (r"^/search(?P<form>\.csv|\.json)?$", search.page),
        (r"^/batch$", batch.page),
        (r"^/checks(?P<form>\.csv|\.json)?$", checks.page),
        (r"^/checks/verdict$", checks.verdict),
        (rf"^/comparison{_FORM}$", comparison.page),
        (r"^/comparison/value$", comparison.value),
        (rf"^/corrections{_FORM}$", corrections.page),
        (r"^/corrections/withdraw$", corrections.withdraw),
        (rf"^/again{_FORM}$", again.page),
        (rf"^/similar{_FORM}$", similar.page),
        (rf"^/similar/{_PASSAGE.format('a')}/{_PASSAGE.format('b')}$", similar.both),
        (rf"^/recurring{_FORM}$", recurring.page),
        (rf"^/recurring/(?P<weakness>[\w-]+){_FORM}$", recurring.weakness),
        (rf"^/doc/{_DOC}$", document.page),
        (rf"^/doc/{_DOC}/correct$", document.correct),
        (rf"^/doc/{_DOC}/page/(?P<number>[1-9][0-9]{{0,4}})\.png$", document.picture),
    ]


@hookimpl
def extra_template_vars(datasette: Site) -> dict[str, Any]:
    """What every template may use."""
    return {"label": labels.label, "columns_of": labels.column_names, "desk": datasette.desk}


@hookimpl
def render_cell(row: Any, value: Any, column: str) -> Markup | None:
    """A row's identity leads to its place in the document."""
    names = row.keys()
    if column in ("doc_id", "doc_id_a", "doc_id_b") and value:
        return Markup('<a href="/doc/{0}">{0}</a>').format(_plain(value))
    if column == "row_id" and "doc_id" in names:
        return Markup('<a href="/doc/{0}?row={1}">{1}</a>').format(_plain(row["doc_id"]), value)
    return None


def _plain(value: Any) -> Any:
    """The value of a cell, also where Datasette expanded it to value and label."""
    return value["value"] if isinstance(value, dict) else value
