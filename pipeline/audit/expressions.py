"""The expressions of the packs' checks, compiled once."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache

import regex

KEPT = 512  # more than the packs have


@lru_cache(maxsize=KEPT)
def expression(pattern: str) -> regex.Pattern[str] | re.Pattern[str]:
    """One pattern of a check; ``^`` and ``$`` are those of lines.

    A group that is repeated (``\\1``) is found three times as fast by ``re``, if it knows the rest.
    """
    if "\\1" in pattern:
        with suppress(re.error):
            return re.compile(pattern, re.M)
    return regex.compile(pattern, regex.M)


@lru_cache(maxsize=KEPT)
def any_of(patterns: tuple[str, ...]) -> regex.Pattern[str]:
    """All patterns of a check as one; ``^`` and ``$`` are those of the text."""
    return regex.compile("|".join(patterns))
