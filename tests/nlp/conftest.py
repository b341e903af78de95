"""Texts and pipelines for the tests of the spaCy components."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

import jixiao
from jixiao.ingest.encoding import decode

CORPUS = Path(__file__).parents[2] / "corpus"
SENTENCE = (
    "全年支出419.86万元，同比下降23.4%。走访企业20家；依据《预算法》（财预〔2020〕10号）执行。"
)


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Our own pipeline; tests must not change it."""
    return jixiao.load()


@pytest.fixture(scope="session")
def corpus_texts() -> list[str]:
    """The text files of the own corpus, as decoded and not yet joined to paragraphs."""
    return [decode(path.read_bytes()).text for path in sorted(CORPUS.glob("*.txt"))]


@pytest.fixture
def sentence() -> str:
    """A figure of each measure, a citation, two sentences."""
    return SENTENCE
