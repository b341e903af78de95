"""``jixiao report``: the tables of a run → one HTML page."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from ..model.errors import JixiaoError

HELP = """把一次运行的表格写成一个分析报告：单个 HTML 文件，用浏览器打开，不联网，可以打印。

有总览、部门比较、自评得分、没有通过的核对（附原文）、目标完成情况、问题热力图、反复出现的问题、
雷同的文字、扣分和数据质量；表格可以排序和筛选。
同样的表格写出同样的文件。

[bold]例[/bold]

  jixiao report outputs

  jixiao report 结果/ --to 2023年自评分析.html

  jixiao run 报告/ --out 结果/ && jixiao report 结果/
"""
NEEDED = ("altair", "jinja2", "vl_convert")


def report(
    outputs: Annotated[Path, typer.Argument(metavar="OUTPUTS", help="jixiao run 的输出文件夹。")],
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FILE", help="写到哪里；不给时写到 OUTPUTS/report.html。"),
    ] = None,
) -> None:
    """Write the report and say where it is."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise JixiaoError(
            f"写报告还缺 {'、'.join(missing)}。请运行 make，或 pip install 'jixiao[report]'。"
        )
    from ..report import write_report

    target = to or outputs / "report.html"
    size = write_report(outputs, target)
    typer.echo(f"报告已写到 {target}（{size / 1e6:.1f} MB），用浏览器打开即可。")
