"""A text with marks as pieces that a template escapes one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..database.fts import occurrences

AROUND = 90


class Piece(NamedTuple):
    """A part of a text, marked or not."""

    text: str
    marked: bool


def pieces(text: str, words: Sequence[str]) -> list[Piece]:
    """The text cut at the occurrences of words; a long one is shortened round the first."""
    spans = occurrences(text, words)
    first = max(spans[0][0] - AROUND, 0) if spans else 0
    last = max(first + 4 * AROUND, spans[0][1] + AROUND if spans else 0)
    cut: list[Piece] = [Piece("……", False)] if first else []
    at = first
    for start, end in spans:
        if end > last:
            break
        cut += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = end
    cut.append(Piece(text[at:last], False))
    if last < len(text):
        cut.append(Piece("……", False))
    return [piece for piece in cut if piece.text]
