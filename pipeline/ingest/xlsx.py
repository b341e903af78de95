"""Workbooks (xlsx, xlsm, xltx): every sheet in order, values as shown.

The sheets are read here rather than by openpyxl, which refuses whole files for a damaged print
area, filter or style, such as WPS and export programs write, and takes minutes for sheets that are
formatted down to the last row.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from ..model.canonical import Canonical
from ..model.errors import Unreadable
from .builder import Builder
from .package import RELATION, members, parse, targets_of
from .sheets import Sheet, State, write_workbook
from .xlsx_extras import beside
from .xlsx_sheet import Shared, guard_size, read_sheet
from .xlsx_styles import S, read_styles, rich_text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAIN = "xl/workbook.xml"
DAMAGED = "工作簿损坏，无法打开。请用 Excel 或 WPS 修复并另存为 .xlsx 后重试。"
HIDDEN: dict[str, State] = {"hidden": "hidden", "veryHidden": "locked"}


def read_xlsx(data: bytes) -> Canonical:
    """The canonical text of a workbook; what is hidden or not read is noted in ``unread``."""
    builder = Builder()
    write_workbook(builder, sheets_of(data))
    return builder.build(MEDIA_TYPE)


def sheets_of(data: bytes) -> Iterator[Sheet]:
    """The sheets of a workbook one after the other; ``Unreadable`` where it is damaged."""
    parts = members(data)
    guard_size(parts)
    if MAIN not in parts:
        raise Unreadable(DAMAGED)
    root = parse(parts[MAIN])
    targets = targets_of(parts, MAIN)
    properties = root.find(f"{S}workbookPr")
    shared = Shared(
        strings=_strings(parts, targets),
        styles=read_styles(_by_name(parts, targets, "styles.xml")),
        since_1904=properties is not None and properties.get("date1904") in ("1", "true"),
    )
    yield from _workbook(root, parts, targets, shared)


def _workbook(
    root: Any, parts: Mapping[str, bytes], targets: Mapping[str, str], shared: Shared
) -> Iterator[Sheet]:
    """The sheets one after the other, as they are written; chart sheets hold no cells."""
    found = root.findall(f"{S}sheets/{S}sheet")
    if not found:
        raise Unreadable(DAMAGED)
    for sheet in found:
        name = sheet.get("name") or ""
        target = targets.get(sheet.get(f"{RELATION}id") or "", "")
        if target not in parts:
            raise Unreadable(DAMAGED)
        state = HIDDEN.get(sheet.get("state", ""), "visible")
        if "/chartsheets/" in target or "/dialogsheets/" in target:
            continue
        yield read_sheet(parts[target], name, state, shared, beside(parts, target))


def _by_name(parts: Mapping[str, bytes], targets: Mapping[str, str], name: str) -> Any | None:
    """The root of a part of the workbook by the last part of its name, in any case."""
    for target in targets.values():
        if posixpath.basename(target).lower() == name.lower() and target in parts:
            return parse(parts[target])
    return None


def _strings(parts: Mapping[str, bytes], targets: Mapping[str, str]) -> list[str]:
    root = _by_name(parts, targets, "sharedStrings.xml")
    return [] if root is None else [rich_text(item) for item in root.iterchildren(f"{S}si")]
