"""Points lost with their reasons: rows of forms, lists of reasons, and 扣2分 in running text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..extract.remedy_in import split_measure
from ..extract.score_prose import ProseScore
from ..extract.score_row import FormRow
from ..model.canonical import Cell
from ..segment.spans import Cover
from .context import Text
from .reasons import LONGEST_REASON, measured_in, name_in, opened, reason_of

_LOST = re.compile(r"扣(?:减|除|掉)?(?:了)?[ :为]?(\d{1,2}(?:\.\d{1,3})?)[ ]?分")
_LIST = re.compile(r"(?:扣分|失分|丢分|减分)(?:的)?(?:主要)?(?:原因|情况)[^:。]{0,8}[:是为有]+")
_NAMED = re.compile(
    r"(?:扣分|失分|丢分|减分)(?:项目?|点|指标)(?:主要|分别)?(?:[为是有:]|包括|集中在|如下:)+"
)
_BETWEEN = re.compile("[、;]|以及|和(?=[^、;]*$)")
_ITEM = re.compile(
    r"(?:(?<=[;。:,\n])|^)[ ]*(?:\d{1,2}[.、](?!\d)|[(]\d{1,2}[)]|[①-⑳]|[一二三四五六七八九]是)[ ]*"
)
_RULE = re.compile(
    r"每[^,。;]{0,16}扣|扣完|扣\d+(?:\.\d+)?分[,;]?(?:扣|最)|的[,，]?扣|的,[^。;]{0,24}扣|否则|不得分"
)
_THIS_ITEM = re.compile(r"[\s,;:()该此本每项指标处因]*")
_MARK = re.compile(r"[①-⑳]|[一二三四五六七八九]是|扣(?:减|除|掉)?(?:了)?[ :为]?\d[\d.]*[ ]?分[,]?")
_LABEL = re.compile(
    r"[ ]*(?:\d{1,2}[.、]|[(]\d{1,2}[)]|[①-⑳]"
    r"|[一二三四五六七八九十]{1,3}[、.]|[(][一二三四五六七八九十]{1,3}[)])[ ]*"
    r"([^。,;:()\d]{2,20})[。:(]"
)
# Heads that name a class of indicators or a part of the report, but no indicator that loses points.
_BROAD = re.compile(
    r"指标$|指标[(]|结论|原因|未完成|未实现|未达|问题|完成情况|自评|扣分|失分|偏差|评价|总体|项目支出$"
)
_NAMES_END = re.compile("[。,\n]")
LEAST_NAMED = 3
LONGEST_NAMED = 30
_SENTENCE_HEAD = re.compile(r"[,。;\d]")


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss of points with its reason; ``points`` is None where several reasons share it.

    ``group`` names the first level above the indicator, 产出指标, where a form tells it.
    """

    start: int
    end: int
    indicator: str
    weight: Decimal | None
    score: Decimal | None
    points: Decimal | None
    reason: str
    measure: str
    group: str = ""


def form_losses(rows: Sequence[FormRow]) -> Iterator[Loss]:
    """Rows of the most detailed level whose score is below the weight; no summary of levels."""
    groups = {name for row in rows for name in row.names[:2] if name != row.indicator}
    for row in rows:
        if row.level == 0 or row.score is None or row.weight is None or row.score >= row.weight:
            continue
        if not row.counted or (row.indicator in groups and not row.reason):
            continue
        yield from _shares(row, row.weight - row.score)


def _shares(row: FormRow, lost: Decimal) -> Iterator[Loss]:
    """The loss of a row, or one for each reason that says how many of its points it cost."""
    told = [*_LOST.finditer(row.reason)]
    points = [Decimal(m.group(1)) for m in told]
    if len(told) < 2 or sum(points) != lost:
        yield Loss(
            row.start, row.end, row.indicator, row.weight, row.score, lost,
            row.reason, row.measure, row.names[0],
        )  # fmt: skip
        return
    begins = [0, *(m.end() for m in told)]
    for begin, mark, share in zip(begins, told, points, strict=False):
        reason = opened(row.reason[begin : mark.start()].strip(" ,，;；。、")).strip()
        yield Loss(
            row.start, row.end, row.indicator, row.weight, None, share,
            reason, row.measure, row.names[0],
        )  # fmt: skip


def listed_losses(folded: str, cells: Sequence[Cell]) -> Iterator[Loss]:
    """The items of the cells that a form has for all its reasons, each with its measure."""
    for cell in cells:
        yield from _items(folded, cell.start, cell.end)


def prose_losses(
    text: Text,
    closed: Sequence[tuple[int, int]],
    scores: Sequence[ProseScore],
    admits: Callable[[str], bool],
) -> Iterator[Loss]:
    """Lists of reasons, and sentences that say 扣N分 and why; ``closed`` are the tables."""
    lists = [(a, b) for a, b in _lists(text.folded) if not _LOST.search(text.folded, a, b)]
    for start, end in lists:
        yield from _items(text.folded, start, end)
    taken = Cover([*closed, *lists])
    explained = bool(lists)
    for found in _LOST.finditer(text.folded):
        sentence = text.sentences.around(found.start())
        if found.start() in taken:
            continue
        if not _RULE.search(text.folded, sentence.start, sentence.end):
            explained = True
            yield _loss(text, scores, found, admits)
    # Names alone only introduce what the report explains elsewhere.
    for named in () if explained else _NAMED.finditer(text.folded):
        if named.start() not in taken:
            yield from _named(text.folded, named.end(), admits)


