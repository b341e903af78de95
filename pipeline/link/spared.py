"""Goals missed at full marks that the text explains: 晚了3天挂网,系网站改版所致,未予扣分."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ..extract.score_prose import ProseScore
from ..segment.spans import Cover
from .context import Text
from .list_leads import most_alike
from .loss_marks import LossWords
from .losses import Loss
from .reasons import Reasons
from .scored import Scored

LEAST = 4
LEAST_NAME = 3
_KIND = re.compile("指标$")


def spared_losses(
    text: Text,
    closed: Cover,
    scores: Sequence[ProseScore],
    forms: Sequence[Scored],
    words: LossWords,
    reasons: Reasons,
) -> Iterator[Loss]:
    """A row for each 不扣分 outside the tables with a reason before it, of an indicator with full
    marks: one of a form that the sentence names, else the score told before in the paragraph, else
    one of a form that the paragraph names."""
    told: set[str] = set()
    for found in reasons.spares(text.folded):
        at = found.start()
        start = text.sentences.around(at).start
        score = _score_before(text, scores, at)
        begin = max(start, score.end) if score is not None else start
        before = text.folded[begin:at].rpartition(",")[0].lstrip(" ,;:。")
        if at in closed or words.is_rule(before) or not reasons.says_cause(before):
            continue
        opening = text.paragraphs.around(at).start
        owner = (
            _of_form(forms, text.folded[start:at])
            or _full(score)
            or _of_form(forms, text.folded[opening:at])
            or most_alike([f for f in forms if f.weight == f.score], before)
        )
        reason = reasons.why_in(before, False)
        if owner is not None and owner.indicator not in told and len(reason) >= LEAST:
            told.add(owner.indicator)
            yield Loss(start, at, owner.indicator, owner.weight, owner.score, None, reason, "")


def _of_form(forms: Sequence[Scored], words: str) -> Scored | None:
    """The indicator with full marks that the words name, the longest of several."""
    full = [f for f in forms if f.weight == f.score and len(f.indicator) >= LEAST_NAME]
    named = [f for f in full if _KIND.sub("", f.indicator) in words]
    return max(named, key=lambda f: len(f.indicator), default=None)


def _score_before(text: Text, scores: Sequence[ProseScore], at: int) -> ProseScore | None:
    """The last score of the paragraph before a place."""
    last = bisect_left(scores, at, key=lambda s: s.start) - 1
    inside = last >= 0 and scores[last].start >= text.paragraphs.around(at).start
    return scores[last] if inside else None


def _full(score: ProseScore | None) -> Scored | None:
    """The indicator of a score, if it has full marks."""
    if score is None or score.weight is None or score.weight != score.score:
        return None
    return Scored(score.name, score.weight, score.score, score.parent)
