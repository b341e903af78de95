"""Reasons of a list that begin with the indicators they are of: 大班额比例超标:学位供给不足。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .homes import common
from .losses import Loss
from .scored import Scored
from .shared_losses import LEAST_NAME

LEAST_COMMON = 4  # characters that a lead and a name must have in common
_LEAD = re.compile(r"(?P<lead>[^,。;:]{4,40}):\s*(?P<why>.{4,})", re.S)


def by_leads(losses: Iterable[Loss], scored: Sequence[Scored]) -> Iterator[Loss]:
    """The losses, one for each of the ``scored`` that a lead names, with the reason behind it.

    One that has full marks lost no points. Where no lead names one, the loss stays as it is.
    """
    for loss in losses:
        lead = _LEAD.fullmatch(loss.reason) if not loss.indicator else None
        owners = _named(lead["lead"], scored) if lead is not None else []
        if lead is None or not owners:
            yield loss
            continue
        for owner in owners:
            yield replace(
                loss,
                start=loss.start + lead.start("why"),
                indicator=owner.indicator,
                weight=owner.weight,
                score=owner.score,
                points=owner.weight - owner.score or None,
                reason=lead["why"],
                group=owner.group,
            )


def _named(lead: str, scored: Sequence[Scored]) -> list[Scored]:
    """Those whose names stand in the lead, else the one that has by far the most of it."""
    whole = [o for o in scored if len(o.indicator) >= LEAST_NAME and o.indicator in lead]
    if whole:
        return whole
    alike = most_alike(scored, lead)
    return [alike] if alike is not None else []


def most_alike(scored: Sequence[Scored], words: str) -> Scored | None:
    """The one that the words have by far the most of: 公用经费超出3.2% tells of 公用经费控制率."""
    lengths = [common(one.indicator, words) for one in scored]
    best = max(lengths, default=0)
    once = best >= LEAST_COMMON and lengths.count(best) == 1
    return scored[lengths.index(best)] if once else None
