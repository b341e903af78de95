"""Wrong figures are seen by the checks, and documents without faults raise no alarm."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.document import Pipeline
from jixiao.evaluate.detection import Detection, detection, documents_below, faults_below
from jixiao.evaluate.report import detection_report

CORPUS = Path(__file__).parents[2] / "corpus"
EACH = 5


@pytest.fixture(scope="module")
def found(pipeline: Pipeline) -> Detection:
    return detection(pipeline, documents_below(CORPUS), each=EACH, seed=7)


def test_changed_figures_are_seen(found: Detection) -> None:
    assert sum(found.changed.values()) >= 60
    assert found.share >= 0.95, found.missed


def test_unchanged_documents_raise_few_false_alarms(found: Detection) -> None:
    false = found.false_alarms(faults_below(CORPUS / "gold"))
    assert len(false) * 10 <= found.documents, false


def test_every_fault_that_a_reader_found_is_told(found: Detection) -> None:
    assert not set(faults_below(CORPUS / "gold")) - set(found.alarms)


def test_the_report_tells_shares_and_alarms(found: Detection) -> None:
    text = detection_report(found, [], misses=1)
    assert f"{found.share:.1%}" in text
    assert f"误报 {len(found.alarms)} 处" in text
