"""What every entry of a pack has: an id, examples of what it makes and of what it must not make."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the cells that some row made by the entry must hold."""

    text: str
    gives: tuple[tuple[str, str], ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What all entries share; ``source`` is file and line, ``id`` carries the pack's name."""

    id: str
    examples: tuple[Example, ...]
    never: tuple[str, ...] = ()
    note: str = ""
    source: str = ""
