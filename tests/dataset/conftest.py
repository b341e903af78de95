"""The dataset of a small corpus."""

from __future__ import annotations

from pathlib import Path

import pytest
from dataset_corpus import make_corpus, run

from jixiao.dataset.about import Dataset, Settings
from jixiao.dataset.build import write_dataset


@pytest.fixture(scope="session")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the corpus."""
    folder = tmp_path_factory.mktemp("dataset")
    return run(make_corpus(folder / "corpus"), folder / "out")


@pytest.fixture(scope="session")
def made(outputs: Path) -> Dataset:
    """The dataset without persons."""
    settings = Settings(out=outputs, target=outputs / "dataset", authors=("某研究所",))
    return write_dataset(settings)


@pytest.fixture(scope="session")
def dataset(made: Dataset) -> Path:
    """Its folder."""
    return made.settings.target
