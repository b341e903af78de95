"""Losses below headings that name only a level: (三)产出类."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..segment.spans import Cover
from .context import Text
from .goals import Goal
from .losses import Loss

_CLASS = re.compile(r"类(?:指标)?$")
_LEVEL = re.compile(r"(?:指标|情况|方面|分析|类|部分)+$")


def named_by_goals(
    text: Text, losses: Sequence[Loss], tables: Cover, goals: Sequence[Goal]
) -> list[Loss]:
    """The losses, of which those that only a class names have the name of their sentence's goal.

    到报率目标值为98%以上,实际96.3%,扣0.6分 is a loss of 到报率, also below 产出类.
    """
    names: dict[int, set[str]] = {}
    for goal in goals:
        if goal.indicator:
            names.setdefault(text.sentences.around(goal.start).start, set()).add(goal.indicator)

    def named(loss: Loss) -> Loss:
        told = names.get(text.sentences.around(loss.start).start, set())
        if loss.start in tables or len(told) != 1 or not _CLASS.search(loss.indicator):
            return loss
        return replace(loss, indicator=min(told))

    return [*map(named, losses)]


def without_detailed(text: Text, losses: Sequence[Loss], tables: Cover) -> list[Loss]:
    """The losses without those of first levels in a table whose own section tells the details."""
    told = [loss.start for loss in losses if loss.start not in tables]
    detailed = {
        _LEVEL.sub("", node.heading)
        for node in text.tree.nodes
        if any(node.heading_end <= start < node.end for start in told)
    }
    return [
        loss for loss in losses
        if loss.reason or loss.start not in tables or _LEVEL.sub("", loss.indicator) not in detailed
    ]  # fmt: skip
