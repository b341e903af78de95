"""One expression out of several, of which the longest match counts, whatever their order."""

from __future__ import annotations

from collections.abc import Iterable

import regex


def longest(patterns: Iterable[str]) -> regex.Pattern[str]:
    """Leftmost-longest alternation, so that 原因及措施 is found where 原因 also stands."""
    return regex.compile("|".join(f"(?:{p})" for p in patterns), regex.POSIX)
