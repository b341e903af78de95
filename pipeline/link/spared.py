"""Goals missed at full marks that the text explains: 晚了3天挂网,系网站改版所致,未予扣分."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ..extract.score_prose import ProseScore
from ..segment.spans import Cover
from .context import Text
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
    marks: one of a form that the sentence names, else the score told before in the paragraph."""
    told: set[str] = set()
    for found in reasons.spares(text.folded):
        at = found.start()
        start = text.sentences.around(at).start
        before = text.folded[start:at].rpartition(",")[0]
        if at in closed or words.is_rule(before) or not reasons.says_cause(before):
            continue
        owner = _of_form(forms, before) or _score_before(text, scores, at)
        reason = reasons.why_in(before, False)
        if owner is not None and owner.indicator not in told and len(reason) >= LEAST:
            told.add(owner.indicator)
            yield Loss(start, at, owner.indicator, owner.weight, owner.score, None, reason, "")


def _of_form(forms: Sequence[Scored], words: str) -> Scored | None:
    """The indicator with full marks that the words name, the longest of several."""
    full = [f for f in forms if f.weight == f.score and len(f.indicator) >= LEAST_NAME]
    named = [f for f in full if _KIND.sub("", f.indicator) in words]
    return max(named, key=lambda f: len(f.indicator), default=None)


def _score_before(text: Text, scores: Sequence[ProseScore], at: int) -> Scored | None:
    """The last score of the paragraph before a place, if it has full marks."""
    last = bisect_left(scores, at, key=lambda s: s.start) - 1
    if last < 0 or scores[last].start < text.paragraphs.around(at).start:
        return None
    score = scores[last]
    if score.weight is None or score.weight != score.score:
        return None
    return Scored(score.name, score.weight, score.score, score.parent)
