"""Workbooks that a Word document embeds: tables that were pasted as objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model.errors import Unreadable
from .builder import Builder
from .docx_parts import OFFICE, Parts, in_fallback
from .numbering import W
from .ole import MAGIC, kind_of
from .sheets import Sheet, write_workbook

PROGRAMS = {"chart": "图表", "relIds": "SmartArt"}
NOT_READ = "文档中嵌入的对象，其中的文字和数字未读取"
READ = "文档中嵌入的工作簿，已读取第一张有内容的工作表；页面上可能只显示其中一部分，请核对"


def write_embedded(paragraph: Any, parts: Parts, builder: Builder, as_grid: bool) -> None:
    """Write the first filled sheet of each workbook that hangs on a paragraph; tell all else.

    Within a table, where ``as_grid`` is false, nothing is written.
    """
    for element in paragraph.iter(f"{OFFICE}OLEObject"):
        if not _hangs_on(element, paragraph):
            continue
        name = element.get("ProgID") or "OLE"
        sheet = _first_sheet(parts.members.get(parts.target(element))) if as_grid else None
        builder.unread("embedded", name, NOT_READ if sheet is None else READ)
        if sheet is not None:
            write_workbook(builder, [sheet])
    for element in paragraph.iter("{*}chart", "{*}relIds"):
        if _hangs_on(element, paragraph):
            builder.unread("embedded", PROGRAMS[element.tag.rsplit("}", 1)[-1]], NOT_READ)


def _hangs_on(element: Any, paragraph: Any) -> bool:
    """Whether an element belongs to a paragraph and not to one of a text box in it."""
    return not in_fallback(element) and next(element.iterancestors(f"{W}p")) is paragraph


def _first_sheet(data: bytes | None) -> Sheet | None:
    """The first visible sheet with texts; ``None`` where the object is no readable workbook."""
    if data is None:
        return None
    try:
        return next((s for s in _sheets(data) if s.texts and s.state == "visible"), None)
    except Unreadable:
        return None


def _sheets(data: bytes) -> Iterator[Sheet]:
    if data.startswith(MAGIC):
        from .xls import sheets_of as sheets_of_xls

        return sheets_of_xls(data) if kind_of(data) == "xls" else iter(())
    from .xlsx import sheets_of

    return sheets_of(data)
