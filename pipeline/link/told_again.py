"""Goals and achievements that a text prints twice: in a table and again in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from .answers import ALIKE
from .context import Text
from .figures import Fact
from .goal_entries import Entry
from .goals import Goal, value_of
from .likeness import likeness, shared
from .remarks import Remark


def held_by_tables(rows: Sequence[Goal]) -> dict[tuple[Decimal, str], list[str]]:
    """The indicators of the tables' goals by what was achieved, in the unit without 万 and 亿."""
    held: dict[tuple[Decimal, str], list[str]] = {}
    for row in rows:
        if row.target is not None and row.actual is not None:
            held.setdefault((row.actual.scaled, row.actual.base), []).append(row.indicator)
    return held


def is_held(text: Text, entry: Entry, held: Mapping[tuple[Decimal, str], list[str]]) -> bool:
    """Whether running text repeats an achievement that a table holds against its goal."""
    if text.canonical.cell_at(entry.fact.figure.at) is not None:
        return False
    value = value_of(entry.fact)
    names = held.get((value.scaled, value.base), ())
    return any(likeness(name, entry.fact.subject) >= ALIKE for name in names)


def printed_with_outcome(
    paired: Sequence[Goal], noted: Sequence[Remark]
) -> dict[Decimal, list[str]]:
    """The names of goals that sentences and remarks tell with their outcome, by their value."""
    found: dict[Decimal, list[str]] = {}
    for goal in paired:
        if goal.target is not None:
            found.setdefault(goal.target.scaled, []).append(goal.indicator)
    for remark in noted:
        if remark.goal is not None:
            names = found.setdefault(value_of(remark.goal).scaled, [])
            names += [remark.row.indicator, remark.goal.subject, remark.actual.subject]
    return found


def is_printed(goal: Fact, printed: Mapping[Decimal, list[str]]) -> bool:
    """Whether a sentence that tells the outcome prints a goal again."""
    names = printed.get(value_of(goal).scaled, ())
    return any(likeness(n, goal.subject) >= ALIKE or shared(n, goal.subject) > 1 for n in names)
