"""The rows of forms of the own corpus are the same when the tables have lost their cells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jixiao.document import Pipeline
from jixiao.model.tables import Score, Target

TOOLS = Path(__file__).parents[2] / "tools"
SOURCES = ("b5_quyang_jtj_project_2023", "i_linyi_nyncj_project_2023", "v3_fujin_swj_2023")
# Shares of scores and targets that must be the same; goals cut in the middle are not put together.
KINDS = {
    "rows": (0.88, 0.75),
    "cut_rows": (0.88, 0.5),
    "cells": (0.95, 0.75),
    "cells_apart": (0.88, 0.75),
    "piped_cells": (0.88, 0.75),
    "line": (0.95, 0.75),
}


@pytest.fixture(scope="module")
def tools() -> Iterator[Any]:
    """tools/build_formats.py."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(TOOLS))
        import build_formats

        yield build_formats


@pytest.fixture(scope="module")
def written(tools: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources as text with tabs and in each kind of damage."""
    folder = tmp_path_factory.mktemp("lost")
    tools.build(folder, tools.read_sources(SOURCES), ("md", *KINDS))
    return folder


def _told(pipeline: Pipeline, folder: Path) -> tuple[set[Any], set[Any]]:
    scores: set[Any] = set()
    targets: set[Any] = set()
    for file in folder.iterdir():
        tables = pipeline(file.read_bytes()).tables
        for row in tables["scores"]:
            assert isinstance(row, Score)
            scores.add((file.stem, row.indicator_l3, row.weight, row.score))
        for row in tables["targets"]:
            assert isinstance(row, Target)
            targets.add((file.stem, row.indicator, row.target_value, row.actual_value))
    return scores, targets


@pytest.mark.parametrize("kind", KINDS)
def test_rows_of_damaged_forms(pipeline: Pipeline, written: Path, kind: str) -> None:
    whole, damaged = (_told(pipeline, written / form) for form in ("md", kind))
    for least, told, found in zip(KINDS[kind], whole, damaged, strict=True):
        assert len(told & found) >= least * max(len(told), len(found)), told ^ found
