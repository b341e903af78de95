"""``jixiao detect``: change single figures of documents and see whether the checks notice."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

HELP = """随机改动文档里的单个数字，看核对能不能发现。

只改动参加核对而且原来相符的数字，改前两位有效数字中的一位。读不了的文件跳过。

[bold]例[/bold]

  jixiao detect corpus corpus/gold --each 10 --misses 20
"""


def detect(
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS", help="放报告的文件夹。")],
    gold: Annotated[
        Path | None,
        typer.Argument(metavar="GOLD", help="人工标注的文件夹，其中 checks.csv 是真有的毛病。"),
    ] = None,
    each: Annotated[int, typer.Option("--each", metavar="N", help="每份文档改动几个数字。")] = 10,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="随机数种子。")] = 1,
    misses: Annotated[int, typer.Option("--misses", metavar="N", help="列出几处没有发现的。")] = 0,
) -> None:
    """Print how many changes the checks noticed."""
    from ..evaluate.detection import detection, documents_below, faults_below
    from ..evaluate.report import detection_report
    from ..nlp.stages import stages

    found = detection(stages().pipeline, documents_below(corpus), each, seed)
    typer.echo(detection_report(found, faults_below(gold) if gold else [], misses))
