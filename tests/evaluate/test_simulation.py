"""The made-up corpus: jixiao reads back its truth, and finds the faults that were planted."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jixiao.evaluate import Quality, quality
from jixiao.evaluate.detection import OTHER_TABLES
from jixiao.run.corpus import Settings, run_corpus

ROOT = Path(__file__).parents[2]
SIZE = 72  # eight offices, three years, three forms
F1 = {"deductions": 0.95, "weaknesses": 0.95}
LEAST = 0.99


@pytest.fixture(scope="module")
def simulation() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "tools"))
        import simulation.corpus

        yield simulation.corpus


@pytest.fixture(scope="module")
def folder(simulation: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("simulated")
    simulation.write(simulation.Plan(SIZE, faults=0.9), folder / "in")
    assert run_corpus(Settings(folder / "in", folder / "out", jobs=2)).failed == 0
    return folder


@pytest.fixture(scope="module")
def measured(folder: Path) -> Quality:
    return quality(folder / "out", folder / "in" / "gold")


def test_the_truth_is_read_back(measured: Quality) -> None:
    assert len(measured.files) == SIZE
    assert not measured.lost
    assert not measured.wrong
    assert measured.unexplained == 0
    found = {table.table: table.f1 for table in measured.tables}
    assert set(found) >= {"amounts", "rates", "quantities", "scores", "targets", *F1}
    assert {name: f1 for name, f1 in found.items() if f1 < F1.get(name, LEAST)} == {}


def test_planted_faults_are_found_and_nothing_else(folder: Path) -> None:
    planted = {(r["file"], r["check"]) for r in _rows(folder / "in" / "gold" / "checks.csv")}
    failed = {
        (r["file"], r["check"])
        for r in _rows(folder / "out" / "checks.csv")
        if r["status"] == "fail" and r["severity"] != "info"
    }
    assert len(planted) > SIZE / 2
    assert len({check for _, check in planted}) >= 7
    assert planted - failed == set()
    assert {pair for pair in failed - planted if pair[1] not in OTHER_TABLES} == set()


def test_the_same_plan_gives_the_same_bytes(simulation: Any, tmp_path: Path) -> None:
    for name, size in (("a", 9), ("b", 9), ("longer", 18)):
        simulation.write(simulation.Plan(size, seed=7), tmp_path / name)
    first, again, longer = (_files(tmp_path / name) for name in ("a", "b", "longer"))
    assert first == again
    documents = {path: data for path, data in first.items() if not path.startswith("gold/")}
    assert len(documents) == 9
    assert documents.items() <= longer.items()
    simulation.write(simulation.Plan(9, seed=8), tmp_path / "other")
    assert not documents.items() & _files(tmp_path / "other").items()


def test_documents_come_one_by_one_and_none_twice(simulation: Any) -> None:
    plan = simulation.Plan(10**9, formats=("txt", "html"))
    found = simulation.documents(plan)
    paths = [next(found).path for _ in range(2000)]
    assert len(set(paths)) == 2000


def test_no_place_is_real() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "tools"))
        from simulation.places import COUNTIES, PROVINCES, county, office
    regions = {row["name"] for row in _rows(ROOT / "patterns" / "core" / "regions.csv")}
    assert not regions & {county(number) for number in range(COUNTIES)}
    assert set(PROVINCES) < regions
    assert len({office(number).name for number in range(30_000)}) == 30_000


def _rows(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}
