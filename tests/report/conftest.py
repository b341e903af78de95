"""A report on a small made-up corpus."""

from __future__ import annotations

from pathlib import Path

import made_tables
import pytest

from jixiao.report import write_report


@pytest.fixture(scope="session")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of twelve files and one that could not be read."""
    folder = tmp_path_factory.mktemp("outputs")
    made_tables.write_corpus(folder, 12)
    with (folder / "runs.csv").open("a", encoding="utf-8") as file:
        file.write("坏.pdf,,failed,0.1,,文件加了密。请去掉密码后再放进来。,\n")
    return folder


@pytest.fixture(scope="session")
def report(outputs: Path) -> Path:
    """The page on ``outputs``."""
    path = outputs / "report.html"
    write_report(outputs, path)
    return path
