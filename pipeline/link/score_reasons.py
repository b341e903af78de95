"""Why a score in running text is below its weight, where no 扣N分 stands beside it."""

from __future__ import annotations

import re

from ..extract.score_mentions import POINTS
from ..extract.score_prose import ProseScore
from .context import Text
from .reasons import Reasons
from .shared_losses import listed

LEAST = 4
_INSIDE = re.compile(
    r"\d分?[)]?[,:]?(?![\d.%])(?P<told>[^,;。()]{4,60}),(?:其?自评|实际|实)?得分?[为:]?[\d.]+分$"
)
_OTHER = re.compile(r"[,(、]?(?:其中|得分率|占|等级|评价|等次|其余|排名|较上年|比上年|位列)")
_TURN = re.compile(r"^[ ,]*(?:但|不过|然而)[是:,]?")
_BECAUSE = re.compile(r"^[ ,:]*(?:主要|其)?(?:的?(?:原因|理由)|是?由于|是?因为?)")
_PARTS = re.compile(r"[,。;:]")
_ITEMS = re.compile(r"(?:^|(?<=[,。;:]))(?:[一二三四五六七八九]是|[①-⑳])")
_LIST = re.compile(r"[ ,:]*(?:一是|①|[(]1[)]|1[.、](?!\d))")
_NUMBER = re.compile(
    r"[ ]*(?:\d{1,2}[.、]|[(]\d{1,2}[)]|[①-⑳]|[一二三四五六七八九十]{1,3}[、.]"
    r"|[(][一二三四五六七八九十]{1,3}[)]|[一二三四五六七八九]是)?[ ]*"
)
_FIGURE = re.compile(r"\d(?:[%‰]|个百分点)|低于|超过|高于|未达|只有|仅")


def reason_beside(text: Text, score: ProseScore, reasons: Reasons) -> str:
    """The clauses between the weight and the score, or those behind the score; empty for none.

    预算调整率5分得2分，追加预算较多; 危桥改造数量（6分）完成率80%，得4.8分. What goes on with
    other points, or tells the rank of the score, is no reason. Where the sentence tells none, the
    next ones of the paragraph count.
    """
    inside = _INSIDE.search(text.folded[score.start : score.end])
    told = inside.group("told").strip() if inside is not None else ""
    if told and not _only_measured(told, reasons):
        return told
    return _reason_behind(text, score, reasons) or told or _reason_before(text, score, reasons)


def _reason_before(text: Text, score: ProseScore, reasons: Reasons) -> str:
    """What tells a reason before the score: 分值8分。…因征地没有开工,完成率91.67%,得分7.33分."""
    words = text.folded[score.start : score.end].rpartition(",")[0]
    reason = reasons.why_in(words, True)
    return reason if reasons.tells(reason) and not _only_measured(reason, reasons) else ""


def _reason_behind(text: Text, score: ProseScore, reasons: Reasons) -> str:
    """The clauses behind a score, or the next sentences of its paragraph."""
    after = _behind(text, score.end, reasons)
    reason = ""
    if not _OTHER.match(after) and after.startswith((",", ":", "(")):
        reason = reasons.told_behind(_TURN.sub(",", after))
    told = _BECAUSE.match(after) or len(listed(reason)) > 1
    tells = told or reasons.admits(reason) or _FIGURE.search(reason) or not reasons.praises(reason)
    if tells and len(reason) >= LEAST and (told or not _only_measured(reason, reasons)):
        return reason
    later = reasons.why_in(words_behind(text, score.end, reasons), opens(text, score.start))
    return later if len(later) >= LEAST else (reason if tells and len(reason) >= LEAST else "")


def in_spite_of(text: Text, score: ProseScore, reasons: Reasons) -> str:
    """What speaks against full marks: 满分8分，实得8分，但抽样满意度未达到目标值.

    So do words behind that tell a cause for what was missed: 超出的120元是应老人要求…，故未扣分.
    """
    after = _behind(text, score.end, reasons)
    if _TURN.match(after):
        return reason_beside(text, score, reasons)
    words = words_behind(text, score.end, reasons)
    if not (reasons.says_missed(words) and reasons.says_cause(words)):
        return ""
    return reasons.why_in(words, False)


def words_behind(text: Text, end: int, reasons: Reasons) -> str:
    """The words of the paragraph behind points up to the clause or item with the next points."""
    after = reasons.unpointed(text.folded[end : text.paragraphs.around(end - 1).end])
    following = POINTS.search(after)
    if following is None:
        return after
    # 一是年初漏编,扣1分;二是照抄上年,扣0.5分: such an item tells its own loss.
    items = [m.start() for m in _ITEMS.finditer(after, 0, following.start())]
    cut = items or [m.start() for m in _PARTS.finditer(after, 0, following.start())]
    return after[: cut[-1]] if cut else ""


def opens(text: Text, at: int) -> bool:
    """Whether a place is the beginning of its paragraph, but for a list number."""
    before = text.folded[text.paragraphs.around(at).start : at]
    return _NUMBER.fullmatch(before) is not None


def _only_measured(reason: str, reasons: Reasons) -> bool:
    """Whether a reason only tells figures: the next sentence may tell what brought them."""
    return any(c.isdigit() for c in reason) and not reasons.admits(reason)


def _behind(text: Text, end: int, reasons: Reasons) -> str:
    """The words behind a score up to the end of its sentence or the clause with the next points."""
    after = text.folded[end : text.sentences.around(end - 1).end].split(";")[0]
    if _LIST.match(after):
        after = text.folded[end : text.paragraphs.around(end - 1).end].split("。")[0]
    if after.startswith("("):  # 得4.5分(满分5分),知名度不高
        after = f",{reasons.unpointed(after)}"
    following = POINTS.search(after)
    return after if following is None else after[: max(0, after.rfind(",", 0, following.start()))]
