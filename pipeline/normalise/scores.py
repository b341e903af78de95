"""Rows of the scores table, from forms and from prose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ..extract.score_prose import ProseScore
from ..extract.score_row import FormRow
from ..link.context import Text
from ..model.tables import Score
from ..packs.indicators import Meaning, Names
from .evidence import evidence
from .figures import plain

UNSAID = 3  # the level of a score where form or text say nothing of levels

Identify = Callable[[Names], Meaning | None]


def form_scores(text: Text, rows: Sequence[FormRow], identify: Identify) -> Iterator[Score]:
    """A row for each printed score of a form; ``identify`` knows indicators by their names."""
    for row in rows:
        if row.score is None:
            continue
        meaning = identify(row.names)
        level, (l1, l2, l3) = _place(row, meaning)
        yield Score(
            **evidence(text, row.start, row.end, ("form", meaning.entry if meaning else "")),
            level=level,
            indicator_l1=l1,
            indicator_l2=l2,
            indicator_l3=l3,
            indicator_id=meaning.indicator if meaning else "",
            weight=_plain(row.weight),
            score=plain(row.score),
            points_lost=lost(row.weight, row.score),
            reason=row.reason,
            measure=row.measure,
        )


def levels_of(rows: Sequence[FormRow]) -> dict[str, int]:
    """The level of each name in forms of several levels; of a name on two, the upper."""
    found: dict[str, int] = {}
    for row in rows:
        if sum(map(bool, row.names)) > 1:
            for level, name in enumerate(row.names, 1):
                if name:
                    found[name] = min(level, found.get(name, level))
    return found


def _place(row: FormRow, meaning: Meaning | None) -> tuple[int, Names]:
    """Level and names of a row; a form without levels has those that its indicators have."""
    if row.level != UNSAID or any(row.names[:2]) or meaning is None or not meaning.level:
        return row.level, row.names
    names = ["", "", ""]
    names[meaning.level - 1] = row.indicator
    return meaning.level, (names[0], names[1], names[2])


def prose_rows(
    text: Text, scores: Sequence[ProseScore], levels: Mapping[str, int], identify: Identify
) -> Iterator[Score]:
    """A row for each score in prose; ``identify`` as for forms.

    ``levels`` are those that the document's own forms give to names, before any catalogue.
    """
    for s in scores:
        names = prose_names(s)
        meaning = identify(names)
        usual = meaning.level if meaning is not None else 0
        level = levels.get(s.name, usual) if s.level == UNSAID else s.level
        if level and level != s.level:
            s = replace(s, level=level)
            names = prose_names(s)
        yield Score(
            **evidence(text, s.start, s.end, ("prose", meaning.entry if meaning else "")),
            level=s.level,
            indicator_l1=names[0],
            indicator_l2=names[1],
            indicator_l3=names[2],
            indicator_id=meaning.indicator if meaning else "",
            weight=_plain(s.weight),
            score=plain(s.score),
            points_lost=lost(s.weight, s.score),
        )


def prose_names(score: ProseScore) -> Names:
    """The names of a score in prose by level; a parent stands on the first."""
    names = ["", "", ""]
    if score.level:
        names[score.level - 1] = score.name
        names[0] = names[0] or score.parent
    return names[0], names[1], names[2]


def lost(weight: Decimal | None, score: Decimal | None) -> Decimal | None:
    """扣分 = 分值 − 得分."""
    return plain(weight - score) if weight is not None and score is not None else None


def _plain(value: Decimal | None) -> Decimal | None:
    return plain(value) if value is not None else None
