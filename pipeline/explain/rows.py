"""The rows that cover a span, with their cells and the rules that made them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from ..document import Result
from ..model.tables import Row
from ..segment.spans import Span
from ..store.cells import to_cell
from .knowledge import Knowledge
from .lines import Line, quote

STAGES = {
    "amounts": "extract 找到数字和单位，link 找到口径、年度和主题，normalise 换算成万元",
    "rates": "extract 找到数字和单位，link 找到类别、年度、正负和主题，normalise 换算成百分数",
    "quantities": "extract 找到数字和量词，link 找到年度和主题",
    "policies": "extract 找到书名号和文号",
    "contacts": "extract 找到封面标签，normalise 拆出姓名和电话",
    "rejects": "extract 没有认出，或 ingest 没有读出",
    "documents": "extract 找到标题和封面标签，normalise 汇成一行",
}
_PLACE = frozenset(
    ("text", "char_start", "char_end", "page", "bbox", "confidence", "cell", "section", "pattern")
)


def rows_of(result: Result, span: Span) -> list[Row]:
    """The rows whose quote meets the span; the document's row where the span is in its title."""
    return [
        row
        for table, rows in result.tables.items()
        if table != "sections"
        for row in rows
        if row.char_start < span.end and row.char_end > span.start
    ]


def row_lines(row: Row, knowledge: Knowledge) -> Iterator[Line]:
    """What a row holds, and who made it."""
    yield "结果", f"{row.table} 表一行：“{quote(row.text)}”"
    cells = [
        f"{f.metadata['zh']} {f.name}={cell}"
        for f in fields(row)
        if f.name not in _PLACE and (cell := to_cell(getattr(row, f.name)))
    ]
    yield "", "；".join(cells) or "没有其他单元格"
    yield "步骤", STAGES.get(row.table, row.table)
    for pattern in filter(None, row.pattern.split("+")):
        yield "规则", knowledge.named(pattern)
    if not row.pattern:
        yield "规则", "没有规则起作用"
