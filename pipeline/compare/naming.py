"""Names of groups of texts from their own words: frequent here and rare elsewhere."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import regex
from rapidfuzz import fuzz

from ..segment.words import Tokenizer

_WORD = regex.compile(r"\p{Han}{2,}")
NAMED_BY = 3
COMPARED = 30


class Namer:
    """Names groups; knows how many of all texts hold a word."""

    def __init__(self, tokenizer: Tokenizer, texts: Iterable[str]) -> None:
        self._tokenizer = tokenizer
        self._holding: Counter[str] = Counter()
        self._texts = 0
        for text in texts:
            self._texts += 1
            self._holding.update(self._words(text))

    def name(self, texts: Sequence[str]) -> str:
        """The words that tell these texts from others, in the order of the most typical one."""
        here: Counter[str] = Counter()
        for text in texts:
            here.update(self._words(text))
        weight = {w: n * math.log(1 + self._texts / self._holding[w]) for w, n in here.items()}
        best = sorted(weight, key=lambda w: (-weight[w], w))[:NAMED_BY]
        example = typical(texts)
        return "、".join(sorted(best, key=lambda w: (example.find(w) % (len(example) + 1), w)))

    def _words(self, text: str) -> set[str]:
        return {w for w in self._tokenizer.cut(text) if _WORD.fullmatch(w)}


def typical(texts: Sequence[str]) -> str:
    """The text most like the others, the first of equals."""
    some = sorted(set(texts))[:COMPARED]
    return max(some, key=lambda t: (sum(fuzz.ratio(t, o) for o in some), -len(t)), default="")
