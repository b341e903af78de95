"""A pack of a province taken away: its documents are found by gold, and what is lost is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jixiao.evaluate.left_out import LeftOut, left_out
from jixiao.evaluate.report import left_out_report
from jixiao.packs import load

FILE = "甲.txt"
TEXT = "某县民政局部门整体支出绩效自评报告\n\n一、基本情况\n全年支出12翎，其中补助3万元。\n"
UNIT = """kind: units
entries:
- id: money.ling
  measure: money
  forms: [翎]
  examples:
  - {text: 全年支出12翎。, amount_wan: "0.0012"}
"""


@pytest.fixture
def found(tmp_path: Path, folder: Callable[..., Path]) -> tuple[LeftOut, ...]:
    pack = tmp_path / "qinghai"
    pack.mkdir()
    (pack / "pack.yml").write_text("name: qinghai\ntitle: 青海\ndescription: 试\n", "utf-8")
    (pack / "units.yml").write_text(UNIT, "utf-8")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / FILE).write_text(TEXT, "utf-8")
    amounts = [{"file": FILE, "amount_wan": a, "currency": "CNY"} for a in ("0.0012", "3")]
    gold = folder("gold", documents=[{"file": FILE, "province": "青海省"}], amounts=amounts)
    return left_out(load([str(pack)]), corpus, gold)


def test_only_the_pack_of_the_documents_province_is_taken_away(found: tuple[LeftOut, ...]) -> None:
    (one,) = found
    ((with_, without),) = one.tables
    assert (one.pack, one.files, with_.table) == ("青海", (FILE,), "amounts")
    assert (with_.f1, without.recall) == (1.0, 0.5)
    assert one.cost == pytest.approx(1 / 3)


def test_the_report_names_the_largest_loss(found: tuple[LeftOut, ...]) -> None:
    assert "最多损失 0.333（要求不超过 0.05）" in left_out_report(found)
