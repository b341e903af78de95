"""Points lost with their reasons: rows of forms, lists of reasons, and 扣2分 in running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..extract.score_forms import FormRow
from ..extract.score_prose import ProseScore
from ..segment.sections import Tree
from ..segment.spans import Parts

_LOST = re.compile(r"扣(?:减|除|掉)?(?:了)?[ :为]?(\d{1,2}(?:\.\d{1,3})?)[ ]?分")
_LIST = re.compile(r"(?:扣分|失分|丢分|减分)(?:的)?(?:主要)?(?:原因|情况)[^:。]{0,8}[:是为有]+")
_ITEM = re.compile(
    r"(?:(?<=[;。:,])|^)[ ]*(?:\d{1,2}[.、](?!\d)|[(]\d{1,2}[)]|[一二三四五六七八九]是)[ ]*"
)
_RULE = re.compile(r"每[^,。;]{0,16}扣|扣完|扣\d+(?:\.\d+)?分[,;]?(?:扣|最)|的[,，]?扣|否则|不得分")
_POINTS_ONLY = re.compile(r"^[\s,;:()该项指标本此处因]*$")
_LEAD = re.compile(r"^(?:原因(?:是|为|在于)?|主要(?:原因)?是?|由于|因为?|其中|是由于|系)[:，,]?")
_COMMON_WORDS = frozenset({"管理", "情况", "指标", "工作", "完成", "执行", "部门", "整体", "绩效"})
LONGEST_REASON = 160


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss of points with its reason; ``points`` is None where several reasons share it."""

    start: int
    end: int
    indicator: str
    weight: Decimal | None
    score: Decimal | None
    points: Decimal | None
    reason: str
    measure: str


def form_losses(rows: Sequence[FormRow]) -> Iterator[Loss]:
    """Rows of the most detailed level whose score is below the weight."""
    for row in rows:
        if row.level == 0 or row.score is None or row.weight is None or row.score >= row.weight:
            continue
        yield Loss(
            row.start, row.end, row.indicator, row.weight, row.score, row.weight - row.score,
            row.reason, row.measure,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scored:
    """An indicator with its weight and score, to which a bare reason may belong."""

    indicator: str
    weight: Decimal
    score: Decimal


def scored(rows: Sequence[FormRow] | Sequence[ProseScore]) -> list[Scored]:
    """The indicators that lost points."""
    return [
        Scored(r.name if isinstance(r, ProseScore) else r.indicator, r.weight, r.score)
        for r in rows
        if r.score is not None and r.weight is not None and r.score < r.weight and r.level
    ]


def assigned(losses: Sequence[Loss], lost: Sequence[Scored]) -> list[Loss]:
    """Reasons of a list go to the indicator they speak of; shared losses have no points."""
    homes = [_home(loss, lost) for loss in losses]
    counts = Counter(home.indicator for home in homes if home is not None)
    return [
        loss
        if home is None
        else replace(
            loss,
            indicator=home.indicator,
            weight=home.weight,
            score=home.score,
            points=home.weight - home.score if counts[home.indicator] == 1 else None,
        )
        for loss, home in zip(losses, homes, strict=True)
    ]


def _home(loss: Loss, lost: Sequence[Scored]) -> Scored | None:
    """The indicator with the longest word in common with a reason that names none."""
    if loss.indicator or loss.points is not None:
        return None
    best: tuple[int, Scored] | None = None
    for candidate in lost:
        length = _common(candidate.indicator, loss.reason)
        if length >= 2 and (best is None or length > best[0]):
            best = (length, candidate)
    return best[1] if best else None


def _common(indicator: str, reason: str) -> int:
    """The length of the longest telling part of the indicator that stands in the reason."""
    for length in range(len(indicator), 1, -1):
        for start in range(len(indicator) - length + 1):
            part = indicator[start : start + length]
            if part not in _COMMON_WORDS and part in reason:
                return length
    return 0


def prose_losses(
    folded: str,
    sentences: Parts,
    tree: Tree,
    closed: Sequence[tuple[int, int]],
    scores: Sequence[ProseScore] = (),
) -> Iterator[Loss]:
    """Lists of reasons, and sentences that say 扣N分 and why."""
    lists = list(_lists(folded))
    for start, end in lists:
        yield from _items(folded, start, end)
    taken = [*closed, *lists]
    for found in _LOST.finditer(folded):
        sentence = sentences.around(found.start())
        text = folded[sentence.start : sentence.end]
        if any(a <= found.start() < b for a, b in taken) or _RULE.search(text):
            continue
        reason = _reason(folded, sentence.start, found.start(), found.end(), sentence.end)
        if not reason:
            before = sentences.around(max(0, sentence.start - 2))
            reason = _LEAD.sub("", folded[before.start : before.end].strip())[-LONGEST_REASON:]
        node = tree.at(found.start())
        points = Decimal(found.group(1))
        own = _own_score(folded, scores, found.start(), points)
        yield Loss(
            sentence.start,
            sentence.end,
            own.name if own is not None else node.heading if node is not None else "",
            own.weight if own is not None else None,
            own.score if own is not None else None,
            points,
            reason,
            "",
        )


def _own_score(
    folded: str, scores: Sequence[ProseScore], at: int, points: Decimal
) -> ProseScore | None:
    """The score stated before in the same paragraph that lost just these points."""
    for score in reversed(scores):
        if score.start >= at or "\n" in folded[score.end : at]:
            continue
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


def _items(folded: str, start: int, end: int) -> Iterator[Loss]:
    text = folded[start:end]
    marks = [*_ITEM.finditer(text)]
    if not marks:
        return
    for index, mark in enumerate(marks):
        last = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        reason = text[mark.end() : last].strip(" ;。,")
        if reason:
            at = start + mark.end()
            yield Loss(at, at + len(reason), "", None, None, None, reason, "")


def _reason(folded: str, start: int, lost: int, after: int, end: int) -> str:
    """The words before 扣N分 in the sentence, else those behind it."""
    before = folded[start:lost].strip(" ,;:(（")
    clauses = [c for c in re.split(r"[;]", before) if c.strip()]
    own = _LEAD.sub("", clauses[-1].strip()) if clauses else ""
    if _POINTS_ONLY.match(own) or len(own) < 4:
        own = _LEAD.sub("", folded[after:end].strip(" ,;:。)"))
    return "" if _POINTS_ONLY.match(own) else own[-LONGEST_REASON:].strip(" ,")
