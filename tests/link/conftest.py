"""One sentence of a section of achievements, read."""

from __future__ import annotations

from typing import Any

import pytest
from reading import ACHIEVEMENTS

from jixiao.document import Pipeline


@pytest.fixture
def told(pipeline: Pipeline) -> Any:
    """The rows that a sentence of a section of achievements gives."""

    def read(sentence: str, head: str = ACHIEVEMENTS) -> list[Any]:
        return list(pipeline(f"{head}{sentence}\n".encode()).tables["targets"])

    return read
