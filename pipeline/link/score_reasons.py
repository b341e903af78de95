"""Why a score in running text is below its weight, where no 扣N分 stands beside it."""

from __future__ import annotations

import re

from ..extract.score_mentions import POINTS
from ..extract.score_prose import ProseScore
from .context import Text
from .reasons import Reasons

LEAST = 4
_INSIDE = re.compile(
    r"\d分?[)]?[,:]?(?P<told>[^,;。()]{4,60}),(?:其?自评|实际|实)?得分?[为:]?[\d.]+分$"
)
_OTHER = re.compile(r"[,(、]?(?:其中|得分率|占|等级|评价|等次|其余|排名|较上年|比上年|位列)")
_TURN = re.compile(r"^[ ,]*(?:但|不过|然而)[是:,]?")
_BECAUSE = re.compile(r"^[ ,:]*(?:主要|其)?(?:的?(?:原因|理由)|是?由于|是?因为?)")
_FIGURE = re.compile(r"\d(?:[%‰]|个百分点)|低于|超过|高于|未达|只有|仅")


def reason_beside(text: Text, score: ProseScore, reasons: Reasons) -> str:
    """The clauses between the weight and the score, or those behind the score; empty for none.

    预算调整率5分得2分，追加预算较多; 危桥改造数量（6分）完成率80%，得4.8分. What goes on with
    other points, or tells the rank of the score, is no reason.
    """
    inside = _INSIDE.search(text.folded[score.start : score.end])
    if inside is not None:
        return inside.group("told").strip()
    after = _behind(text, score.end)
    if _OTHER.match(after) or not after.startswith((",", ":", "(")):
        return ""
    reason = reasons.told_behind(_TURN.sub(",", after))
    tells = _BECAUSE.match(after) or reasons.admits(reason) or _FIGURE.search(reason)
    return reason if tells and len(reason) >= LEAST else ""


def in_spite_of(text: Text, score: ProseScore, reasons: Reasons) -> str:
    """What 但 says against full marks: 满分8分，实得8分，但抽样满意度未达到目标值."""
    after = _behind(text, score.end)
    return reason_beside(text, score, reasons) if _TURN.match(after) else ""


def _behind(text: Text, end: int) -> str:
    """The words behind a score up to the end of its sentence or the clause with the next points."""
    after = text.folded[end : text.sentences.around(end - 1).end].split(";")[0]
    following = POINTS.search(after)
    return after if following is None else after[: max(0, after.rfind(",", 0, following.start()))]
