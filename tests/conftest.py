"""One pipeline for all tests, and short ways to the rows of a text."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest
from reading import Rows

from jixiao.document import Pipeline
from jixiao.packs import Packs, load


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where every change is tested (``CI=true``) nothing is missing: a test skipped there fails."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI"):
        report.outcome = "failed"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """And so does a file of tests."""
    report = yield
    if report.skipped and os.environ.get("CI"):
        report.outcome = "failed"
    return report


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
