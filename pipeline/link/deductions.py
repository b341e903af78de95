"""Points lost with their reasons: rows of forms, lists of reasons, and 扣2分 in running text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..extract.remedy_in import split_measure
from ..extract.score_prose import ProseScore
from ..extract.score_row import FormRow, balanced
from ..model.canonical import Cell
from ..segment.spans import Cover
from .context import Text
from .reasons import (
    LONGEST_REASON,
    measured_in,
    name_in,
    named_only,
    opened,
    reason_of,
    scored_only,
    tells_why,
    told_behind,
)
from .shared_losses import BETWEEN, LEAST_NAME, LONGEST_NAME, numbered, parted, sharers

_TAKEN = (
    r"(?:(?:扣(?:减|除|掉|去)?|失|丢|减|少得)分?(?:了|值)?[ :为]?"
    r"|(?<=[(,:])[ ]?-)"
)
_LOST = re.compile(rf"{_TAKEN}(\d{{1,2}}(?:\.\d{{1,3}})?)[ ]?分")
# 自评共失9.4分 tells the whole, whose parts are told elsewhere.
_WHOLE = re.compile(
    r"(?:本次|此次|本年度?|年度|自评|评价|评分)*(?:(?:共|总|合|累)+计?|(?<=自评|评价))"
)
_LIST = re.compile(r"(?:扣分|失分|丢分|减分)(?:的)?(?:主要)?(?:原因|情况)[^:。]{0,8}[:是为有]+")
_NAMED = re.compile(
    r"(?:扣分|失分|丢分|减分)(?:项目?|点|指标)(?:主要|分别)?(?:[为是有:]|包括|集中在|如下:)+"
)
_ITEM = re.compile(
    r"(?:(?<=[;。:,\n])|^)[ ]*(?:\d{1,2}[.、](?!\d)|[(]\d{1,2}[)]|[①-⑳]|[一二三四五六七八九]是)[ ]*"
)
_RULE = re.compile(
    r"每[^,。;]{0,16}[扣减]|(?:以[内上下]|\d[日天])扣|扣完|扣\d+(?:\.\d+)?分[,;]?(?:扣|最)|的[,，]?[扣减]|的,[^。;]{0,24}扣|否则|不得分"
)
_THIS_ITEM = re.compile(r"[\s,;:()该此本每项指标处因]*")
_MARK = re.compile(rf"[①-⑳]|[一二三四五六七八九]是|{_TAKEN}\d[\d.]*[ ]?分[,]?")
_LABEL = re.compile(
    r"[ ]*(?:\d{1,2}[.、]|[(]\d{1,2}[)]|[①-⑳]"
    r"|[一二三四五六七八九十]{1,3}[、.]|[(][一二三四五六七八九十]{1,3}[)])[ ]*"
    r"([^。,;:()\d]{2,20})[。:(]"
)
# Heads that name a class of indicators or a part of the report, but no indicator that loses points.
_BROAD = re.compile(
    r"指标$|指标[(]|结论|原因|未完成|未实现|未达|问题|完成情况|自评|扣分|失分|偏差|评价|总体|项目支出$"
)
# 预算编制扣1分(追加较多)、合同管理扣2分: what stands in brackets is the reason of the loss before.
_OTHERS_REASON = re.compile(r"^\([^()]*\)[、,;]?[ ]*")
_ASIDE = re.compile(r"\((?!满分|分值|权重)([^()]{4,})\)")
# 扣1.5分的是完成率,… names the indicator behind the points.
_NAMED_BEHIND = re.compile(
    r"的(?:指标|项目)?(?:主要)?(?:是|为|有)[:“]?(?P<name>[^,。;:()\d”]{3,24})[”]?(?=[,;:(])"
)
# 资产盘点一项不得分,原因是…: all of its points went, for a reason that the words give.
_UNSCORED = re.compile(
    r"(?:(?<=[。;,:\n])|^)[ ]*(?:其中)?[“]?(?P<name>[\u4e00-\u9fff]{3,20}?)[”]?"
    r"(?:[这一该此本]?项|指标|得分项)*(?:未能?|没有?|不|不予)得分[,。;:(]*"
    r"(?=(?:主要|扣分|其)?(?:的)?(?:原因|理由)|主要是|系|是?由于|是?因(?!此|素))"
)
_NAMES_END = re.compile("[。,\n]")
_SENTENCE_HEAD = re.compile(r"[,。;\d]")


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss of points with its reason; ``points`` is None where several reasons share it.

    ``shared`` has the points of all of them, in the first alone. ``group`` names the first level
    above the indicator, 产出指标, where a form tells it.
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
    shared: Decimal | None = None

    def for_each(self, reasons: Sequence[str]) -> Iterator[Loss]:
        """The loss, or one for each of several reasons that share it."""
        if len(reasons) == 1:
            yield replace(self, reason=reasons[0])
            return
        for index, reason in enumerate(reasons):
            yield replace(self, reason=reason, points=None, shared=None if index else self.points)


def form_losses(
    rows: Sequence[FormRow], missed: Container[int], admits: Callable[[str], bool]
) -> Iterator[Loss]:
    """Rows of the most detailed level whose score is below the weight; no summary of levels.

    A row with full marks counts where the form itself says that points should go: with 扣N分 in
    its reason, or with a reason for a goal that was ``missed`` (the starts of such rows).
    """
    groups = {name for row in rows for name in row.names[:2] if name != row.indicator}
    for row in rows:
        if row.level == 0 or row.score is None or row.weight is None or not row.counted:
            continue
        if row.score < row.weight and (row.reason or row.indicator not in groups):
            yield from _shares(row, row.weight - row.score, admits)
        elif row.score == row.weight and row.reason:
            yield from _at_full_marks(row, row.start in missed)


def _at_full_marks(row: FormRow, missed: bool) -> Iterator[Loss]:
    """未达到目标值，扣0.3分 beside full marks; a reason alone tells no points."""
    if _RULE.search(row.reason):
        return
    told = [*_LOST.finditer(row.reason)]
    if told:
        yield from _with_points(row, told, row.score)
    elif missed:
        yield _of_row(row, None)


def _shares(row: FormRow, lost: Decimal, admits: Callable[[str], bool]) -> Iterator[Loss]:
    """The loss of a row, or one for each reason that says how many of its points it cost."""
    told = [*_LOST.finditer(row.reason)]
    if len(told) > 1 and sum(Decimal(m.group(1)) for m in told) == lost:
        yield from _with_points(row, told, None)
    else:
        yield from _of_row(row, lost).for_each(numbered(row.reason, admits))


def _with_points(
    row: FormRow, told: Sequence[re.Match[str]], score: Decimal | None
) -> Iterator[Loss]:
    """A loss for each 扣N分 of a reason, with the words before it."""
    begins = [0, *(m.end() for m in told)]
    for begin, mark in zip(begins, told, strict=False):
        words = row.reason[begin : mark.start()].strip(" ,，;；。、")
        reason = opened(words or row.reason[mark.end() :].strip(" ,，;；。、")).strip()
        yield replace(_of_row(row, Decimal(mark.group(1))), score=score, reason=reason)


def _of_row(row: FormRow, lost: Decimal | None) -> Loss:
    return Loss(
        row.start, row.end, row.indicator, row.weight, row.score, lost,
        row.reason, row.measure, row.names[0],
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
            yield from _losses(text, scores, found, admits)
    for unscored in _UNSCORED.finditer(text.folded):
        if unscored.start("name") not in taken:
            explained = True
            yield _unscored(text, unscored)
    # Names alone only introduce what the report explains elsewhere.
    for named in () if explained else _NAMED.finditer(text.folded):
        if named.start() not in taken:
            yield from _named(text.folded, named.end(), admits)


def _losses(
    text: Text, scores: Sequence[ProseScore], found: re.Match[str], admits: Callable[[str], bool]
) -> Iterator[Loss]:
    """What 扣N分 tells: a loss, or one for each indicator or each reason that shares it."""
    start, before = _before(text, found.start())
    points = Decimal(found.group(1))
    if _WHOLE.fullmatch(before):
        return
    told = sharers(before, _named_before(text, start))
    if told is not None:
        reason = reason_of(told.rest, _behind(text, found.end()), admits)
        base = Loss(start, found.end(), "", None, None, points if told.each else None, reason, "")
        for index, name in enumerate(told.names):
            shared = None if told.each or index else points
            yield replace(base, indicator=name, shared=shared)
        return
    loss = _loss(text, scores, found, admits)
    stated = tells_why(loss.reason, _behind(text, found.end()))
    reasons = parted(loss.reason, admits) if stated else [loss.reason]
    for one in loss.for_each(reasons):
        at = text.folded.find(one.reason, start) if len(reasons) > 1 else -1
        yield replace(one, start=at, end=at + len(one.reason)) if at >= 0 else one


def _named_before(text: Text, at: int) -> list[str]:
    """The indicators that the paragraph lists last before a place: 扣分项是A、B、C."""
    paragraph = text.paragraphs.around(at)
    listed = [*_NAMED.finditer(text.folded, paragraph.start, at)]
    if not listed:
        return []
    end = _NAMES_END.search(text.folded, listed[-1].end(), at)
    names = text.folded[listed[-1].end() : end.start() if end is not None else at]
    return [_plain(name) for name in BETWEEN.split(names)]


def _plain(name: str) -> str:
    return balanced(name.strip(" “”"))


def _loss(
    text: Text, scores: Sequence[ProseScore], found: re.Match[str], admits: Callable[[str], bool]
) -> Loss:
    start, before = _before(text, found.start())
    points = Decimal(found.group(1))
    own = _own_score(text.folded, scores, found.start(), points)
    if own is not None and own.name.endswith("指标") and measured_in(before):
        own = None
    behind = _NAMED_BEHIND.match(text.folded, found.end())
    if behind is not None:
        told = told_behind(_line_behind(text, behind.end()))
        return Loss(start, found.end(), behind.group("name"), None, None, points, told, "")
    named = named_only(before)
    if own is not None and named and named not in own.name and own.name not in named:
        own = None
    name = own.name if own is not None else named or _indicator(text, found.start(), before)
    if named or (own is not None and scored_only(before)):
        reason = told_behind(_line_behind(text, found.end()))
    else:
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
    words = _OTHERS_REASON.sub("", text.folded[start:lost])
    words = opened(words).strip(" ,:(")
    if _THIS_ITEM.fullmatch(words) and sentence.start:
        earlier = text.sentences.around(max(0, sentence.start - 2))
        words = text.folded[earlier.start : earlier.end].strip(" 。;")[-LONGEST_REASON:]
    return start, words


def _line_behind(text: Text, lost: int) -> str:
    """The words behind an indicator and its loss: the line where 指标（丢1分）。 is its head."""
    bracketed = text.folded.startswith(")", lost)
    end = text.paragraphs.around(lost).end if bracketed else text.sentences.around(lost - 1).end
    aside = _ASIDE.match(text.folded, lost, end)
    if aside is not None:
        return aside.group(1)
    following = _MARK.search(text.folded, lost, end)
    words = text.folded[lost : following.start() if following is not None else end]
    told = words if words.strip(" ,。;:)") else _behind(text, lost)
    return told if tells_why("", told) else words


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
    for part in BETWEEN.split(folded[start:stop]):
        at = folded.index(part, at)
        words = _plain(part)
        if LEAST_NAME <= len(words) <= LONGEST_NAME:
            told = ("", words) if admits(words) else (words, "")
            yield Loss(at, at + len(part), told[0], None, None, None, told[1], "")
        at += len(part)


def _unscored(text: Text, found: re.Match[str]) -> Loss:
    """An indicator that got no points, with the reason behind; nothing says how many it had."""
    start, end = found.start("name"), found.end()
    stop = text.sentences.around(end).end
    reason = told_behind(text.folded[end:stop])
    return Loss(start, stop, found.group("name"), None, None, None, reason, "")


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
