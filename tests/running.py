"""Small corpora, and what a run made of them, for the tests of runs here and on a cluster."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

Table = list[dict[str, str]]


def write_reports(folder: Path, texts: Iterable[str]) -> Path:
    """A file for each text, by turns in two folders, one of them with a blank in its name."""
    for number, text in enumerate(texts):
        path = folder / ("甲县" if number % 2 else "乙 县") / f"{number:02}（部门）.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def table(out: Path, name: str) -> Table:
    """The rows of a table of an output folder."""
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def runs_but_times(out: Path) -> Table:
    """The rows of ``runs`` without the time that each file took."""
    return [{**row, "seconds": ""} for row in table(out, "runs")]
