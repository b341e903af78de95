"""``jixiao explain``: which stage and pattern made a row, and why others lost."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..model.errors import JixiaoError
from ..packs import load
from .options import PacksOption, pack_names

HELP = """说明某处文字由哪一步、哪条规则变成哪一行，别的规则为什么没有采用。

[bold]例[/bold]

  jixiao explain 报告.pdf --at 123

  jixiao explain 报告.pdf --text 419.86万元

  jixiao explain 压缩包.zip/里面/报告.pdf --at 123
"""


def explain(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="报告文件，也可以在压缩包里。"),
    ],
    at: Annotated[
        int | None, typer.Option("--at", metavar="N", help="字符位置（表中的 char_start）。")
    ] = None,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="要查的原文。")] = None,
    packs: PacksOption = None,
) -> None:
    """Explain a place of a file."""
    if (at is None) == (text is None):
        raise JixiaoError("请用 --at 给出字符位置，或用 --text 给出要查的原文，二者选一。")
    from ..explain import explain_file

    typer.echo(explain_file(file, load(pack_names(packs)), at, text))
