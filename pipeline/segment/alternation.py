"""The words of a column of cues as one expression for code that knows the grammar around them."""

from __future__ import annotations

import re

from ..packs.entries import Cue
from ..packs.load import Packs
from .fold import fold


def any_of(packs: Packs, column: str, *values: str) -> str:
    """A group of ``re`` that matches any word of the values, longer words first; never if none."""
    cues = (e for e in packs.of(Cue) if e.column == column and e.value in values)
    terms = sorted({fold(t) for e in cues for t in e.terms}, key=lambda t: (-len(t), t))
    return f"(?:{'|'.join(map(re.escape, terms))})" if terms else "(?!)"
