"""Titles, labelled values and citations at a place, and their rivals."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Reading, Result
from ..segment.spans import Span
from ..store.cells import to_cell
from .knowledge import Knowledge
from .lines import Line, quote

_MOST = 8


def title_lines(knowledge: Knowledge, reading: Reading, span: Span) -> Iterator[Line]:
    """Which rule told the type of the document, where the span is in its title."""
    title = reading.profile.title
    if not (title.start < span.end and title.end > span.start):
        return
    yield "标题", f"“{title.text}”是全文标题，类型 {title.doc_type}"
    for entry, words in knowledge.doc_types(title.text):
        rank = getattr(entry, "rank", 0)
        used = "采用" if entry.id == title.pattern else "未采用：rank 较低或匹配较短"
        yield "标题规则", f"{entry.id} 匹配“{words}”，rank {rank}，{used}"


def field_lines(
    knowledge: Knowledge, reading: Reading, result: Result, span: Span
) -> Iterator[Line]:
    """The labelled values at the span, and other values of the same field."""
    document = result.tables["documents"][0]
    for field in reading.fields:
        if not (field.start < span.end and field.end > span.start):
            continue
        name = field.label.field
        yield "封面标签", f"“{field.value}”是 {name} 的值，规则 {knowledge.named(field.label.id)}"
        told = to_cell(getattr(document, name, None))
        if told:
            yield "封面标签", f"全文的 {name} 取为“{told}”"
        rivals = [f for f in reading.fields if f.label.field == name and f is not field]
        for rival in rivals[:_MOST]:
            sealed = "，带公章" if rival.sealed else ""
            yield (
                "同类标签",
                (
                    f"第 {rival.start} 字符“{quote(rival.value, 30)}”"
                    f"（{rival.label.id}，rank {rival.label.rank}{sealed}）"
                ),
            )


def citation_lines(knowledge: Knowledge, reading: Reading, span: Span) -> Iterator[Line]:
    """Titles in 《》 and document numbers, taken or not."""
    taken = reading.citations.found
    for closed in reading.citations.closed:
        if not (closed.start < span.end and closed.end > span.start):
            continue
        words = reading.text.canonical.text[closed.start : closed.end]
        if any(c.start < closed.end and c.end > closed.start for c in taken):
            yield "文件引用", f"“{quote(words)}”是文件引用，其中的数字归它"
            continue
        yield "文件引用", f"“{quote(words)}”不算文件引用，其中的数字也不进表"
        for entry, matched in knowledge.no_policies(words.strip("《》")):
            yield "规则", f"{knowledge.named(entry.id)} 匹配“{matched}”"
