"""A second opinion on the class of a text, by words and weights that were learnt beforehand.

``tools/train_opinion.py`` learns them with scikit-learn (logistic regression over tf-idf of jieba
words) and writes plain data; reading and using them needs no scikit-learn.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from ..packs.load import Packs
from ..segment.words import Tokenizer

# Columns with their classes, bias and words as JSON has them, below ``COLUMNS`` in the file.
Models = dict[str, dict[str, Any]]
FILE = "opinion.json"
COLUMNS = "columns"
LEARNT_FROM = "learnt_from"
PROBLEM, YES = "problem", "yes"  # the column of clauses that tell a problem, and its class
# Of clauses of reasons: the department's own failing (``YES``), another's doing, the mere result.
FAULT, OUTSIDE, RESULT = "fault", "outside", "result"
LEAST_CONFIDENCE = Decimal("0.30")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Opinion:
    """The likeliest class of a text, how sure it is (0 to 1), and the id of who says so."""

    value: str
    confidence: Decimal
    pattern: str


def words_of(tokenizer: Tokenizer, folded: str) -> list[str]:
    """The words by which a text is judged: those with a Chinese character."""
    return [word for word in tokenizer.cut(folded) if _HAN.search(word)]


class Opinions:
    """Opinions on the classes of all columns; nothing is read before the first one is asked for.

    ``models`` are by column; unless given they are those of the last pack that has an
    ``opinion.json``. Without any there is no opinion.
    """

    def __init__(self, packs: Packs, models: Models | None = None) -> None:
        self._packs = packs
        self._given = models

    def of(self, column: str, folded: str) -> Opinion | None:
        """The opinion on a text; None where it is not sure enough or knows none of the words."""
        model = self._models.get(column)
        if model is None:
            return None
        found = model.judge(words_of(self._tokenizer, folded))
        if found is None or found[1] < LEAST_CONFIDENCE:
            return None
        return Opinion(*found, f"{self._owner}:opinion.{column}")

    def odds(self, column: str, value: str, folded: str) -> Decimal | None:
        """The share of one class (0 to 1); None where nothing was learnt of the words."""
        model = self._models.get(column)
        shares = model.shares(words_of(self._tokenizer, folded)) if model is not None else None
        return shares.get(value) if shares is not None else None

    def knows(self, column: str, value: str) -> bool:
        """Whether a class was among those learnt."""
        model = self._models.get(column)
        return model is not None and value in model.classes

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer(self._packs)

    @cached_property
    def _file(self) -> tuple[str, Path] | None:
        files = [(p.name, p.path / FILE) for p in self._packs.packs]
        return next((f for f in reversed(files) if f[1].is_file()), None)

    @cached_property
    def _owner(self) -> str:
        return self._file[0] if self._file is not None else "core"

    @cached_property
    def _models(self) -> Mapping[str, _Model]:
        models = self._given
        if models is None and self._file is not None:
            models = json.loads(self._file[1].read_text("utf-8"))[COLUMNS]
        return {column: _Model(**data) for column, data in (models or {}).items()}


@dataclass(frozen=True, slots=True)
class _Model:
    """Classes with the weight that each has without words, and for each word its rarity (idf)
    and its weights, one a class."""

    classes: list[str]
    bias: list[float]
    words: dict[str, tuple[float, list[float]]]

    def judge(self, words: list[str]) -> tuple[str, Decimal] | None:
        """The likeliest class and its share of the odds; None where no word is known."""
        shares = self.shares(words)
        if shares is None:
            return None
        best = max(shares, key=lambda value: shares[value])
        return best, shares[best]

    def shares(self, words: list[str]) -> dict[str, Decimal] | None:
        """The share that each class has of the odds; None where no word is known."""
        counts = Counter(word for word in words if word in self.words)
        if not counts:
            return None
        values = {w: (1 + math.log(n)) * self.words[w][0] for w, n in counts.items()}
        length = math.hypot(*values.values())
        scores = list(self.bias)
        for word, value in values.items():
            for index, weight in enumerate(self.words[word][1]):
                scores[index] += weight * value / length
        top = max(scores)
        odds = [math.exp(score - top) for score in scores]
        whole = math.fsum(odds)
        return {
            value: Decimal(share / whole).quantize(_HUNDREDTH)
            for value, share in zip(self.classes, odds, strict=True)
        }
