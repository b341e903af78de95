"""A spaCy tokenizer: jieba words with the packs' dictionary, figures with their units whole."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from ..segment.fold import fold
from ..segment.spans import Span
from ..segment.words import Tokenizer
from .annotations import keep_text
from .reading import ReadText, read_text
from .stages import pack_names, stages

NAME = "jixiao.tokenizer.v1"
_NUMBER = re.compile(r"[A-Za-z]*\d+(?:[.,]\d+)*[A-Za-z0-9]*")


class JixiaoTokenizer:
    """Text → ``Doc``. Every span of a row that the stages make begins and ends with a token."""

    def __init__(self, vocab: Vocab, packs: Sequence[str] = ()) -> None:
        self.vocab = vocab
        self.packs = pack_names(packs)
        stages(self.packs)

    def __call__(self, text: str) -> Doc:
        """Cut a text into words."""
        return self.doc_of(read_text(stages(self.packs), text))

    def doc_of(self, reading: ReadText) -> Doc:
        """The words of a text that has been read already."""
        cut = words(stages(self.packs).words, reading.text, reading.whole, reading.borders)
        return keep_text(Doc(self.vocab, *_parted(cut)), reading.text)

    def pipe(self, texts: Iterable[str], batch_size: int = 0) -> Iterator[Doc]:
        """One ``Doc`` after the other."""
        return map(self, texts)

    def to_bytes(self, **options: Any) -> bytes:
        """Nothing: the config holds the names of the packs."""
        return b""

    def from_bytes(self, data: bytes, **options: Any) -> JixiaoTokenizer:
        """The tokenizer as the config made it."""
        return self

    def to_disk(self, path: str | Path, **options: Any) -> None:
        """Write nothing: the config holds the names of the packs."""

    def from_disk(self, path: str | Path, **options: Any) -> JixiaoTokenizer:
        """The tokenizer as the config made it."""
        return self


def create_tokenizer(packs: Sequence[str] = ()) -> Callable[[Language], JixiaoTokenizer]:
    """The registered function that the config of a ``Language`` names."""

    def create(nlp: Language) -> JixiaoTokenizer:
        return JixiaoTokenizer(nlp.vocab, packs)

    return create


registry.tokenizers.register(NAME, func=create_tokenizer)


def words(
    tokenizer: Tokenizer, text: str, whole: Sequence[Span] = (), borders: Sequence[int] = ()
) -> Iterator[str]:
    """The words of ``text``; joined they give it again.

    ``whole`` spans and numbers stay in one piece, a word ends at each of the ``borders`` that lies
    in none of them.
    """
    kept = list(_with_numbers(fold(text), whole))
    starts = [span.start for span in kept]
    at = done = 0
    for border in (*borders, len(text)):
        index = bisect_right(starts, border) - 1
        if border <= at or (index >= 0 and kept[index].start < border < kept[index].end):
            continue
        upto = bisect_left(starts, border, done)
        inside = [Span(s.start - at, s.end - at) for s in kept[done:upto]]
        yield from filter(None, tokenizer.cut(text[at:border], inside))
        at, done = border, upto


def _with_numbers(folded: str, whole: Sequence[Span]) -> Iterator[Span]:
    """``whole`` and the numbers between them, some of which jieba would cut: 3,400.5, 5G, F2B."""
    at = 0
    for span in (*whole, Span(len(folded), len(folded))):
        for number in _NUMBER.finditer(folded, at, span.start):
            yield Span(*number.span())
        if span.end > span.start:
            yield span
        at = span.end


def _parted(cut: Iterable[str]) -> tuple[list[str], list[bool]]:
    """Words, and whether a blank follows each; a blank behind a word is no word of its own."""
    found: list[str] = []
    spaces: list[bool] = []
    for word in cut:
        if word == " " and found and not spaces[-1]:
            spaces[-1] = True
        else:
            found.append(word)
            spaces.append(False)
    return found, spaces
