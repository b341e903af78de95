"""``jixiao evaluate``: score tables against hand-checked ones."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

HELP = """把输出的表格同人工核对过的表格比较，并给出未解释数字的比例。

[bold]例[/bold]

  jixiao evaluate outputs corpus/gold

  jixiao evaluate outputs corpus/gold --misses 20

  jixiao evaluate outputs --documents
"""


def evaluate(
    outputs: Annotated[Path, typer.Argument(metavar="OUTPUTS", help="输出文件夹。")],
    gold: Annotated[
        Path | None,
        typer.Argument(metavar="GOLD", help="人工核对过的表格的文件夹；不给时只算未解释数字。"),
    ] = None,
    misses: Annotated[int, typer.Option("--misses", metavar="N", help="每张表列出几处不符。")] = 0,
    documents: Annotated[bool, typer.Option("--documents", help="逐个文件列出。")] = False,
) -> None:
    """Print the scores."""
    from ..evaluate import report

    typer.echo(report(outputs, gold, misses, by_document=documents))
