"""The sections of the report: one module each, a function of the tables."""

from __future__ import annotations

from collections.abc import Callable

from ..blocks import Section
from ..tables import Tables
from . import (
    checks,
    comparison,
    losses,
    overview,
    quality,
    recurring,
    scores,
    similar,
    targets,
    weaknesses,
)

SECTIONS: tuple[Callable[[Tables], Section], ...] = (
    overview.section,
    comparison.section,
    scores.section,
    checks.section,
    targets.section,
    weaknesses.section,
    recurring.section,
    similar.section,
    losses.section,
    quality.section,
)
