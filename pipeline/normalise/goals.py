"""Rows of the targets table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..link.context import Text
from ..link.goals import Goal
from ..model.tables import Target
from .evidence import evidence
from .figures import plain


def target_rows(text: Text, goals: Sequence[Goal]) -> Iterator[Target]:
    """A row for each goal."""
    for goal in goals:
        target, actual = goal.target, goal.actual
        yield Target(
            **evidence(text, goal.start, goal.end, ("goal",)),
            item=goal.item,
            indicator=goal.indicator,
            target_text=goal.target_text,
            target_op=target.operator if target is not None else "",
            target_value=plain(target.value) if target is not None else None,
            target_unit=target.unit if target is not None else "",
            actual_text=goal.actual_text,
            actual_value=plain(actual.value) if actual is not None else None,
            actual_unit=actual.unit if actual is not None else "",
            completion_pct=goal.stated,
            completion_pct_computed=goal.completion,
            status=goal.status,
            reason=goal.reason,
        )
