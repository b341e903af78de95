"""Points lost in running text: sentences that say 扣2分, or that name what lost points."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

import regex

from ..extract.score_prose import ProseScore
from ..extract.score_row import balanced
from ..segment.spans import Cover
from .context import Text
from .listed_losses import ITEM, items_in, lists_in
from .losses import LOST, RULE, TAKEN, Loss
from .reasons import LONGEST_REASON, Reasons
from .score_reasons import opens, words_behind
from .scored import Scored
from .shared_losses import BETWEEN, LEAST_NAME, LONGEST_NAME, listed, parted, sharers

# 自评共失9.4分 tells the whole, whose parts are told elsewhere.
_WHOLE = re.compile(
    r"(?:本次|此次|本年度?|年度|本?项目|本?部门|本?单位|整体|自评|评价|评分|综合|最终)*"
    r"(?:(?:总?得分?[为:]?\d{2,3}(?:\.\d+)?分,)?(?:共|总|合|累)+计?|(?<=自评|评价))"
)
_NAMED = re.compile(
    r"(?:扣分|失分|丢分|减分)(?:项目?|点|指标)(?:主要|分别)?(?:[为是有:]|包括|集中在|如下:)+"
)
_THIS_ITEM = re.compile(r"[\s,;:()该此本每项指标处因]*")
_MARK = re.compile(rf"[①-⑳]|[一二三四五六七八九]是|{TAKEN}\d[\d.]*[ ]?分[,]?")
_LABEL = re.compile(
    r"[ ]*(?:\d{1,2}[.、]|[(]\d{1,2}[)]|[①-⑳]"
    r"|[一二三四五六七八九十]{1,3}[、.]|[(][一二三四五六七八九十]{1,3}[)])[ ]*"
    r"([^。,;:()\d]{2,20})[。:(]"
)
# Heads that name a class of indicators or a part of the report, but no indicator that loses points.
_BROAD = re.compile(
    r"指标$|指标[(]|结论|原因|未完成|未实现|未达|问题|完成情况|自评|扣分|失分|偏差|评价|总体|项目支出$"
)
_CLASS = re.compile(r"[\u4e00-\u9fff]{2,4}类?指标")
# 预算编制扣1分(追加较多)、合同管理扣2分: what stands in brackets is the reason of the loss before.
_OTHERS_REASON = re.compile(r"^\([^()]*\)[、,;]?[ ]*")
_ASIDE = re.compile(r"\((?!满分|分值|权重)([^()]{4,})\)")
# 扣1.5分的是完成率,… names the indicator behind the points.
_NAMED_BEHIND = re.compile(
    r"的(?:指标|项目)?(?:主要)?(?:是|为|有)[:“]?(?P<name>[^,。;:()\d”]{3,24})[”]?(?=[,;:(])"
)
_NO_POINTS = ("未得分", "未能得分", "没得分", "没有得分", "不得分", "不予得分")
# 资产盘点一项不得分,原因是…: all of its points went, for a reason that the words give.
_UNSCORED = re.compile(
    r"(?:(?<=[。;,:\n])|^)[ ]*(?:其中)?[“]?(?P<name>[\u4e00-\u9fff]{3,20}?)[”]?"
    r"(?:[这一该此本]?项|指标|得分项)*(?:[(]?(?:满分|分值|权重)?(?P<weight>\d{1,2}(?:\.\d)?)分[),]?)?"
    rf"(?:{'|'.join(_NO_POINTS)})[,。;:(]*"
    r"(?=(?:主要|扣分|其)?(?:的)?(?:原因|理由)|主要是|系|是?由于|是?因(?!此|素)|(?(weight)[^。;\n]{4}|(?!)))"
)
_LEAST_TOLD = 9
_NAMES_END = re.compile("[。,\n]")
_SENTENCE_HEAD = re.compile(r"[,。;\d]")


def prose_losses(
    text: Text,
    closed: Sequence[tuple[int, int]],
    scores: Sequence[ProseScore],
    known: Sequence[Scored],
    reasons: Reasons,
) -> Iterator[Loss]:
    """Lists of reasons, and sentences that say 扣N分 and why; ``closed`` are the tables.

    ``scores`` must be in text order; ``known`` are the indicators of the forms.
    """
    folded = text.folded
    lists = [(a, b) for a, b in lists_in(folded) if not LOST.search(folded, a, b)]
    for start, end in lists:
        yield from items_in(folded, start, end)
    taken = Cover([*closed, *lists])
    told = _Told(text, scores, known, reasons)
    explained = bool(lists)
    for found in LOST.finditer(folded):
        sentence = text.sentences.around(found.start())
        if found.start() in taken:
            continue
        if not RULE.search(folded, sentence.start, sentence.end):
            explained = True
            yield from told.losses(found)
    # Most reports have none of these words, and the expression is tried at every clause.
    some = any(words in folded for words in _NO_POINTS)
    for unscored in _UNSCORED.finditer(folded) if some else ():
        if unscored.start("name") not in taken:
            explained = True
            yield told.unscored(unscored)
    for spared in reasons.spares(folded):
        if spared.start() not in taken:
            yield from told.spared(spared.start())
    # Names alone only introduce what the report explains elsewhere.
    for named in () if explained else _NAMED.finditer(folded):
        if named.start() not in taken:
            yield from told.named(named.end())


class _Told:
    """What the words of one text tell of its losses."""

    def __init__(
        self,
        text: Text,
        scores: Sequence[ProseScore],
        known: Sequence[Scored],
        reasons: Reasons,
    ) -> None:
        self._text = text
        self._folded = text.folded
        self._scores = scores
        self._forms = known
        self._reasons = reasons
        self._head = Loss(0, 0, "", None, None, None, "", "")

    def losses(self, found: regex.Match[str]) -> Iterator[Loss]:
        """What 扣N分 tells: a loss, or one for each indicator or each reason that shares it."""
        start, before = self._before(found.start())
        points = Decimal(found.group(1))
        if _WHOLE.fullmatch(before):
            return
        told = sharers(before, self._named_before(start))
        if told is not None:
            reason = self._reasons.reason_of(told.rest, self._behind(found.end()))
            base = Loss(
                start, found.end(), "", None, None, points if told.each else None, reason, ""
            )
            for index, name in enumerate(told.names):
                shared = None if told.each or index else points
                yield replace(base, indicator=name, shared=shared)
            return
        loss = self._loss(found)
        stated = self._reasons.tells_why(loss.reason, self._behind(found.end()))
        reasons = parted(loss.reason, self._reasons.admits) if stated else listed(loss.reason)
        for one in loss.for_each(reasons):
            at = self._folded.find(one.reason, start) if len(reasons) > 1 else -1
            yield replace(one, start=at, end=at + len(one.reason)) if at >= 0 else one

    def _named_before(self, at: int) -> list[str]:
        """The indicators that the paragraph lists last before a place: 扣分项是A、B、C."""
        paragraph = self._text.paragraphs.around(at)
        listed = [*_NAMED.finditer(self._folded, paragraph.start, at)]
        if not listed:
            return []
        end = _NAMES_END.search(self._folded, listed[-1].end(), at)
        names = self._folded[listed[-1].end() : end.start() if end is not None else at]
        return [_plain(name) for name in BETWEEN.split(names)]

    def _loss(self, found: regex.Match[str]) -> Loss:
        start, before = self._before(found.start())
        points = Decimal(found.group(1))
        own = self._own_score(found.start(), points)
        if own is not None and own.name.endswith("指标") and self._reasons.measured_in(before):
            own = None
        behind = _NAMED_BEHIND.match(self._folded, found.end())
        if behind is not None:
            told = self._reasons.told_behind(self._line_behind(behind.end()))
            return Loss(start, found.end(), behind.group("name"), None, None, points, told, "")
        named = self._reasons.named_only(before)
        if own is not None and named and named not in own.name and own.name not in named:
            # 半年支付率偏低又去掉0.8分 names no indicator, but a reason.
            named, own = ("", own) if self._reasons.admits(named) else (named, None)
        if (
            named
            and self._is_part(start)
            and (len(named) >= _LEAST_TOLD or self._reasons.admits(named))
        ):
            named = ""  # 其中意向公开晚于规定时间失0.4分 tells the reason of a part.
        known = None if named else self._known(found.start(), points)
        if known is not None:
            own = None
        by_name = bool(named) or (own is not None and self._reasons.scored_only(before))
        heads = bool(named) and opens(self._text, start)
        is_sum = heads and self._sums_up(found.end(), points)
        reason = "" if is_sum else self._reason(found, before, by_name, own)
        scored = known or own
        loss = Loss(
            start,
            found.end(),
            self._name(found.start(), before, named, own, known),
            scored.weight if scored is not None else None,
            scored.score if scored is not None else None,
            points,
            reason,
            "",
        )
        if reason == loss.indicator and not self._reasons.admits(reason):
            loss = replace(loss, reason="")
        if heads and not loss.reason:
            self._head = loss
        return loss

    def _sums_up(self, end: int, points: Decimal) -> bool:
        """Whether a loss is the head of items behind it in the paragraph, that make it up."""
        if not self._folded.startswith(("。", ":", "(", ",其中", ";其中"), end):
            return False
        items = LOST.finditer(self._folded, end, self._text.paragraphs.around(end).end)
        told = [*accumulate(Decimal(m.group(1)) for m in items)]
        return points in told[1:]

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
        if named or known is not None:
            return named or (known.indicator if known is not None else "")
        return self._head.indicator if self._is_part(at) else self._indicator(at, before)

    def _is_part(self, at: int) -> bool:
        """Whether the paragraph has begun with a head whose points are told in parts."""
        begun = self._text.paragraphs.around(at).start <= self._head.start < at
        return begun and bool(self._head.indicator)

    def _known(self, at: int, points: Decimal) -> Scored | None:
        """The indicator of a form that lost just these points and that the sentence names."""
        sentence = self._text.sentences.around(at)
        words = self._folded[sentence.start : at]
        named = [
            one
            for one in self._forms
            if one.weight - one.score == points
            and len(one.indicator) >= LEAST_NAME
            and one.indicator in words
        ]
        return named[0] if len(named) == 1 else None

    def _reason(
        self, found: regex.Match[str], before: str, by_name: bool, own: ProseScore | None
    ) -> str:
        """The reason before or behind 扣N分; behind, where only a name or figures stand before."""
        opening = opens(
            self._text, own.start if own is not None else self._before(found.start())[0]
        )
        if by_name:
            return self._reasons.told_behind(self._line_behind(found.end(), opening))
        reason = self._reasons.reason_of(before, self._behind(found.end()))
        measured = any(c.isdigit() for c in reason) and not self._reasons.tells(reason)
        if not measured or self._reasons.says_cause(before):
            return reason
        rest = self._folded[found.end() : self._text.sentences.around(found.start()).end]
        following = _MARK.search(rest)
        rest = rest[: following.start()] if following is not None else rest
        return (self._reasons.why_in(rest, True) if rest.startswith(",") else "") or reason

    def _before(self, lost: int) -> tuple[int, str]:
        """The words of the same loss before 扣, with their start; before 该项扣N分 if alone."""
        sentence = self._text.sentences.around(lost)
        marks = _MARK.finditer(self._folded, sentence.start, lost)
        start = max((m.end() for m in marks), default=sentence.start)
        words = _OTHERS_REASON.sub("", self._folded[start:lost])
        words = self._reasons.opened(words).strip(" ,:(")
        if _THIS_ITEM.fullmatch(words) and sentence.start:
            earlier = self._text.sentences.around(max(0, sentence.start - 2))
            words = self._folded[earlier.start : earlier.end].strip(" 。;")[-LONGEST_REASON:]
        return start, words

    def _line_behind(self, lost: int, opening: bool = False) -> str:
        """The words behind an indicator and its loss: the line if 指标（丢1分）。 is its head.

        ``opening`` says that the indicator opens its paragraph, which then speaks of it.
        """
        bracketed = self._folded.startswith(")", lost)
        end = (
            self._text.paragraphs.around(lost).end
            if bracketed
            else self._text.sentences.around(lost - 1).end
        )
        aside = _ASIDE.match(self._folded, lost, end)
        if aside is not None:
            return aside.group(1)
        following = _MARK.search(self._folded, lost, end)
        words = self._folded[lost : following.start() if following is not None else end]
        if words.strip(" ,。;:)"):
            return words
        rest = words_behind(self._text, lost, self._reasons)
        return rest if ITEM.match(rest.lstrip(" ,:;。")) else self._reasons.why_in(rest, opening)

    def _behind(self, lost: int) -> str:
        """The words behind 扣N分 up to the next loss, else the next sentence of the paragraph."""
        end = self._text.sentences.around(lost - 1).end
        following = _MARK.search(self._folded, lost, end)
        words = self._folded[lost : following.start() if following is not None else end]
        if words.strip(" ,。;)") or "\n" in words:
            return words
        told = self._text.sentences.around(end + 1)
        return self._folded[told.start : told.end] if told.start >= end else ""

    def _indicator(self, at: int, before: str) -> str:
        """The label of the line if it names an indicator, else what the words do, or the head."""
        line = self._folded.rfind("\n", 0, at) + 1
        label = _LABEL.match(self._folded, line)
        own = label.group(1).strip() if label is not None else ""
        if own and not _BROAD.search(own):
            return own
        node = self._text.tree.at(at)
        head = node.heading if node is not None else ""
        if head and not own and not _BROAD.search(head) and not _SENTENCE_HEAD.search(head):
            return head
        return self._reasons.name_in(before) or own or head

    def _own_score(self, at: int, points: Decimal) -> ProseScore | None:
        """The score stated before in the same paragraph that lost just these points.

        Else the last one, where all that is taken off behind it makes up what it lost.
        """
        paragraph = self._text.paragraphs.around(at)
        first = bisect_left(self._scores, paragraph.start, key=lambda s: s.end)
        last = bisect_left(self._scores, at, key=lambda s: s.start)
        for score in reversed(self._scores[first:last]):
            if score.weight is not None and score.weight - score.score == points:
                return score
        whole = self._scores[last - 1] if first < last else None
        if whole is None or whole.weight is None or _CLASS.fullmatch(whole.name):
            return None
        stop = self._scores[last].start if last < len(self._scores) else paragraph.end
        behind = LOST.finditer(self._folded, whole.end, min(stop, paragraph.end))
        total = sum((Decimal(m.group(1)) for m in behind), Decimal(0))
        return whole if whole.weight - whole.score == total else None

    def named(self, start: int) -> Iterator[Loss]:
        """扣分项是预算执行率、群众满意度: names; 失分点为备案不及时、满意度偏低: reasons."""
        end = _NAMES_END.search(self._folded, start)
        stop = end.start() if end is not None else len(self._folded)
        if LOST.search(self._folded, start, stop) or ITEM.match(self._folded, start):
            return
        at = start
        for part in BETWEEN.split(self._folded[start:stop]):
            at = self._folded.index(part, at)
            words = _plain(part)
            if LEAST_NAME <= len(words) <= LONGEST_NAME:
                told = ("", words) if self._reasons.admits(words) else (words, "")
                yield Loss(at, at + len(part), told[0], None, None, None, told[1], "")
            at += len(part)

    def spared(self, at: int) -> Iterator[Loss]:
        """Full marks of a form that the text explains: 平均用时3.4天，原因是系统停机，故不扣分."""
        paragraph = self._text.paragraphs.around(at)
        sentence = self._text.sentences.around(at)
        words = self._folded[sentence.start : at].rpartition(",")[0]
        own = bisect_left(self._scores, paragraph.start, key=lambda s: s.end)
        scored = own < len(self._scores) and self._scores[own].start < paragraph.end
        if scored or RULE.search(words) or not self._reasons.says_cause(words):
            return
        name = self._indicator(at, words)
        for one in self._forms:
            if one.weight == one.score and name and one.indicator in (name, f"{name}指标"):
                reason = self._reasons.why_in(words, False)
                yield Loss(sentence.start, at, name, one.weight, one.score, None, reason, "")

    def unscored(self, found: re.Match[str]) -> Loss:
        """An indicator that got no points, with the reason behind; nothing says how many it had."""
        start, end = found.start("name"), found.end()
        stop = self._text.sentences.around(end).end
        reason = self._reasons.told_behind(self._folded[end:stop])
        told = found.group("weight")
        weight = Decimal(told) if told else None
        score = Decimal(0) if told else None
        return Loss(start, stop, found.group("name"), weight, score, weight, reason, "")


def _plain(name: str) -> str:
    return balanced(name.strip(" “”"))
