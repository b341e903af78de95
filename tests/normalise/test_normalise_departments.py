"""The reporting department, its canonical name and its family."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from jixiao.normalise.departments import canonical_name
from jixiao.normalise.regions import Region

Rows = Callable[[str, str], list[Any]]
COUNTY = Region("陕西省", "安康市", "石泉县", "610922")
DISTRICT = Region("广东省", "广州市", "海珠区", "440105")
CITY = Region("陕西省", "安康市", "", "610900")
PROVINCE = Region("陕西省", "", "", "610000")
MUNICIPAL = Region("重庆市", "", "荣昌区", "500153")


@pytest.mark.parametrize(
    ("name", "region", "canonical"),
    [
        ("石泉县水利局", COUNTY, "安康市石泉县水利局"),
        ("安康市石泉县水利局", COUNTY, "安康市石泉县水利局"),
        ("陕西省安康市石泉县水利局", COUNTY, "安康市石泉县水利局"),
        ("县水利局", COUNTY, "安康市石泉县水利局"),
        ("石泉县水利局（本级）", COUNTY, "安康市石泉县水利局"),
        ("石泉县水利局本级", COUNTY, "安康市石泉县水利局"),
        ("石 泉 县 水 利 局", COUNTY, "安康市石泉县水利局"),
        ("区科工商信局", DISTRICT, "广州市海珠区科工商信局"),
        ("安康市水利局", CITY, "安康市水利局"),
        ("市水利局", CITY, "安康市水利局"),
        ("陕西省水利厅", PROVINCE, "陕西省水利厅"),
        ("荣昌区城市管理局", MUNICIPAL, "重庆市荣昌区城市管理局"),
        ("水利局", Region(), "水利局"),
        ("", COUNTY, ""),
    ],
)
def test_canonical_names(name: str, region: Region, canonical: str) -> None:
    assert canonical_name(name, region) == canonical


def report(title: str, body: str = "一、基本情况\n渠道完好。") -> str:
    return f"{title}\n\n{body}\n"


@pytest.mark.parametrize(
    ("title", "department"),
    [
        ("石泉县水利局2022年度部门整体支出绩效自评报告", "石泉县水利局"),
        ("2022年度石泉县水利局部门整体支出绩效自评报告", "石泉县水利局"),
        ("石泉县水利局关于2022年度部门整体支出绩效自评的报告", "石泉县水利局"),
        ("中共石泉县委宣传部2022年度部门整体支出绩效自评报告", "中共石泉县委宣传部"),
        ("石泉县人民政府办公室2022年度整体支出绩效自评报告", "石泉县人民政府办公室"),
        ("石泉县城关镇人民政府2022年部门整体支出绩效自评报告", "石泉县城关镇人民政府"),
        ("石泉县人民检察院2022年部门整体支出绩效自评报告", "石泉县人民检察院"),
        ("部门整体支出绩效自评报告", ""),
    ],
)
def test_departments_in_titles(rows: Rows, title: str, department: str) -> None:
    (document,) = rows("documents", report(title))
    assert document.department == department


def test_the_fuller_name_of_the_title_wins_over_a_short_label(rows: Rows) -> None:
    text = report("石泉县水利局2022年度部门整体支出绩效自评报告\n部门名称：县水利局")
    assert rows("documents", text)[0].department == "石泉县水利局"


@pytest.mark.parametrize("label", ["（单位名称）", "单位名称", "XX县XX局", "×××单位", "（盖章）"])
def test_templates_are_no_names(rows: Rows, label: str) -> None:
    body = "一、基本情况\n石泉县水利局主要职责：管理河道。"
    text = report(f"部门整体支出绩效自评报告\n单位名称：{label}", body)
    assert rows("documents", text)[0].department == "石泉县水利局"


@pytest.mark.parametrize(
    ("body", "department"),
    [
        ("石泉县水利局（以下简称“我局”）管理河道。", "石泉县水利局"),
        ("石泉县水利局为正科级行政单位，下设五个股室。", "石泉县水利局"),
        ("现将2021年石泉县水利局整体支出自评情况报告如下。", "石泉县水利局"),
    ],
)
def test_departments_in_the_body(rows: Rows, body: str, department: str) -> None:
    text = report("部门整体支出绩效自评报告", f"一、基本情况\n{body}")
    assert rows("documents", text)[0].department == department


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("石泉县财政局", "财政"),
        ("石泉县教育和体育局", "教育"),
        ("石泉县第一人民医院", "卫生健康"),
        ("石泉县医疗保障局", "医疗保障"),
        ("石泉县文化旅游体育局", "文化旅游体育"),
        ("石泉县人力资源和社会保障局", "人力社保"),
        ("石泉县林业和湿地保护局", "林业草原"),
        ("中共石泉县委宣传部", "党委部门"),
        ("石泉县人大常委会办公室", "人大政协"),
        ("石泉县城关镇人民政府", "乡镇街道"),
        ("石泉县人民政府办公室", "政府办公"),
        ("石泉县怪异局", ""),
    ],
)
def test_families(rows: Rows, name: str, family: str) -> None:
    (document,) = rows("documents", report(f"部门整体支出绩效自评报告\n部门名称：{name}"))
    assert document.department_family == family


def test_the_signature_names_the_department_that_nothing_else_does(rows: Rows) -> None:
    text = "2022年文化补助资金绩效自评报告\n\n一、概况\n资金到位。\n某县文旅局\n2023年2月8日\n"
    (row,) = rows("documents", text)
    assert row.department == "某县文旅局"


@pytest.mark.parametrize(
    ("text", "department"),
    [
        (
            "发布时间：2023-04-12 信息来源：丰收区农业农村局 文字大小：\n项目绩效自评报告\n",
            "丰收区农业农村局",
        ),
        (
            "来源：丰收县财政局\n丰收县青河镇人民政府关于2022年专项资金使用情况\n",
            "丰收县青河镇人民政府",
        ),
        ("来源：丰收县财政局\n项目绩效自评报告\n", ""),
        ("项目支出绩效自评表\n\n主管部门\n\n丰收县民政局\n\n实施单位\n", "丰收县民政局"),
        ("人民检察院是国家的法律监督机关。\n", ""),
        (
            "索引号：|1134/2023-01|发布机构：|丰收县卫生健康委员会|\n项目绩效自评报告\n",
            "丰收县卫生健康委员会",
        ),
        ("丰收高新区（丰收市新区）建设局2022年度部门决算\n", "丰收高新区（丰收市新区）建设局"),
    ],
)
def test_who_published_the_page_reports_where_nobody_else_is_named(
    rows: Rows, text: str, department: str
) -> None:
    (document,) = rows("documents", text + "\n一、基本情况\n资金已拨付。\n")
    assert document.department == department
