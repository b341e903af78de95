"""Reasons in a section of lost points whose items name an indicator, but no points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..segment.spans import Cover, Span
from .context import Text
from .losses import Loss
from .reasons import Reasons
from .scored import Scored
from .shared_losses import LEAST_NAME, listed

_NUMBER = re.compile(
    r"[ ]*(?:\d{1,2}[.、](?!\d)|[(]\d{1,2}[)]|[①-⑳]|[一二三四五六七八九十]{1,3}[、.]"
    r"|[(][一二三四五六七八九十]{1,3}[)]|[一二三四五六七八九]是)[ ]*[“]?(?:关于)?"
)
_BEHIND = re.compile(r"[”\"]?(?:这?一?[项个]?指标|[该此这]项|[(][^()]{0,12}[)]|方面)*[ ,:。]*")
_LOST = re.compile("[扣失丢减]分|未得满分")


def section_losses(
    text: Text, taken: Cover, told: Sequence[Span], lost: Sequence[Scored], reasons: Reasons
) -> Iterator[Loss]:
    """The items of sections of kind ``deductions`` that are in no table (``taken``).

    Items that hold points, whose spans are ``told``, tell their losses themselves. An item goes to
    the indicator that it names of those that ``lost`` points; under a head such as 扣分原因 a
    numbered item that names none is a reason of its own.
    """
    points = Cover(told)
    done = -1
    for node in text.tree.nodes:
        if node.kind != "deductions" or node.start < done:
            continue
        done = node.end
        of_points = _LOST.search(node.heading) is not None
        for span in text.paragraphs.spans(node.heading_end, node.end):
            if span.start in taken or points.meets(span.start, span.end):
                continue
            yield from _of_item(text, Span(*span), lost, of_points, reasons)


def _of_item(
    text: Text, span: Span, lost: Sequence[Scored], of_points: bool, reasons: Reasons
) -> Iterator[Loss]:
    words = text.folded[span.start : span.end]
    number = _NUMBER.match(words)
    begin = number.end() if number is not None else 0
    owner = max(
        (
            o
            for o in lost
            if len(o.indicator) >= LEAST_NAME and words.startswith(o.indicator, begin)
        ),
        key=lambda o: len(o.indicator),
        default=None,
    )
    if owner is not None and owner.explained and not of_points:
        return  # 偏离目标的原因 tells of the goal what the form has told of the points
    if owner is not None:
        behind = _BEHIND.match(words, begin + len(owner.indicator))
        begin = behind.end() if behind is not None else begin
    elif not (of_points and number is not None and reasons.tells(words[begin:])):
        return
    reason = reasons.why_in(words[begin:], True)
    if not reason:
        return
    loss = Loss(
        span.start, span.end, owner.indicator if owner is not None else "",
        owner.weight if owner is not None else None,
        owner.score if owner is not None else None, None, reason, "",
        owner.group if owner is not None else "",
    )  # fmt: skip
    yield from loss.apart(text.folded, listed(reason))
