"""The words beside a figure: which were found, where, and which one told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..extract.years import year_in
from ..link.context import Context, Text
from ..link.cues import FARTHEST_RIGHT
from ..link.figures import SIGN_REACH
from ..link.year import CAPTION_REACH
from ..packs.entries import Cue
from ..packs.lexicon import Hit
from .knowledge import Knowledge
from .lines import Line


@dataclass(frozen=True, slots=True)
class Found:
    """The cues in one place beside the figure, the nearest first."""

    place: str
    cues: Sequence[tuple[str, Cue]]


def cue_places(knowledge: Knowledge, text: Text, context: Context, column: str) -> Iterator[Found]:
    """The places where cues of a column may stand, with what stands there."""
    hits = knowledge.cues(column, text.folded)

    def between(start: int, end: int) -> list[Hit[Cue]]:
        return list(hits.between(start, max(start, end)))[::-1]

    def found(place: str, some: Sequence[Hit[Cue]], unwanted: str) -> Found:
        told = [h for h in some if h.value.side != unwanted]
        return Found(place, [(text.folded[h.start : h.end], h.value) for h in told])

    left, right, clause = context.left, context.right, context.clause
    yield found("左边", between(left.start, left.end), "after")
    near = between(right.start, min(right.end, right.start + FARTHEST_RIGHT))[::-1]
    yield found("右边", near, "before")
    for label in context.labels.ordered if context.labels is not None else ():
        told = knowledge.cues_in_label(column, label.text)
        yield Found(f"栏目“{label.text}”", [(label.text[h.start : h.end], h.value) for h in told])
    yield found("本分句更前", between(clause.start, left.start), "after")
    yield found("本句更前", between(context.sentence.start, clause.start), "after")
    for node in text.tree.chain(context.figure.at):
        yield found(f"标题“{node.heading}”", between(node.start, node.heading_end), "after")


def told_lines(
    knowledge: Knowledge, text: Text, context: Context, column: str, made: Sequence[str]
) -> Iterator[Line]:
    """The cues of a column by place; ``made`` are the ids in the row's ``pattern``."""
    label = {"amounts.basis": "口径", "rates.kind": "类别"}[column]
    used = False
    for found in cue_places(knowledge, text, context, column):
        shown: list[str] = []
        for word, cue in found.cues:
            wins = not used and cue.id in made
            used = used or wins
            why = "采用" if wins else _why_not(cue, used)
            shown.append(f"“{word}”→{cue.value}（{cue.id}，{why}）")
        if shown:
            yield label, f"{found.place}：" + "、".join(shown)
    if not used:
        others = [
            i
            for i in made
            if isinstance(entry := knowledge.entry(i), Cue) and entry.column == column
        ]
        yield label, _without(others)


def _why_not(cue: Cue, used: bool) -> str:
    if cue.value == "skip":
        return "只占位，使其中的短词不起作用"
    if used:
        return "较远或级别较低"
    return "弱提示，有别的词时不用" if cue.weak else "此处有更合适的词"


def _without(others: Sequence[str]) -> str:
    if others:
        return f"由 {'、'.join(others)} 得出"
    return "没有提示词起作用，由单位、表式或固定规定得出，或记为 other"


def sign_lines(knowledge: Knowledge, text: Text, context: Context) -> Iterator[Line]:
    """The words that make a rate negative or keep it positive; the nearest before it decides."""
    near = max(context.left.start, context.figure.at - SIGN_REACH)
    columns = ["sign", "sign_point"] if context.figure.entry.unit == "pp" else ["sign"]
    none = True
    for column in columns:
        hits = list(knowledge.cues(column, text.folded).between(near, context.figure.at))[::-1]
        for index, hit in enumerate(hits):
            sign = "负" if hit.value.value == "-1" else "正"
            why = "最近，采用" if index == 0 else "较远"
            none = False
            yield "正负", f"“{text.folded[hit.start : hit.end]}”→{sign}（{hit.value.id}，{why}）"
    if none:
        yield "正负", f"前 {SIGN_REACH} 个字符内没有升降的词，记为正"


def year_lines(
    knowledge: Knowledge, text: Text, context: Context, year: int | None
) -> Iterator[Line]:
    """The years near the figure, the nearest place first, and the words that move the year."""
    hits = knowledge.cues("year", text.folded).between(context.left.start, context.left.end)
    for hit in hits:
        moves = "指上一年" if hit.value.value == "-1" else "同上一年相比，看后面有没有升降的词"
        yield "年度", f"“{text.folded[hit.start : hit.end]}”：{moves}（{hit.value.id}）"
    moved = {None if year is None else year + 1} if hits else set()
    used = False
    known: set[int] = set()
    for place, years in _years(text, context):
        wins = not used and bool(moved.union({year}).intersection(years))
        used = used or wins
        if known.issuperset(years) and not wins:
            continue
        known.update(years)
        named = "、".join(str(y) for y in dict.fromkeys(years))
        yield "年度", f"{place}：{named}" + ("（采用）" if wins else "")
    if year is None:
        yield "年度", "没有采用任何年份，year 为空"
    elif not used:
        yield "年度", f"得出 {year}"


def _years(text: Text, context: Context) -> Iterator[tuple[str, list[int]]]:
    at = context.figure.at
    places: list[tuple[str, int, int]] = [
        ("本分句前文", context.clause.start, at),
        ("本分句后文", context.figure.end, context.clause.end),
        ("本句前文", context.sentence.start, at),
    ]
    yield from _mentioned(text, places)
    for label in context.labels.ordered if context.labels is not None else ():
        year = year_in(label.text)
        if year is not None:
            yield f"栏目“{label.text}”", [year]
    yield from _mentioned(text, [("本段前文", text.paragraphs.around(at).start, at)])
    if text.form_year is not None:
        yield "表的标题", [text.form_year]
    cell = text.canonical.cell_at(at)
    if cell is not None:
        start = text.views[cell[0]].grid.start
        yield from _mentioned(text, [("表格上方", max(0, start - CAPTION_REACH), start)])
    for node in text.tree.chain(at):
        inside = [(f"本节前文（{node.section_id}）", node.start, at)]
        yield from _mentioned(text, inside)


def _mentioned(
    text: Text, places: Sequence[tuple[str, int, int]]
) -> Iterator[tuple[str, list[int]]]:
    for place, start, end in places:
        years = [m.year for m in text.years.between(start, max(start, end))][::-1]
        if years:
            yield place, years[:6]
