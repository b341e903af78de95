"""When a found row is the gold row: one rule a table, as the data contract states them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .alike import plain, same, similarity
from .tables import Cells

_HOME = "CNY"  # the currency where none is named

# How well a found row answers a gold row; None where it does not.
Answer = Callable[[Cells, Cells], float | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """How rows of a table are matched, and which columns are judged on matched rows."""

    table: str
    answers: Answer
    attributes: tuple[str, ...]
    context: tuple[str, ...] = ("subject", "text")


def _equal(gold: Cells, found: Cells, *columns: str) -> bool:
    return all(same(gold.get(c, ""), found.get(c, "")) for c in columns)


def _amount(gold: Cells, found: Cells) -> float | None:
    if (gold.get("currency") or _HOME) != (found.get("currency") or _HOME):
        return None
    columns = ("amount_wan",) if gold.get("amount_wan") else ("amount_wan", "value")
    return 1.0 if _equal(gold, found, *columns) else None


def _rate(gold: Cells, found: Cells) -> float | None:
    return 1.0 if _equal(gold, found, "rate_pct") else None


def _quantity(gold: Cells, found: Cells) -> float | None:
    return 1.0 if _equal(gold, found, "value", "unit") else None


def _score(gold: Cells, found: Cells) -> float | None:
    if not _equal(gold, found, "score", "weight"):
        return None
    return _at_least(0.6, similarity(_most_specific(gold), _most_specific(found)))


def _target(gold: Cells, found: Cells) -> float | None:
    if not _equal(gold, found, "target_value", "actual_value"):
        return None
    return _at_least(0.5, similarity(gold.get("indicator", ""), found.get("indicator", "")))


def _deduction(gold: Cells, found: Cells) -> float | None:
    if not _equal(gold, found, "points_lost"):
        return None
    reason = similarity(gold.get("reason", ""), found.get("reason", ""))
    named = gold.get("indicator", "")
    indicator = similarity(named, found.get("indicator", "")) if named else 1.0
    return reason + indicator if reason >= 0.6 and indicator >= 0.6 else None


def _weakness(gold: Cells, found: Cells) -> float | None:
    return _at_least(0.6, similarity(gold.get("text", ""), found.get("text", "")))


def _policy(gold: Cells, found: Cells) -> float | None:
    both = [
        plain(gold.get(c, "")) == plain(found.get(c, ""))
        for c in ("title", "doc_number")
        if gold.get(c)
    ]
    return float(sum(both)) if any(both) else None


def _at_least(threshold: float, alike: float) -> float | None:
    return alike if alike >= threshold else None


def _most_specific(row: Cells) -> str:
    names = (row.get(c, "") for c in ("indicator_l3", "indicator_l2", "indicator_l1"))
    return next((name for name in names if name), "")


RULES: tuple[Rule, ...] = (
    Rule("amounts", _amount, ("basis", "year", "qualifier", "unit_source")),
    Rule("rates", _rate, ("kind", "year", "qualifier")),
    Rule("quantities", _quantity, ("year", "qualifier")),
    Rule("scores", _score, ("level", "points_lost")),
    Rule(
        "targets",
        _target,
        ("target_op", "status", "completion_pct"),
        ("target_text", "actual_text"),
    ),
    Rule("deductions", _deduction, ("cause", "weakness"), ()),
    Rule("weaknesses", _weakness, ("weakness", "origin"), ()),
    Rule("policies", _policy, ("doc_number", "issuer", "year"), ()),
)
