"""Two texts cut where they differ, for a page that marks it."""

from __future__ import annotations

import re
from itertools import pairwise

from rapidfuzz.distance import Indel

from .marked import Piece

# A figure or a word in letters differs as a whole, Chinese character by character.
_TOKEN = re.compile(r"\d[\d,.]*%?|[A-Za-z]+|\s+|.", re.DOTALL)
_ISLAND = 2  # fewer characters that are the same between two differences are no likeness


def differences(a: str, b: str) -> tuple[list[Piece], list[Piece]]:
    """The pieces of both texts; marked is what the other does not have."""
    ours, theirs = _TOKEN.findall(a), _TOKEN.findall(b)
    same = _matches(ours, theirs)
    ends = [(0, 0, 0), *same, (len(ours), len(theirs), 0)]
    left: list[Piece] = []
    right: list[Piece] = []
    for (i, j, length), (next_i, next_j, _) in pairwise(ends):
        left += _cut(ours, i, i + length, next_i)
        right += _cut(theirs, j, j + length, next_j)
    return left, right


def _matches(a: list[str], b: list[str]) -> list[tuple[int, int, int]]:
    """Starts and lengths of what is the same, without short islands between differences."""
    found = [
        (op.src_start, op.dest_start, op.src_end - op.src_start)
        for op in Indel.opcodes(a, b)
        if op.tag == "equal"
    ]
    return [
        (i, j, length)
        for i, j, length in found
        if len("".join(a[i : i + length]).strip()) >= _ISLAND
        or (i == 0 and j == 0)
        or (i + length == len(a) and j + length == len(b))
    ]


def _cut(tokens: list[str], start: int, end: int, last: int) -> list[Piece]:
    cut = (Piece("".join(tokens[start:end]), False), Piece("".join(tokens[end:last]), True))
    return [piece for piece in cut if piece.text]
