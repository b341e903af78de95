"""What is still read when the head of a column is a word that nobody knows, or is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from jixiao.document import Pipeline, Result
from jixiao.extract.grids import GridReader
from jixiao.ingest.read import read
from jixiao.model.canonical import Canonical
from jixiao.model.tables import Deduction, Score, Target
from jixiao.packs.load import load
from jixiao.segment.fold import fold

CORPUS = Path(__file__).parents[2] / "corpus"
UNKNOWN = "甲乙丙丁戊己庚辛壬癸" * 4
NAMES = ("level1", "level2", "level3", "indicator")
ROLES = (*NAMES, "weight", "score", "target", "actual", "reason", "measure")
FORMS = (
    "2022_灯塔市水利局_部门整体支出绩效自评表.docx",
    "2022_垫江县交通局_农村公路养护项目绩效自评表.html",
    "2023_环县工业和商务局_部门整体支出绩效自评表.html",
    "2023_曲阳县教育和体育局_农村中小学校舍维修改造项目支出绩效自评表.xlsx",
    "2023_大悟县医疗保障局_部门整体绩效自评报告.docx",
)
LEAST = 0.95

Hidden = tuple[str, Canonical]


@pytest.fixture(scope="module")
def reader() -> GridReader:
    return GridReader(load())


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(load())


def hidden(reader: GridReader, canonical: Canonical) -> Iterator[Hidden]:
    """The text once with an unknown word and once with blanks for all heads of each role."""
    folded = fold(canonical.text)
    spans: dict[str, list[tuple[int, int]]] = {}
    for grid in canonical.grids:
        view = reader.view(grid, canonical, folded)
        for block in view.head_blocks():
            if not set(NAMES) & set(view.roles(block.heads).values()):
                continue
            for cell in (c for row in block.heads for c in view.row(row)):
                spans.setdefault(view.role(cell), []).append((cell.start, cell.end))
    for role in (r for r in ROLES if r in spans):
        for filling in (UNKNOWN, " " * len(UNKNOWN)):
            text = canonical.text
            for start, end in spans[role]:
                text = text[:start] + filling[: end - start] + text[end:]
            yield role, replace(canonical, text=text)


def facts(result: Result) -> Counter[tuple[object, ...]]:
    """What scores, targets and deductions say, without the head's own words."""
    found: Counter[tuple[object, ...]] = Counter()
    for row in (r for t in ("scores", "targets", "deductions") for r in result.tables[t]):
        if isinstance(row, Score):
            found["score", row.indicator_l3 or row.indicator_l2, row.weight, row.score] += 1
        elif isinstance(row, Target):
            found["target", row.indicator, row.target_text, row.actual_text] += 1
        elif isinstance(row, Deduction):
            found["deduction", row.indicator, row.points_lost, row.reason] += 1
    return found


@pytest.mark.parametrize("name", FORMS)
def test_a_head_that_nobody_knows(name: str, reader: GridReader, pipeline: Pipeline) -> None:
    canonical = read((CORPUS / name).read_bytes())
    known = facts(pipeline.rows(canonical, "0" * 64))
    fallen: dict[str, float] = {}
    for role, text in hidden(reader, canonical):
        found = facts(pipeline.rows(text, "0" * 64))
        f1 = 2 * (known & found).total() / (known.total() + found.total())
        fallen[role] = min(f1, fallen.get(role, 1.0))
    assert len(fallen) >= 4
    assert not {role: f1 for role, f1 in fallen.items() if f1 < LEAST}
