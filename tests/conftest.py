"""One pipeline for all tests, and short ways to the rows of a text."""

from __future__ import annotations

from typing import Any

import pytest
from reading import Rows

from jixiao.document import Pipeline
from jixiao.packs import Packs, load


@pytest.fixture(scope="session")
def packs() -> Packs:
    """The packs that come with jixiao."""
    return load()


@pytest.fixture(scope="session")
def pipeline(packs: Packs) -> Pipeline:
    """A pipeline that all tests share; it keeps nothing of the documents that it reads."""
    return Pipeline(packs)


@pytest.fixture(scope="session")
def rows(pipeline: Pipeline) -> Rows:
    """The rows of one table of a text file: ``rows("amounts", text)``."""

    def read(table: str, text: str) -> list[Any]:
        return list(pipeline(text.encode()).tables[table])

    return read
