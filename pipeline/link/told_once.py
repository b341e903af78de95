"""One loss, one row: what a table and the text, or a head and its items, tell twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from decimal import Decimal

from rapidfuzz import fuzz

from ..segment.spans import Cover
from .context import Text
from .losses import Loss
from .shared_losses import CLASS, LEAST_NAME

_ALIKE = 70  # per cent of the shorter reason that stand in the longer
_PLAIN = re.compile(r"[“”\"（）()、 ]|(?:指标|情况|方面|类)$")
SAME_END = 3  # characters: 预算执行率, 资金执行率
OPENS = re.compile(r"[)]?[。:(]|[,;](?:其中|[扣失丢减]分[^,。;:]{0,8}[:为是])")


def told_once(
    text: Text, losses: Sequence[Loss], tables: Cover, upper: Set[str] = frozenset()
) -> list[Loss]:
    """The losses without those that only sum others up, and without those of a table told again.

    A row of a table without a reason and the text that explains it are one loss. ``upper`` are the
    upper levels of the tables, whose points in the text sum up rows.
    """
    kept = without_sums(without_heads(text, losses, tables), tables)
    kept = [o for o in kept if o.reason or o.start in tables or o.indicator not in upper]
    own = without_summaries(kept, tables)
    once = [o for o in joined(kept, tables) if o.start not in tables or o in own]
    found = explained_twice(once, tables)
    return [loss for loss in found if not _is_echo(loss, found, tables)]


def _is_echo(loss: Loss, losses: Sequence[Loss], tables: Cover) -> bool:
    """Whether a loss in the text, without a reason, is another of the same points by its name.

    资金执行率满分10分、得8.92分 in a summary is the 预算执行率 whose reason stands elsewhere.
    """
    if loss.reason or loss.points is None or loss.weight is None or loss.start in tables:
        return False
    return any(
        other is not loss
        and (other.weight, other.points) == (loss.weight, loss.points)
        and other.indicator[-SAME_END:] == loss.indicator[-SAME_END:]
        and (other.reason or other.start in tables)
        for other in losses
    )


def without_heads(text: Text, losses: Sequence[Loss], tables: Cover) -> list[Loss]:
    """The losses without heads: 过程扣2.7分。 before items of its paragraph that lost as much."""
    told = sorted((o for o in losses if o.start not in tables), key=lambda o: o.start)
    heads = [loss for i, loss in enumerate(told) if _is_head(text, loss, told[i + 1 :])]
    return [loss for loss in losses if loss not in heads]


def _is_head(text: Text, loss: Loss, after: Sequence[Loss]) -> bool:
    if loss.reason or loss.points is None or not OPENS.match(text.folded, loss.end):
        return False
    end = text.paragraphs.around(loss.start).end
    items = [p for o in after if o.start < end and (p := o.points or o.shared) is not None]
    total = Decimal(0)
    for points in items:
        total += points
        if total >= loss.points:
            break
    return total == loss.points


def without_sums(losses: Sequence[Loss], tables: Cover) -> list[Loss]:
    """The losses without those that a paragraph sums up and later ones tell again.

    产出指标扣3.4分 is none beside 1.5分, 0.9分 and 1分 of its indicators, and 成本指标扣1分 none
    beside the same with a reason.
    """
    told = sorted((o for o in losses if o.start not in tables), key=lambda o: o.start)
    gone: list[Loss] = []
    for index, loss in enumerate(told):
        if loss.reason or loss.points is None:
            continue
        after = told[index + 1 :]
        again = any(
            o.reason and o.points == loss.points and _plain(o.indicator) == _plain(loss.indicator)
            for o in after
        )
        parts = [p for o in after if not CLASS.fullmatch(o.indicator) and (p := o.points)]
        if again or (CLASS.fullmatch(loss.indicator) and adds_up(parts, loss.points)):
            gone.append(loss)
    return [loss for loss in losses if loss not in gone]


def without_summaries(losses: Sequence[Loss], tables: Cover) -> list[Loss]:
    """The losses without those of a table by first levels, where the text tells every point.

    预算执行 25 | 22.1 is no loss of its own beside 预算执行率失1.9分 and 合同管理失1分.
    """
    sums = [loss for loss in losses if not loss.reason and loss.points and loss.start in tables]
    details = sorted((o for o in losses if o.start not in tables), key=lambda o: o.start)
    told = [p for o in details if (p := o.points or o.shared) is not None]
    points = [loss.points for loss in sums if loss.points is not None]
    whole = 0 < len(points) <= len(told) and sum(points) == sum(told)
    if not whole or not all(adds_up(told, p) for p in points):
        return [*losses]
    return [loss for loss in losses if loss not in sums]


def joined(losses: Sequence[Loss], tables: Cover) -> list[Loss]:
    """The losses, where a row of a table without a reason is the same as one or more in the text.

    Those in the text take its weight and score; the row goes, or they where they tell no reason.
    """
    told = [loss for loss in losses if loss.start not in tables and loss.indicator]
    gone: list[Loss] = []
    changed: dict[int, Loss] = {}
    for row in losses:
        if row.start not in tables or row.reason or row.points is None:
            continue
        mates = [*_mates(row, row.points, told)]
        gone += [o for o in mates if not o.reason] if mates else []
        if any(mate.reason for mate in mates):
            gone.append(row)
        for mate in mates:
            changed[id(mate)] = replace(
                mate, weight=mate.weight or row.weight, score=_first(mate.score, row.score),
                group=mate.group or row.group,
                points=row.points if len(mates) == 1 else mate.points,
            )  # fmt: skip
    return [changed.get(id(loss), loss) for loss in losses if loss not in gone]


def explained_twice(losses: Sequence[Loss], tables: Cover) -> list[Loss]:
    """The losses, where a table tells a reason of a row and the text one again.

    A reason told in like words is one. Another shares the points of the row with it, but where the
    text repeats the points: they stay with the row, lest they count twice.
    """
    rows = [o for o in losses if o.start in tables and o.reason]
    gone: list[Loss] = []
    changed: dict[int, Loss] = {}
    for loss in losses:
        if loss.start in tables or not (loss.reason and loss.indicator):
            continue
        row = next((r for r in rows if _plain(r.indicator) == _plain(loss.indicator)), None)
        if row is None or loss.points not in (None, row.points):
            continue
        if fuzz.partial_ratio(row.reason, loss.reason) >= _ALIKE:
            gone.append(loss)
            continue
        if loss.points is None:
            changed[id(row)] = replace(row, points=None, shared=row.points)
        changed[id(loss)] = replace(
            loss, weight=row.weight, score=row.score, points=None, group=row.group
        )
    return [changed.get(id(o), o) for o in losses if o not in gone]


def _mates(row: Loss, points: Decimal, told: Sequence[Loss]) -> Iterator[Loss]:
    """The losses in the text that tell the loss of a row: by its name, and not other points."""
    name = _plain(row.indicator)
    same = [loss for loss in told if _plain(loss.indicator) == name]
    stated = [p for loss in same if (p := loss.points or loss.shared) is not None]
    if same and (not stated or sum(stated) == points or points in stated):
        yield from same
        return
    for loss in told:
        other = _plain(loss.indicator)
        alike = min(len(name), len(other)) >= LEAST_NAME and (name in other or other in name)
        if alike and loss.points == points and loss.weight in (None, row.weight):
            yield loss


def adds_up(stated: Sequence[Decimal], points: Decimal) -> bool:
    """Whether some losses that follow each other make up the points."""
    for first in range(len(stated)):
        total = Decimal(0)
        for one in stated[first:]:
            total += one
            if total >= points:
                break
        if total == points:
            return True
    return False


def _plain(indicator: str) -> str:
    return _PLAIN.sub("", indicator)


def _first(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return one if one is not None else other
