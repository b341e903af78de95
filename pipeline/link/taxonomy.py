"""The classes of causes and weaknesses: by the packs' words, else by a second opinion."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from ..packs.load import Packs
from .classify import Class, Classifier
from .opinion import Opinions

NO_CAUSE = "none_given"
OTHER = "other"
CLEAR_OPINION = Decimal("0.8")  # counts before the words around a problem
_NAMED_CAUSE = re.compile(r"(?:由于|因为?(?![此素地])|受|系|主要是)[^,;。]+(?:影响|[,;。]|$)")
_MENDED = re.compile(r"[,;。](?:现|目前|均|也|后)?(?:已|下年度|今后|下一步|本项)[^,;。]*")
_DIGIT = re.compile(r"\d")
_MEASURED = re.compile(
    r"率|[%‰≥≤]|[少差缺短][^,;。\d]{0,6}\d|完成|实际|目标|计划|仅|只有|上年|同比|增加|增长|减少|下降|[高低多少大小]于"
    r"|预算|支出|决算|调整|得分|到位|满意度"
)
_LEAST_TOLD = 5
_HAN = re.compile(r"[\u4e00-\u9fff]")
NOT_DONE = "output_shortfall"
OUTCOMES = frozenset({NOT_DONE, "benefit_shortfall", "satisfaction"})
# What brings a result about, and is no result of its own.
MEANS = frozenset({"project_management", "capacity"})
SHOCK = "external_shock"
BLAMELESS = frozenset({SHOCK, "upstream_timing"})


class Taxonomy:
    """Judges folded texts; ``admits`` tells whether a clause admits that something was wanting."""

    def __init__(self, packs: Packs, admits: Callable[[str], bool], opinions: Opinions) -> None:
        self._cause = Classifier(packs, "cause")
        self._weakness = Classifier(packs, "weakness")
        self._shortfall = Classifier(packs, "shortfall")
        self._outcome = Classifier(packs, "outcome")
        self._admits = admits
        self._opinions = opinions

    def cause(self, reason: str) -> Class:
        """The class of what 因, 由于 or 受 names, else of the whole reason.

        What was done about it, 已由厂家返工, is no cause.
        """
        reason = _MENDED.sub("", reason)
        named = _NAMED_CAUSE.search(reason)
        if named is not None:
            cause = self._cause.of(named.group(), "", NO_CAUSE)
            if cause.value not in ("", NO_CAUSE):
                return cause
        # 支出率95.92%: a figure alone repeats the result.
        if not reason or (_repeats(reason) and not self._admits(reason)):
            return self._cause.of(reason, NO_CAUSE, NO_CAUSE)
        told = self._cause.of(reason, "execution", NO_CAUSE)
        return told if told.sure else self._opinion("cause", reason, told) or told

    def weakness(self, *texts: str) -> Class:
        """The class that the first telling text gives: the reason, the indicator, its group.

        Where no text has the words of one class alone, the opinion on the first text counts, then
        the class that most words are of.
        """
        told = [self._weakness.of(text) for text in texts if text]
        sure = next((c for c in told if c.sure), None)
        if sure is not None:
            return sure
        likely = next((c for c in told if c.value != OTHER), Class(OTHER, ""))
        return self._opinion("weakness", texts[0], likely) or likely

    def problem(self, quote: str, *around: str) -> Class:
        """The class of a problem: by its words, a clear opinion on them or the words around."""
        own = self._weakness.of(quote)
        opinion = None if own.sure else self._opinion("weakness", quote, own)
        if opinion is not None and (opinion.confidence or 0) >= CLEAR_OPINION:
            return opinion
        return self.weakness(quote, *around)

    def loss(self, reason: str, indicator: str, group: str) -> tuple[Class, Class]:
        """Cause and weakness of points lost; ``group`` is the first level above the indicator."""
        cause = self.cause(reason)
        named = self._shortfall.of(indicator, "")
        if named.value:
            return cause, named
        group = f"{group.removesuffix('指标')}指标" if group else ""
        if cause.value == SHOCK or not reason:
            # The words about the weather tell nothing of what fell short.
            return cause, self._of_names(indicator, group)
        if cause.value in BLAMELESS:
            return cause, self.weakness(group, reason, indicator)
        if cause.value == NO_CAUSE:
            # A reason that repeats the result says no more than the name of what was measured.
            weakness = self.weakness(indicator, reason, group)
            return cause, weakness if weakness.value != OTHER else Class(NOT_DONE, "")
        weakness = self.weakness(reason, indicator, group)
        if indicator and (weakness.value == OTHER or self._is_means(weakness, indicator, group)):
            return cause, self._of_names(indicator, group)
        return cause, weakness

    def _is_means(self, told: Class, indicator: str, group: str) -> bool:
        """Whether a class tells how a result was to come, of an indicator that measures the result.

        入驻率 of the benefits that fell short since 验收滞后 is no matter of project management.
        """
        if told.value not in MEANS:
            return False
        measured = self._weakness.of(indicator)
        if not group and measured.value == OTHER:
            return True
        if self._weakness.has(indicator, told.value):
            return False
        grouped = self._weakness.of(group).value in OUTCOMES
        return grouped or bool(self._outcome.of(indicator, "").value)

    def _of_names(self, indicator: str, group: str) -> Class:
        """The class by the names alone; where they say nothing, the work was not done."""
        told = [self._weakness.of(group), self._of_name(indicator)]
        if told[0].value not in OUTCOMES:
            told.reverse()
        if not group:
            told.append(self._outcome.of(indicator, OTHER))
        return next((c for c in told if c.value != OTHER), Class(NOT_DONE, ""))

    def _of_name(self, indicator: str) -> Class:
        """The class of an indicator; 效益 alone is 效益指标."""
        told = self._weakness.of(indicator)
        return told if told.value != OTHER else self._weakness.of(f"{indicator}指标")

    def _opinion(self, column: str, text: str, likely: Class) -> Class | None:
        """The opinion on a text of which the words say no more than what is likely.

        A class of an own pack that the opinion has never learnt is not overruled.
        """
        if likely.pattern and not self._opinions.knows(column, likely.value):
            return None
        told = self._opinions.of(column, text)
        if told is None or told.value == OTHER:
            return None
        words = f"{likely.pattern}+" if likely.pattern and likely.value == told.value else ""
        return Class(told.value, words + told.pattern, confidence=told.confidence)


def _repeats(reason: str) -> bool:
    """Whether a reason holds figures and no clause that tells more than what they measure."""
    if not _DIGIT.search(reason):
        return False
    return all(
        _MEASURED.search(clause) or len(_HAN.findall(clause)) < _LEAST_TOLD
        for clause in re.split(r"[,;。]", reason)
    )
