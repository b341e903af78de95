"""Metrics from scores: the total, and the score rate of each first-level indicator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from ..audit.finding import to_hundredths
from ..audit.printed import HUNDRED, decimal_places
from ..model.tables import Document, Row, Score
from ..packs.rules import MetricRule
from .stated import Stated

Tables = Mapping[str, Sequence[Row]]
_CENT = Decimal("0.01")


def total_score(rules: Iterable[MetricRule], tables: Tables) -> Iterator[Stated]:
    """The total self-score of the document's own row, with the print of it where there is one."""
    for document in tables.get(Document.table, ()):
        if not isinstance(document, Document) or document.self_score is None:
            continue
        for rule in (r for r in rules if r.origin == "total_score"):
            prints = [s for s in _scores(tables) if s.level == 0 and s.score == document.self_score]
            row: Row = prints[0] if prints else document
            step = Decimal(1).scaleb(-decimal_places(str(document.self_score)))
            value = document.self_score
            yield Stated(rule, row, value, step, "", "", False, (*prints,) or (document,))


def first_level_rates(rules: Iterable[MetricRule], tables: Tables) -> Iterator[Stated]:
    """Points won of points to be won, by first-level indicator; from its parts where unsaid."""
    scores = _scores(tables)
    parts: dict[str, list[Score]] = {}
    for score in scores:
        if score.level == 1 and score.indicator_l1:
            parts.setdefault(score.indicator_l1, [score])
    for score in scores:
        if score.level == 3 and score.indicator_l1 and score.indicator_l1 not in parts:
            below = [s for s in scores if s.level == 3 and s.indicator_l1 == score.indicator_l1]
            parts[score.indicator_l1] = below
    for rule in (r for r in rules if r.origin == "level1_scores"):
        for name, rows in parts.items():
            made = _rate(rows)
            if made is not None:
                yield Stated(
                    rule, rows[0], made, _CENT, name, "", False, tuple(rows), how="computed"
                )


def _rate(rows: Sequence[Score]) -> Decimal | None:
    won = [s.score for s in rows if s.score is not None]
    weights = [s.weight for s in rows if s.weight is not None]
    if len(won) != len(rows) or len(weights) != len(rows) or not sum(weights):
        return None
    return to_hundredths(sum(won, Decimal(0)) / sum(weights, Decimal(0)) * HUNDRED)


def _scores(tables: Tables) -> list[Score]:
    return [s for s in tables.get(Score.table, ()) if isinstance(s, Score)]
