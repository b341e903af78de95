"""The sections of the report: one module each, a function of the tables."""

from __future__ import annotations

from collections.abc import Callable

from ..blocks import Section
from ..tables import Tables
from . import checks, losses, overview, quality, scores, targets, weaknesses

SECTIONS: tuple[Callable[[Tables], Section], ...] = (
    overview.section,
    scores.section,
    checks.section,
    targets.section,
    weaknesses.section,
    losses.section,
    quality.section,
)
