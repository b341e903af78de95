"""``jixiao dataset``: the tables of a run → a dataset to publish and cite."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from ..model.errors import JixiaoError

HELP = """把一次运行的表格做成可以发布、引用的数据集。

有 CSV、Parquet、Stata 和 Excel 能直接打开的 CSV，datapackage.json（Frictionless）、croissant.json，
中英文编码手册、每个文件的来源、校验和、引用格式，以及 R、Stata、Python、DuckDB 的读取例子。
同样的表格写出逐字节相同的数据集。联系人的姓名、电话、邮箱不在其中（加 --personal 才有）。

报告文件夹里有 manifest.csv（列：file、url、retrieved、licence）时，来源网址写进 provenance 表。

[bold]例[/bold]

  jixiao dataset outputs

  jixiao dataset 结果/ --to 数据集/ --title 某省2023年绩效自评 --author 张三 --licence CC-BY-4.0
"""
NEEDED = "pyarrow"


def dataset(
    outputs: Annotated[Path, typer.Argument(metavar="OUTPUTS", help="jixiao run 的输出文件夹。")],
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="DIR", help="写到哪里；不给时写到 OUTPUTS/dataset。"),
    ] = None,
    personal: Annotated[
        bool,
        typer.Option("--personal", help="保留联系人的个人信息（先用 jixiao run --contacts）。"),
    ] = False,
    manifest: Annotated[
        Path | None,
        typer.Option(
            "--manifest", metavar="FILE", help="来源清单；默认为报告文件夹的 manifest.csv。"
        ),
    ] = None,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="数据集的名称。")] = "",
    author: Annotated[
        list[str] | None, typer.Option("--author", metavar="NAME", help="编者，可以多次给。")
    ] = None,
    licence: Annotated[
        str, typer.Option("--licence", metavar="SPDX", help="许可的 SPDX 代号，如 CC-BY-4.0。")
    ] = "",
) -> None:
    """Write the dataset and say where it is."""
    if find_spec(NEEDED) is None:
        raise JixiaoError(
            f"写数据集还缺 {NEEDED}。请运行 make dataset，或 pip install 'jixiao[dataset]'。"
        )
    from ..dataset.about import TITLE, Settings
    from ..dataset.build import write_dataset

    target = to or outputs / "dataset"
    made = write_dataset(
        Settings(
            out=outputs,
            target=target,
            personal=personal,
            manifest=manifest,
            title=title or TITLE,
            authors=tuple(author or ()),
            licence=licence,
        )
    )
    rows = sum(table.rows for table in made.tables)
    typer.echo(f"数据集已写到 {target}：{len(made.tables)} 张表，{rows} 行，版本 {made.version}。")
    if personal:
        typer.echo("注意：其中有姓名、电话等个人信息，公开之前请确认有法律依据。", err=True)
