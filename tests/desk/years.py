"""Reports of two departments over two years: the same problems, the same words, other figures."""

from __future__ import annotations

from pathlib import Path

import docx

REPORT = """{place}农业农村局{year}年度部门整体支出绩效自评报告
{province}{place}农业农村局

一、基本情况
按照县委、县政府的工作部署，全局上下共同推进高标准农田建设{area}万亩，累计培训<i>农民</i>{trained}人次，带动了农村居民收入稳定增长。
二、预算执行情况
{year}年全年预算数{budget}万元，全年支出{spent}万元，预算执行率{rate}%。
三、存在的问题
1.项目支出进度前慢后快，年底集中支付。
2.{own}
{more}"""
RIGHT = """四、上年度问题整改情况
上年度自评发现的绩效指标设置不够细化、难以量化考核的问题，已完成整改。
"""
AGAIN = """3.绩效指标设置不够细化，难以量化考核。
"""
REPORTS = (
    ("谷城县", "湖北省襄阳市", 2022, 1.2, 800, 1000, 900, 90, "固定资产账实不符。", RIGHT),
    ("谷城县", "湖北省襄阳市", 2023, 1.5, 860, 1200, 1140, 95, "固定资产账实不符。", AGAIN),
    ("松阳县", "浙江省丽水市", 2022, 1.2, 640, 500, 400, 80, "采购程序不规范。", ""),
    ("松阳县", "浙江省丽水市", 2023, 1.3, 700, 600, 594, 99, "政府采购程序不规范。", ""),
)


def write_years(folder: Path) -> None:
    """Write the four reports into a folder."""
    for report in REPORTS:
        place, _, year, *_ = report
        write_report(folder / f"{year}_{place}农业农村局.docx", *report)


def write_report(path: Path, *values: str | float) -> None:
    """Write a report as docx, a paragraph a line."""
    names = (
        "place",
        "province",
        "year",
        "area",
        "trained",
        "budget",
        "spent",
        "rate",
        "own",
        "more",
    )
    document = docx.Document()
    for line in REPORT.format(**dict(zip(names, values, strict=True))).splitlines():
        document.add_paragraph(line)
    document.save(str(path))
