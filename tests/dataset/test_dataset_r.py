"""R reads the dataset as docs/dataset.md says, every cell of it, whatever the locale."""

from __future__ import annotations

import csv
import math
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.dataset.about import Dataset
from jixiao.dataset.schema import Column

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed"),
]

# Gives back what was read, by readr from CSV and by haven from Stata; warnings are errors.
GIVE_BACK = """
to <- commandArgs(TRUE)[1]
for (name in commandArgs(TRUE)[-1]) {
  stated <- haven::read_dta(file.path("stata", paste0(name, ".dta")))
  write_csv(get(name), file.path(to, paste0(name, "-readr.csv")), na = "")
  write_csv(haven::as_factor(stated), file.path(to, paste0(name, "-haven.csv")), na = "")
}
cat(attr(labelled$score, "label"), "\\n")
cat(sapply(documents[c("pages", "ocr", "self_score", "report_date")], class), "\\n")
"""


def documented() -> str:
    (code,) = re.findall(r"```r\n(.*?)```", (ROOT / "docs/dataset.md").read_text("utf-8"), re.S)
    return str(code)


def rows(path: Path) -> Iterator[list[str]]:
    csv.field_size_limit(1 << 28)
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file)


def same(column: Column, cell: str, read: str) -> bool:
    if column.kind is bool:
        return cell == read.lower()
    if column.kind in (int, Decimal) and cell and read:
        return math.isclose(float(cell), float(read), rel_tol=1e-14)
    return cell == read


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_r_reads_every_cell(made: Dataset, dataset: Path, tmp_path: Path, locale: str) -> None:
    script = tmp_path / "all.R"
    script.write_text(f"options(warn = 2)\n{documented()}{GIVE_BACK}", "utf-8")
    names = [t.table.name for t in made.tables]
    done = subprocess.run(
        ["Rscript", "--vanilla", str(script), str(tmp_path), *names],
        cwd=dataset,
        env={**os.environ, "LC_ALL": locale},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    *counts, label, types = done.stdout.splitlines()
    assert counts == [
        f"{t.table.name}: {t.rows} rows, {len(t.table.columns)} columns" for t in made.tables
    ]
    assert label == "points won (points) "
    assert types.split() == ["integer", "logical", "numeric", "Date"]
    for table in made.tables:
        given = list(rows(dataset / "csv" / f"{table.table.name}.csv"))
        for how in ("readr", "haven"):
            found = list(rows(tmp_path / f"{table.table.name}-{how}.csv"))
            assert len(found) == len(given)
            for line, read in zip(given[1:], found[1:], strict=True):
                for column, cell, got in zip(table.table.columns, line, read, strict=True):
                    assert same(column, cell, got), (table.table.name, how, column.name, cell, got)
        assert next(rows(tmp_path / f"{table.table.name}-readr.csv")) == given[0]
