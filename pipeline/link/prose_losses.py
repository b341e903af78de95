"""Points lost in running text: sentences that say 扣2分, or that name what lost points."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from ..extract.score_prose import ProseScore
from ..segment.spans import Cover
from .context import Text
from .listed_losses import ITEM, items_in, lists_in
from .loss_marks import LossWords, Mark, Marked
from .loss_owners import NAMES_END, Owners, plain
from .loss_surroundings import Surroundings
from .losses import Loss
from .reasons import Reasons
from .score_reasons import opens
from .scored import Scored, groups
from .shared_losses import (
    BETWEEN,
    LEAST_NAME,
    LONGEST_NAME,
    Sharers,
    in_order,
    listed,
    parted,
    sharers,
)
from .spared import spared_losses
from .told_once import OPENS
from .unscored import Unscored

# 自评共失9.4分 tells the whole, whose parts are told elsewhere.
_WHOLE = re.compile(
    r"(?:本次|此次|本年度?|年度|[本该]?项目|本?部门|本?单位|整体|自评|评价|评分|综合|最终|总分)*"
    r"(?P<points>(?:总?得?分|总?得|评分|自评分?)[为:]?\d{2,3}(?:\.\d+)?分,?)?"
)
_OWN_WHOLE = re.compile("(?:自评|评价)$")
# 扣1.5分的是完成率,… names the indicator behind the points.
_NAMED_BEHIND = re.compile(
    r"的(?:指标|项目)?(?:主要)?(?:是|为|有)[:“]?(?P<name>[^,。;:()\d”]{3,24})[”]?(?=[,;:(])"
)
# 绩效目标(满分6分)扣1分: the one number before is the weight.
_WEIGHT = re.compile(r"[^\d.得评计](?P<weight>\d{1,2}(?:\.\d+)?)分[)]?[ ,:]*$")
_LEAST_TOLD = 9
LONGEST_DEGREE = 4


def prose_losses(
    text: Text,
    closed: Sequence[tuple[int, int]],
    scores: Sequence[ProseScore],
    known: Sequence[Scored],
    words: LossWords,
    found: Unscored,
    reasons: Reasons,
) -> Iterator[Loss]:
    """Lists of reasons, and sentences that say 扣N分 and why; ``closed`` are the tables.

    ``scores`` must be in text order; ``known`` are the indicators of the forms.
    """
    folded = text.folded
    marks = [*words.find(folded)]
    every = Marked(marks)
    lists = [(a, b) for a, b in lists_in(folded) if not every.within(a, b)]
    for start, end in lists:
        yield from _of_score(text, scores, start, [*items_in(folded, start, end)])
    taken = Cover([*closed, *lists])
    own = Marked([m for m in marks if m.start not in taken and not _is_rule(text, m, words)])
    told = _Told(text, scores, known, own, reasons, words)
    explained = bool(lists)
    for mark in own:
        explained = True
        yield from told.losses(mark)
    for loss in found.find(text, reasons):
        if loss.start not in taken and not own.within(loss.start, loss.end):
            explained = True
            yield loss
    yield from spared_losses(text, taken, scores, known, words, reasons)
    # Names alone only introduce what the report explains elsewhere.
    for named in () if explained else reasons.lists_in(folded, 0, len(folded)):
        if named.start() not in taken:
            yield from told.named(named.end(), every)


def _of_score(
    text: Text, scores: Sequence[ProseScore], start: int, items: Sequence[Loss]
) -> Iterator[Loss]:
    """The items of a list; of the one score before it in its sentence: 得8.6分,失分的原因有…."""
    sentence = text.sentences.around(start).start
    first = bisect_left(scores, sentence, key=lambda s: s.start)
    told = scores[first : bisect_left(scores, start, key=lambda s: s.start)]
    owner = told[0] if len(told) == 1 and told[0].level else None
    if owner is None or owner.weight is None or owner.weight <= owner.score:
        yield from items
        return
    lost = owner.weight - owner.score
    for index, item in enumerate(items):
        yield replace(
            item,
            indicator=owner.name,
            weight=owner.weight,
            score=owner.score,
            points=lost if len(items) == 1 else None,
            shared=lost if len(items) > 1 and not index else None,
        )


def _is_rule(text: Text, mark: Mark, words: LossWords) -> bool:
    """Whether a mark tells how points would be lost, or stands in a paragraph of such rules."""
    paragraph = text.paragraphs.around(mark.start)
    sentence = text.sentences.around(mark.start)
    return words.is_rule(text.folded[sentence.start : sentence.end]) or words.opens_rules(
        text.folded[paragraph.start : mark.start]
    )


class _Told:
    """What the words of one text tell of its losses, by their marks in order."""

    def __init__(
        self,
        text: Text,
        scores: Sequence[ProseScore],
        known: Sequence[Scored],
        marks: Marked,
        reasons: Reasons,
        says: LossWords,
    ) -> None:
        self._text = text
        self._folded = text.folded
        self._scores = scores
        self._says = says
        self._forms = known
        self._marks = marks
        self._reasons = reasons
        self._words = Surroundings(text, marks, reasons)
        self._owners = Owners(text, marks, scores, known, reasons)
        self._groups = {(s.name, s.weight) for s in scores if s.start in groups(scores)}
        self._head = Loss(0, 0, "", None, None, None, "", "")

    def losses(self, mark: Mark) -> Iterator[Loss]:
        """What 扣N分 tells: a loss, or one for each indicator or each reason that shares it."""
        start, before = self._words.before(mark)
        # 共失3.69分 at the beginning of a part tells what its indicators lose one by one.
        if _is_whole(before, mark) or (mark.total and opens(self._text, mark.start)):
            return
        parts = self._says.parts_behind(self._folded, mark)
        if parts is not None:
            self._words.used_up_to(parts)
            name = self._reasons.named_only(before)
            self._head = Loss(start, mark.end, name, None, None, mark.lost, "", "")
            return
        shared = sharers(before, self._owners.listed_before(start), mark)
        if shared is not None:
            yield from self._shared(mark, start, shared)
            return
        loss = self._loss(mark)
        if not loss.reason and (loss.indicator, loss.weight) in self._groups:
            return
        stated = self._reasons.tells_why(loss.reason, self._words.behind(mark))
        reasons = parted(loss.reason, self._reasons.admits) if stated else [loss.reason]
        reasons = reasons if len(reasons) > 1 else listed(loss.reason)
        yield from loss.apart(self._folded, reasons)

    def _shared(self, mark: Mark, start: int, shared: Sharers) -> Iterator[Loss]:
        """A loss for each indicator: of as much, of its own of several points, or of a share."""
        names = shared.names
        behind = self._words.behind(mark)
        apart = in_order(behind, len(names))
        own = mark.points if len(mark.points) == len(names) else (mark.lost,) * len(names)
        reason = self._reasons.reason_of(shared.rest, behind)
        base = Loss(start, mark.end, "", None, None, None, reason, "")
        for index, name in enumerate(names):
            yield replace(
                base,
                indicator=name,
                points=own[index] if mark.each else None,
                shared=None if mark.each or index else mark.lost,
                reason=self._reasons.told_behind(apart[index]) if apart else reason,
            )

    def _loss(self, mark: Mark) -> Loss:
        start, before = self._words.before(mark)
        topic, before = self._reasons.topic_apart(before)
        behind = _NAMED_BEHIND.match(self._folded, mark.end)
        if behind is not None:
            rest = replace(mark, end=behind.end())
            told = self._reasons.told_behind(self._words.line_behind(rest))
            return Loss(start, mark.end, behind.group("name"), None, None, mark.lost, told, "")
        own = self._owners.score_before(mark)
        if own is not None and own.name.endswith("指标") and self._reasons.measured_in(before):
            own = None
        named, own = self._named(start, before, own)
        known = self._owners.of_form(mark, named or before)
        if known is not None:
            own = None
        by_name = bool(named) or (
            (own is not None or bool(topic)) and self._reasons.scored_only(before)
        )
        heads = bool(named) and opens(self._text, start)
        reason = (
            "" if heads and self._sums_up(mark) else self._reason(mark, before, by_name, own, known)
        )
        if by_name:
            self._words.use(mark)
        scored = known or own or self._owners.score_named(mark, named)
        weight, score = _points(scored, before, mark)
        name = self._name(mark.start, before, named or topic, own, known)
        loss = Loss(start, mark.end, name, weight, score, mark.lost, reason, "")
        if reason == loss.indicator and not self._reasons.admits(reason):
            loss = replace(loss, reason="")
        if heads and not loss.reason:
            self._head = loss
        return loss

    def _named(
        self, start: int, before: str, own: ProseScore | None
    ) -> tuple[str, ProseScore | None]:
        """The name that stands alone before 扣, and the score before, where it is the name's."""
        named = self._reasons.named_only(before)
        if own is not None and named and named not in own.name and own.name not in named:
            # 半年支付率偏低又去掉0.8分 names no indicator, but a reason.
            reason = self._reasons.admits(named) or not self._is_indicator(named)
            named, own = ("", own) if reason else (named, None)
        if named and self._is_part(start):
            # 其中意向公开晚于规定时间失0.4分 tells the reason of a part.
            told = len(named) >= _LEAST_TOLD or self._reasons.admits(named)
            named = "" if told and not self._reasons.is_name(named) else named
        if named and self._reasons.admits(named) and not self._reasons.is_name(named):
            named = ""
        return named, own

    def _is_indicator(self, name: str) -> bool:
        """Whether a name ends as those of indicators do, or the report scores one of this name."""
        return (
            self._reasons.is_name(name)
            or any(name in one.indicator for one in self._forms)
            or any(name == score.name for score in self._scores)
        )

    def _sums_up(self, mark: Mark) -> bool:
        """Whether a loss is the head of items behind it in the paragraph, that make it up."""
        if not OPENS.match(self._folded, mark.end):
            return False
        end = self._text.paragraphs.around(mark.end).end
        told = [(m.start, m.lost) for m in self._marks.within(mark.end, end)]
        first = bisect_left(self._scores, mark.end, key=lambda s: s.start)
        for score in self._scores[first:]:
            if score.start >= end:
                break
            if score.weight is not None and score.weight > score.score:
                told.append((score.start, score.weight - score.score))
        return mark.lost in [*accumulate(points for _, points in sorted(told))][1:]

    def _name(
        self,
        at: int,
        before: str,
        named: str,
        own: ProseScore | None,
        known: Scored | None,
    ) -> str:
        """Whose loss it is: of a score before it, of a row of a form, of the head of its line."""
        if own is not None:
            return own.name
        if known is not None:
            return known.indicator
        if named:
            return named
        apart, _ = self._reasons.name_apart(before)
        if apart:
            return apart
        return self._head.indicator if self._is_part(at) else self._owners.above(at, before)

    def _is_part(self, at: int) -> bool:
        """Whether the paragraph has begun with a head whose points are told in parts."""
        begun = self._text.paragraphs.around(at).start <= self._head.start < at
        return begun and bool(self._head.indicator)

    def _reason(
        self,
        mark: Mark,
        before: str,
        by_name: bool,
        own: ProseScore | None,
        known: Scored | None,
    ) -> str:
        """The reason before or behind 扣N分; behind, where only a name or figures stand before."""
        start = own.start if own is not None else self._words.before(mark)[0]
        if by_name:
            opening = opens(self._text, start)
            return self._reasons.told_behind(self._words.line_behind(mark, opening))
        _, apart = self._reasons.name_apart(before)
        reason = self._reasons.reason_of(apart or before, self._words.behind(mark))
        if self._reasons.says_cause(before):
            return reason
        measured = any(c.isdigit() for c in reason) and not self._reasons.tells(reason)
        bare = known is not None and _falls_short(reason, known.indicator)
        if not (measured or bare or self._reasons.only_result(reason)):
            return reason
        beside = self._words.beside(mark)
        if beside.startswith((",", "(")):
            return self._reasons.why_in(beside, True) or reason
        # 满意度89.4%,低于目标,扣1分。用户反映售后不及时。
        return self._reasons.why_in(self._words.later(mark), True) or reason

    def named(self, start: int, marks: Marked) -> Iterator[Loss]:
        """扣分项是预算执行率、群众满意度: names; 失分点为备案不及时、满意度偏低: reasons."""
        end = NAMES_END.search(self._folded, start)
        stop = end.start() if end is not None else len(self._folded)
        if marks.within(start, stop) or ITEM.match(self._folded, start):
            return
        at = start
        for part in BETWEEN.split(self._folded[start:stop]):
            at = self._folded.index(part, at)
            words = plain(part)
            if LEAST_NAME <= len(words) <= LONGEST_NAME:
                told = ("", words) if self._reasons.admits(words) else (words, "")
                yield Loss(at, at + len(part), told[0], None, None, None, told[1], "")
            at += len(part)


def _points(
    scored: Scored | ProseScore | None, before: str, mark: Mark
) -> tuple[Decimal | None, Decimal | None]:
    """Weight and score: of the indicator, else the weight before 扣 and what the loss leaves."""
    if scored is not None:
        return scored.weight, scored.score
    told = _WEIGHT.search(before)
    weight = Decimal(told["weight"]) if told is not None else None
    if weight is None or weight < mark.lost:
        return None, None
    return weight, weight - mark.lost


def _falls_short(reason: str, indicator: str) -> bool:
    """Whether a reason only says of the indicator that it fell short: 培训人数不足,扣0.4分."""
    return reason.startswith(indicator) and len(reason) <= len(indicator) + LONGEST_DEGREE


def _is_whole(before: str, mark: Mark) -> bool:
    """Whether the words speak of the whole report: 本次自评得93.5分,共扣6.5分."""
    found = _WHOLE.fullmatch(before)
    if found is None:
        return False
    return mark.total or bool(found["points"]) or _OWN_WHOLE.search(before) is not None
