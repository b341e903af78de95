"""``jixiao left-out``: what a province's documents lose without the pack of their province."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

HELP = """逐个去掉各省的规则包，看该省的文件差多少。

用来估计在没有规则包的省会读成什么样。只看标注里写了省份、而且该省有规则包的文件。

[bold]例[/bold]

  jixiao left-out corpus corpus/gold
"""


def left_out(
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS", help="放报告的文件夹。")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="人工核对过的表格的文件夹。")],
) -> None:
    """Print F1 with and without each pack."""
    from ..evaluate import left_out as measure
    from ..evaluate.report import left_out_report
    from ..packs import load

    typer.echo(left_out_report(measure.left_out(load(), corpus, gold)))
