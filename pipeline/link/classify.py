"""The class of a short text by the words of a taxonomy in it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..packs.lexicon import Lexicon
from ..packs.load import Packs
from .cues import words_of

CLEAR = 2


@dataclass(frozen=True, slots=True)
class Class:
    """The class and the id of the entry that told it most.

    ``sure`` where the packs' words decide; ``confidence`` (0 to 1) where an opinion did.
    """

    value: str
    pattern: str
    sure: bool = False
    confidence: Decimal | None = None


class Classifier:
    """Classes of one column; made once for all documents."""

    def __init__(self, packs: Packs, column: str) -> None:
        self._lexicon = Lexicon(words_of(packs, column))

    def of(self, folded: str, otherwise: str = "other", last: str = "") -> Class:
        """The class whose words cover most of the text; the first named among equals.

        ``last`` is a class that counts only where no other has a word. The class is sure where its
        words cover ``CLEAR`` times as much as those of any other.
        """
        weights: dict[str, int] = {}
        told: dict[str, str] = {}
        for hit in self._lexicon.find(folded):
            value = hit.value.value
            weights[value] = weights.get(value, 0) + hit.end - hit.start
            told.setdefault(value, hit.value.id)
        if not weights:
            return Class(otherwise, "")
        best = max(weights, key=lambda value: (value != last, weights[value]))
        others = (weights[value] for value in weights if value not in (best, last))
        return Class(best, told[best], weights[best] >= CLEAR * max(others, default=0))

    def has(self, folded: str, value: str) -> bool:
        """Whether some word of the class stands in the text."""
        return any(hit.value.value == value for hit in self._lexicon.find(folded))
