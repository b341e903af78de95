"""How alike the names of two things are."""

from __future__ import annotations

from difflib import SequenceMatcher


def shared(a: str, b: str) -> int:
    """How long the longest words are that two names have in common."""
    return SequenceMatcher(None, a, b, autojunk=False).find_longest_match().size


def likeness(a: str, b: str) -> float:
    """How alike two names are, from 0 to 1."""
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def overlap(a: str, b: str) -> float:
    """How many of the shorter name's characters the other has: 整治渠系 and 渠系整治 share all."""
    first, second = set(a), set(b)
    return len(first & second) / max(1, min(len(first), len(second)))
