"""A file and a place in it → the explanation in Chinese."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from ..document import Pipeline, Reading, Result
from ..ingest.read import read
from ..ingest.source import read_source
from ..model.errors import JixiaoError
from ..packs import Packs
from ..segment.fold import fold
from ..segment.spans import Span
from .cover import citation_lines, field_lines, title_lines
from .knowledge import Knowledge
from .lines import Line, quote, show
from .numbers import (
    bare_at,
    bare_lines,
    explained_at,
    explained_lines,
    figure_lines,
    figures_at,
    row_at,
)
from .place import place_lines
from .rows import row_lines, rows_of

MOST_PLACES = 20


def explain_file(file: Path, packs: Packs, at: int | None, text: str | None) -> str:
    """What became of the place ``at``, or of every occurrence of ``text``, and why."""
    data = read_source(file)
    pipeline = Pipeline(packs)
    reading = pipeline.reading(read(data))
    result = pipeline.result(reading, hashlib.sha256(data).hexdigest())
    spans = [_span_at(reading, at)] if at is not None else list(_spans_of(reading, text or ""))
    knowledge = Knowledge(packs)
    shown = [_explain(knowledge, reading, result, span) for span in spans[:MOST_PLACES]]
    if len(spans) > MOST_PLACES:
        shown.append(f"共 {len(spans)} 处，只列出前 {MOST_PLACES} 处；请用 --at 指定位置。")
    return "\n\n".join(shown)


def _span_at(reading: Reading, at: int) -> Span:
    length = len(reading.text.canonical.text)
    if not 0 <= at < length:
        raise JixiaoError(f"--at {at} 超出范围：正文有 {length} 个字符（0 到 {length - 1}）。")
    return Span(at, at + 1)


def _spans_of(reading: Reading, text: str) -> Iterator[Span]:
    """The occurrences of a text, whatever blanks and widths it is printed with."""
    wanted = re.sub(r"\s+", "", fold(text))
    if not wanted:
        raise JixiaoError("--text 是空的。请写要查的原文。")
    pattern = re.compile(r"\s*".join(map(re.escape, wanted)))
    found = [Span(*m.span()) for m in pattern.finditer(reading.text.folded)]
    if not found:
        raise JixiaoError(
            f"正文里没有“{text}”。请从表的 text 一列复制，或用 --at 给出 char_start。"
        )
    return iter(found)


def _explain(knowledge: Knowledge, reading: Reading, result: Result, span: Span) -> str:
    words = reading.text.canonical.text[span.start : span.end]
    head = f"■ 第 {span.start} 字符“{quote(words)}”"
    return head + "\n" + show(_lines(knowledge, reading, result, span))


def _lines(knowledge: Knowledge, reading: Reading, result: Result, span: Span) -> Iterator[Line]:
    yield from place_lines(reading.text, span, knowledge)
    rows = rows_of(result, span)
    for row in rows:
        yield from row_lines(row, knowledge)
    yield from title_lines(knowledge, reading, span)
    yield from field_lines(knowledge, reading, result, span)
    yield from citation_lines(knowledge, reading, span)
    for context in figures_at(reading, span):
        made = row_at(rows, context.figure)
        yield from figure_lines(knowledge, reading, context, made)
    for number in explained_at(reading, span):
        yield from explained_lines(knowledge, reading, number)
    for bare in bare_at(reading, span):
        yield from bare_lines(knowledge, reading, bare)
    if not rows:
        yield "结果", _nothing(reading, span)


def _nothing(reading: Reading, span: Span) -> str:
    words = reading.text.folded[span.start : span.end]
    if re.search(r"\d", words):
        return "此处没有产生任何行"
    sentence = reading.text.sentences.around(span.start)
    near = [c.figure for c in figures_at(reading, sentence)]
    if not near:
        return "此处没有产生任何行：本句没有带单位的数字"
    told = "、".join(
        f"第 {f.start} 字符“{reading.text.canonical.text[f.start : f.end]}”" for f in near[:6]
    )
    return f"此处没有产生任何行；本句的数字在{told}"
