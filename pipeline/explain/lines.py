"""Lines of an explanation: a label of a fixed width, and text behind it."""

from __future__ import annotations

from collections.abc import Iterable

LABEL_WIDTH = 5  # Chinese characters

Line = tuple[str, str]


def show(lines: Iterable[Line]) -> str:
    """The lines one below the other; a label that comes again is left out."""
    shown: list[str] = []
    last = ""
    for label, text in lines:
        head = "" if label == last else label
        shown.append(f"  {head}{'　' * (LABEL_WIDTH - len(head))}{text}".rstrip())
        last = label
    return "\n".join(shown)


def quote(text: str, longest: int = 60) -> str:
    """The text on one line, the middle left out where it is long."""
    flat = " ".join(text.split())
    half = longest // 2
    return flat if len(flat) <= longest else f"{flat[:half]}……{flat[-half:]}"
