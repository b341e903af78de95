"""Indicators by name, the form that a document follows, and points by formula."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jixiao.model.errors import PackError
from jixiao.packs import Packs, load
from jixiao.packs.frameworks import Band, Rated
from jixiao.packs.indicators import points

Rows = Callable[[str, str], list[Any]]
COMMON = "财预〔2013〕53号投入/过程/产出/效果"


@pytest.mark.parametrize(
    ("name", "indicator"),
    [
        ("预算执行率", "budget_execution_rate"),
        ("预算资金执行率（10分）", "budget_execution_rate"),
        ("★2.部门预算资金支出率", "budget_execution_rate"),
        ("“三公”经费控制率", "three_public_control_rate"),
        ("三、 满意度指标：", "satisfaction"),
        ("C2固定资产利用率", "fixed_asset_use_rate"),
    ],
)
def test_names_as_clerks_print_them(packs: Packs, name: str, indicator: str) -> None:
    found = packs.indicators.find(("", "", name))
    assert found is not None
    assert found.indicator == indicator


@pytest.mark.parametrize("name", ["修渠里程", "低保金发放及时率", "预算执行率较上年提高情况", ""])
def test_names_of_ones_own_have_no_id(packs: Packs, name: str) -> None:
    assert packs.indicators.find(("", "", name)) is None


def test_a_name_with_two_meanings_is_decided_by_the_name_above(packs: Packs) -> None:
    find = packs.indicators.find
    asset = find(("过程", "资产管理", "管理制度健全性"), COMMON)
    budget = find(("过程", "预算管理", "管理制度健全性"), COMMON)
    assert asset is not None
    assert budget is not None
    assert (asset.indicator, budget.indicator) == ("asset_rules", "management_rules")
    assert find(("", "", "管理制度健全性"), COMMON) is None


def test_a_form_knows_weights_and_formulas(packs: Packs) -> None:
    row = packs.indicators.rated("财预〔2020〕10号项目支出", "budget_execution_rate")
    assert row is not None
    assert (row.weight, row.scoring) == (Decimal(10), "proportion")


@pytest.mark.parametrize(
    ("scoring", "rate", "expected"),
    [("proportion", "92.5", "9.25"), ("proportion", "120", "10"), ("floor", "80", "5"),
     ("floor", "59", "0"), ("bands", "96", "10"), ("bands", "90", "8"), ("bands", "10", "0"),
     ("judged", "100", None)],
)  # fmt: skip
def test_points_by_formula(scoring: str, rate: str, expected: str | None) -> None:
    bands = (
        Band(operator="≥", bound=Decimal(95), share=Decimal(100)),
        Band(operator="≥", bound=Decimal(80), share=Decimal(80)),
    )
    row = Rated(indicator="x", level="3", scoring=scoring, bands=bands)  # type: ignore[arg-type]
    earned = points(row, Decimal(rate), Decimal(10))
    assert earned == (Decimal(expected) if expected is not None else None)


@pytest.mark.parametrize(
    ("place", "levels", "framework"),
    [
        ("", ("投入", "过程", "产出", "效果"), COMMON),
        ("湖南省", ("投入", "过程", "产出", "效果"), "湖南投入/过程/产出/效果"),
        ("", ("决策", "过程", "产出", "效益"), "决策/过程/产出/效益"),
        ("江苏省", ("决策", "过程", "履职", "效益"), "江苏决策/过程/履职/效益"),
        ("", ("甲类", "乙类", "丙类"), ""),
    ],
)
def test_the_framework_by_the_first_level(
    rows: Rows, place: str, levels: tuple[str, ...], framework: str
) -> None:
    text = f"{place}某某县水利局部门整体支出绩效自评表\n一级指标\t三级指标\t分值\t得分\n"
    text += "".join(f"{level}\t修渠里程\t10\t9\n" for level in levels)
    [document] = rows("documents", text)
    assert document.framework == framework


def test_common_words_in_a_text_name_no_framework(rows: Rows) -> None:
    text = "部门整体支出绩效自评报告\n\n我局科学决策，加强过程监管，注重产出实效，效益明显。\n"
    [document] = rows("documents", text)
    assert document.framework == ""


FORM = """kind: frameworks
entries:
- id: form
  framework: 某地的表
  terms: [甲类]
  rows:
  - {indicator: satisfaction, level: 1}
  - {indicator: funds_in_place_rate, level: 3, parent: satisfaction, scoring: bands,
     bands: ['≥90:80']}
  examples:
  - {text: 甲类, framework: 某地的表}
"""


@pytest.mark.parametrize(
    ("was", "wrong", "told"),
    [
        ("funds_in_place_rate", "funds_in_plaze_rate", "“funds_in_plaze_rate”没有条目说明"),
        ("parent: satisfaction", "parent: satisfiction", "不在本表的行中；是否想写“satisfaction”"),
        ("≥90:80", "90以上80", "bands 中不能写“90以上80”；请写 '≥90:80'"),
        (",\n     bands: ['≥90:80']", "", "缺少“bands”"),
        ("level: 1", "level: 4", "level 不能是“4”"),
        ("level: 1", "levl: 1", "不认识的键“levl”；是否想写“level”"),
        ("level: 1", "weight: 5", "表的一行缺少“level”"),
    ],
)
def test_mistakes_in_a_form_are_told(
    write_pack: Callable[..., Path], was: str, wrong: str, told: str
) -> None:
    load([str(write_pack(form=FORM))])
    with pytest.raises(PackError) as error:
        load([str(write_pack(form=FORM.replace(was, wrong)))])
    assert told in str(error.value)