def _loss(
    text: Text, scores: Sequence[ProseScore], found: re.Match[str], admits: Callable[[str], bool]
) -> Loss:
    start, before = _before(text, found.start())
    points = Decimal(found.group(1))
    own = _own_score(text.folded, scores, found.start(), points)
    if own is not None and own.name.endswith("指标") and measured_in(before):
        own = None
    name = own.name if own is not None else _indicator(text, found.start(), before)
    reason = reason_of(before, _behind(text, found.end()), admits)
    return Loss(
        start,
        found.end(),
        name,
        own.weight if own is not None else None,
        own.score if own is not None else None,
        points,
        "" if reason == name and not admits(reason) else reason,
        "",
    )


def _before(text: Text, lost: int) -> tuple[int, str]:
    """The words of the same loss before 扣, with their start; those before 该项扣N分 if alone."""
    sentence = text.sentences.around(lost)
    marks = _MARK.finditer(text.folded, sentence.start, lost)
    start = max((m.end() for m in marks), default=sentence.start)
    words = opened(text.folded[start:lost]).strip(" ,:(")
    if _THIS_ITEM.fullmatch(words) and sentence.start:
        earlier = text.sentences.around(max(0, sentence.start - 2))
        words = text.folded[earlier.start : earlier.end].strip(" 。;")[-LONGEST_REASON:]
    return start, words


def _behind(text: Text, lost: int) -> str:
    """The words behind 扣N分 up to the next loss, else the next sentence of the paragraph."""
    end = text.sentences.around(lost - 1).end
    following = _MARK.search(text.folded, lost, end)
    words = text.folded[lost : following.start() if following is not None else end]
    if words.strip(" ,。;)") or "\n" in words:
        return words
    told = text.sentences.around(end + 1)
    return text.folded[told.start : told.end] if told.start >= end else ""


def _indicator(text: Text, at: int, before: str) -> str:
    """The label of the line, if it names an indicator; else what the words name; else the head."""
    line = text.folded.rfind("\n", 0, at) + 1
    label = _LABEL.match(text.folded, line)
    own = label.group(1).strip() if label is not None else ""
    if own and not _BROAD.search(own):
        return own
    node = text.tree.at(at)
    head = node.heading if node is not None else ""
    if head and not own and not _BROAD.search(head) and not _SENTENCE_HEAD.search(head):
        return head
    return name_in(before) or own or head


def _own_score(
    folded: str, scores: Sequence[ProseScore], at: int, points: Decimal
) -> ProseScore | None:
    """The score stated before in the same paragraph that lost just these points.

    ``scores`` must be in text order.
    """
    line = folded.rfind("\n", 0, at) + 1
    first = bisect_left(scores, line, key=lambda s: s.end)
    last = bisect_left(scores, at, key=lambda s: s.start)
    for score in reversed(scores[first:last]):
        if score.weight is not None and score.weight - score.score == points:
            return score
    return None


def _lists(folded: str) -> Iterator[tuple[int, int]]:
    """扣分的主要原因是：1.…；2.…。 up to the full stop that ends the list."""
    for found in _LIST.finditer(folded):
        line_end = folded.find("\n", found.end())
        stop = folded.find("。", found.end())
        ends = [e for e in (line_end, stop) if e >= 0]
        yield found.end(), min(ends) if ends else len(folded)


def _named(folded: str, start: int, admits: Callable[[str], bool]) -> Iterator[Loss]:
    """扣分项是预算执行率、群众满意度: names; 失分点为备案不及时、满意度偏低: reasons."""
    end = _NAMES_END.search(folded, start)
    stop = end.start() if end is not None else len(folded)
    if _LOST.search(folded, start, stop) or _ITEM.match(folded, start):
        return
    at = start
    for part in _BETWEEN.split(folded[start:stop]):
        at = folded.index(part, at)
        words = part.strip(" “”")
        if LEAST_NAMED <= len(words) <= LONGEST_NAMED:
            told = ("", words) if admits(words) else (words, "")
            yield Loss(at, at + len(part), told[0], None, None, None, told[1], "")
        at += len(part)


def _items(folded: str, start: int, end: int) -> Iterator[Loss]:
    text = folded[start:end]
    marks = [*_ITEM.finditer(text)]
    if not marks:
        return
    for index, mark in enumerate(marks):
        last = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        stated, measure = split_measure(text[mark.end() : last].strip(" ;。,\n"))
        if stated:
            at = start + mark.end()
            stated = stated.rstrip("。")
            yield Loss(at, at + len(stated), "", None, None, None, stated, measure)
