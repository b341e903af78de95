"""Where a span stands: page, box, cell, section, clause and sentence."""

from __future__ import annotations

from collections.abc import Iterator

from ..link.context import Text
from ..segment.spans import Span
from .knowledge import Knowledge
from .lines import Line, quote

AROUND = 40


def place_lines(text: Text, span: Span, knowledge: Knowledge) -> Iterator[Line]:
    """The lines that tell where the span stands."""
    yield "出处", _source(text, span)
    yield from _section(text, span, knowledge)
    clause = text.clauses.around(span.start)
    yield "分句", _marked(text, span, clause)
    sentence = text.sentences.around(span.start)
    if sentence != clause:
        yield "句子", _marked(text, span, sentence)
    found = text.canonical.cell_at(span.start)
    if found is not None:
        labels = text.views[found[0]].labels(found[1])
        yield "栏目", "上方：" + ("、".join(lb.text for lb in labels.above) or "无")
        yield "栏目", "左边：" + ("、".join(lb.text for lb in labels.left) or "无")


def _source(text: Text, span: Span) -> str:
    place = text.canonical.place(span.start, span.end)
    parts = [f"第 {span.start}–{span.end} 字符"]
    if place.page is not None:
        parts.append(f"第 {place.page} 页")
    if place.box is not None:
        parts.append("坐标 " + " ".join(f"{c:g}" for c in (round(v, 2) for v in place.box)))
    if place.cell:
        table, row, column = place.cell.split("/")
        parts.append(f"表 {table} 第 {row} 行第 {column} 列")
    if place.confidence is not None:
        parts.append(f"识别把握 {place.confidence:.2f}")
    if text.canonical.repaired(span.start, span.end):
        parts.append("含改正过的识别错字")
    return "，".join(parts)


def _section(text: Text, span: Span, knowledge: Knowledge) -> Iterator[Line]:
    chain = text.tree.chain(span.start)
    if not chain:
        yield "章节", "在第一个标题之前，或全文没有标题"
        return
    yield "章节", " › ".join(f"{n.section_id} {n.heading}（{n.kind}）" for n in reversed(chain))
    node = chain[0]
    if span.start < node.heading_end:
        for index, (entry, words) in enumerate(knowledge.headings(node.heading)):
            used = "采用" if entry.id == node.pattern else "未采用：匹配较短或排在后面"
            yield "标题规则", f"{entry.id} 匹配“{words}”，{used}"
            if index == 4:
                break


def _marked(text: Text, span: Span, part: Span) -> str:
    """The part with the span between brackets."""
    source = text.canonical.text
    start, end = max(part.start, span.start - AROUND), min(part.end, span.end + AROUND)
    before = quote(source[start : span.start], 2 * AROUND)
    after = quote(source[span.end : max(end, span.end)], 2 * AROUND)
    lead = "……" if start > part.start else ""
    tail = "……" if end < part.end else ""
    return f"{lead}{before}【{quote(source[span.start : span.end])}】{after}{tail}"
