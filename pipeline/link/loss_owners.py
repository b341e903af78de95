"""Whose a loss is: of a score before it, of a row of a form, of the label or head above it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal

from ..extract.item_labels import label_at
from ..extract.score_prose import ProseScore
from ..extract.score_row import balanced
from .context import Text
from .homes import common
from .loss_marks import Mark, Marked
from .reasons import Reasons
from .scored import Scored
from .shared_losses import BETWEEN, CLASS, LEAST_NAME

_SENTENCE_HEAD = re.compile(r"[,。;\d]")
NAMES_END = re.compile("[。,\n]")


class Owners:
    """The indicators of one text; ``forms`` are those of its forms, ``scores`` of its prose."""

    def __init__(
        self,
        text: Text,
        marks: Marked,
        scores: Sequence[ProseScore],
        forms: Sequence[Scored],
        reasons: Reasons,
    ) -> None:
        self._text = text
        self._folded = text.folded
        self._marks = marks
        self._scores = scores
        self._forms = forms
        self._reasons = reasons

    def of_form(self, mark: Mark, words: str) -> Scored | None:
        """The indicator of a form that lost just these points and that the words speak of."""
        alike = [one for one in self._forms if one.weight - one.score == mark.lost]
        named = [o for o in alike if len(o.indicator) >= LEAST_NAME and o.indicator in words]
        if len(named) == 1:
            return named[0]
        lengths = [common(one.indicator, words) for one in alike]
        best = max(lengths, default=0)
        return alike[lengths.index(best)] if best >= 2 and lengths.count(best) == 1 else None

    def score_before(self, mark: Mark) -> ProseScore | None:
        """The score stated before in the same paragraph that lost just these points.

        Else the last one, where all that is taken off behind it makes up what it lost.
        """
        paragraph = self._text.paragraphs.around(mark.start)
        first = bisect_left(self._scores, paragraph.start, key=lambda s: s.end)
        last = bisect_left(self._scores, mark.start, key=lambda s: s.start)
        for score in reversed(self._scores[first:last]):
            if score.weight is not None and score.weight - score.score == mark.lost:
                return score
        whole = self._scores[last - 1] if first < last else None
        if whole is None or whole.weight is None or CLASS.fullmatch(whole.name):
            return None
        stop = self._scores[last].start if last < len(self._scores) else paragraph.end
        behind = self._marks.within(whole.end, min(stop, paragraph.end))
        total = sum((m.lost for m in behind), Decimal(0))
        return whole if whole.weight - whole.score == total else None

    def score_named(self, mark: Mark, name: str) -> ProseScore | None:
        """The score of just this name anywhere in the prose, that lost just these points."""
        alike = (s for s in self._scores if name and s.name == name and s.weight is not None)
        return next((s for s in alike if (s.weight or 0) - s.score == mark.lost), None)

    def label(self, at: int) -> str:
        """The indicator that the line begins with: 3.采购管理。…, 资产管理方面,…."""
        name = self._label(at)
        return "" if self._reasons.is_broad(name) else name

    def _label(self, at: int) -> str:
        line = self._folded.rfind("\n", 0, at) + 1
        return self._reasons.without_class(label_at(self._folded, line, at))

    def above(self, at: int, before: str) -> str:
        """The label of the line if it names an indicator, else the head, else what words do."""
        own = self._label(at)
        if own and not self._reasons.is_broad(own):
            return own
        node = self._text.tree.at(at)
        head = self._reasons.without_class(node.heading) if node is not None else ""
        if (
            head
            and not own
            and not self._reasons.is_broad(head)
            and not _SENTENCE_HEAD.search(head)
        ):
            return head
        return self._reasons.name_in(before) or own or head

    def listed_before(self, at: int) -> list[str]:
        """The indicators that the paragraph lists last before a place: 扣分项是A、B、C."""
        paragraph = self._text.paragraphs.around(at)
        listed = [*self._reasons.lists_in(self._folded, paragraph.start, at)]
        if not listed:
            return []
        end = NAMES_END.search(self._folded, listed[-1].end(), at)
        names = self._folded[listed[-1].end() : end.start() if end is not None else at]
        return [plain(name) for name in BETWEEN.split(names)]


def plain(name: str) -> str:
    """A name without quotes and blanks round it."""
    return balanced(name.strip(" “”"))
