"""Reasons that a form leaves to the text: 见自评情况说明, or nothing at all in the row.

Where the text speaks of the indicator by its name and says why, that is the reason of the row.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from ..segment.spans import Cover
from .context import Text
from .loss_marks import LossWords
from .losses import Loss
from .reasons import Reasons
from .shared_losses import listed

LEAST_NAME = 4
LEAST_SHORT = 3
LEAST_REASON = 4
_BEGINS = frozenset("\n\t。;,:、.)“")
_NEXT = re.compile(
    r"(?<=[。;])[ ]*(?:\d{1,2}[.、](?!\d)|[(][一二三四五六七八九十\d]{1,2}[)]|[①-⑳]"
    r"|[一二三四五六七八九]是)"
)


def with_reasons(
    text: Text,
    losses: Sequence[Loss],
    names: Collection[str],
    tables: Cover,
    reasons: Reasons,
    marks: LossWords,
) -> list[Loss]:
    """The losses; rows of tables without a reason have the one that the text tells by their name.

    ``names`` are all indicators of the forms: a sentence that names another tells no more. A row
    that only points away keeps what it prints where the text tells nothing; with full marks it is
    no loss then.
    """
    found: list[Loss] = []
    for loss in losses:
        if loss.reason or loss.start not in tables:
            found.append(loss)
            continue
        reason = _reason(text, loss, names, tables, reasons, marks)
        if reason:
            found.extend(replace(loss, reason=reason).for_each(listed(reason)))
        elif loss.points is not None or not loss.pointer:
            found.append(replace(loss, reason=loss.pointer))
    return found


def _reason(
    text: Text,
    loss: Loss,
    names: Collection[str],
    tables: Cover,
    reasons: Reasons,
    marks: LossWords,
) -> str:
    """What the first passage that names the indicator, those behind the row first, says of it."""
    name = loss.indicator.strip("“”")
    # 预算执行率 of a form is often just 执行率 in the text.
    short = name.removeprefix("预算")
    spoken = dict.fromkeys((name, short) if len(short) >= LEAST_SHORT else (name,))
    for at in chain.from_iterable(_places(text, loss, one, tables) for one in spoken):
        end = text.paragraphs.around(at).end
        following = _NEXT.search(text.folded, at, end)
        words = text.folded[at : following.start() if following is not None else end]
        words = _up_to_another(words, names)
        told = next(iter(marks.find(words)), None)
        if told is not None and loss.points not in (None, told.lost):
            continue
        loosely = bool(loss.pointer) or told is not None
        reason = reasons.why_in(reasons.without_degree(words), loosely)
        if len(reason) >= LEAST_REASON:
            return reason
    return ""


def _up_to_another(words: str, names: Collection[str]) -> str:
    """The sentences up to the first one, behind that of the indicator, which names another."""
    first = words.find("。")
    if first < 0:
        return words
    others = [at for n in names if len(n) >= LEAST_NAME and (at := words.find(n, first)) >= 0]
    return words[: words.rfind("。", 0, min(others))] if others else words


def _places(text: Text, loss: Loss, name: str, tables: Cover) -> Iterator[int]:
    """Where clauses outside tables begin with a name; the place behind it."""
    if len(loss.indicator.strip("“”")) < LEAST_NAME:
        return
    found = [
        m.end()
        for m in re.finditer(re.escape(name), text.folded)
        if m.start() not in tables and (not m.start() or text.folded[m.start() - 1] in _BEGINS)
    ]
    yield from (at for at in found if at > loss.start)
    yield from (at for at in found if at < loss.start)
