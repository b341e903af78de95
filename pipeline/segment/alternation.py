"""What packs say, as expressions for code that knows the grammar around them."""

from __future__ import annotations

import re

from ..packs.entries import Cue, Phrase
from ..packs.load import Packs
from .fold import fold


def any_of(packs: Packs, column: str, *values: str) -> str:
    """A group of ``re`` that matches any word of the values, longer words first; never if none."""
    cues = (e for e in packs.of(Cue) if e.column == column and e.value in values)
    terms = sorted({fold(t) for e in cues for t in e.terms}, key=lambda t: (-len(t), t))
    return f"(?:{'|'.join(map(re.escape, terms))})" if terms else "(?!)"


def phrase(packs: Packs, name: str) -> str:
    """A group of ``re`` that matches the phrase as any pack words it, in order; never if none."""
    patterns = [p for e in packs.of(Phrase) if e.phrase == name for p in e.patterns]
    return f"(?:{'|'.join(patterns)})" if patterns else "(?!)"
