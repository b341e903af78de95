"""jieba words with the packs' dictionary; figures with their units stay whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import rjieba

from ..packs.entries import Words
from ..packs.load import Packs
from .spans import Span

_FREQUENCY = 10_000


class Tokenizer:
    """Cuts text into words; ``whole`` spans are never cut nor joined with their neighbours."""

    def __init__(self, packs: Packs) -> None:
        self._jieba = rjieba.Jieba()
        for entry in packs.of(Words):
            for word in entry.words:
                self._jieba.add_word(word, _FREQUENCY, "n")

    def cut(self, text: str, whole: Sequence[Span] = ()) -> Iterator[str]:
        """The words of ``text`` in order; joined they give the text again."""
        at = 0
        for span in whole:
            yield from self._jieba.cut(text[at : span.start])
            yield text[span.start : span.end]
            at = span.end
        yield from self._jieba.cut(text[at:])
