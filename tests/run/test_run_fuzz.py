"""A run over some dozens of damaged files bears them all; ``make fuzz`` takes two thousand."""

from __future__ import annotations

from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[2] / "tools"
FORMATS = ("txt", "md", "html", "docx", "xlsx", "zip", "eml")


@pytest.mark.slow
def test_damaged_files_are_borne(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TOOLS))
    from fuzz import fuzz

    found = fuzz(tmp_path, FORMATS, count=60, seed=3, jobs=2)
    assert found.faults == ()
    counts = found.counts.values()
    assert sum(c["files"] for c in counts) >= 60
    assert any(c["failed"] for c in counts)
    assert any(c["done"] for c in counts)
