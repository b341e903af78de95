"""``jixiao packs``: what the packs hold, and whether their examples come true."""

from __future__ import annotations

from typing import Annotated

import typer

from ..packs import load
from .chinese import Command, Group
from .options import pack_names

app = typer.Typer(cls=Group, no_args_is_help=True, help="查看和检验规则包。")

PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATHS]...", help="另加的规则包：名字或文件夹。"),
]

_LIST = """列出规则包和其中的条目。

[bold]例[/bold]

  jixiao packs list

  jixiao packs list 我的规则/
"""

_CHECK = """检验规则包：格式、冲突，并逐条运行正例和反例。有不符则退出码为 1。

[bold]例[/bold]

  jixiao packs check

  jixiao packs check 我的规则/
"""


@app.command("list", cls=Command, help=_LIST)
def list_packs(paths: PathsArgument = None) -> None:
    """Describe the packs."""
    from ..packs.check import describe

    typer.echo(describe(load(pack_names(paths))))


@app.command("check", cls=Command, help=_CHECK)
def check_packs(paths: PathsArgument = None) -> None:
    """Run every example and counter-example."""
    from ..packs.check import check

    failures = check(load(pack_names(paths)))
    for failure in failures:
        typer.echo(str(failure), err=True)
    if failures:
        typer.echo(f"{len(failures)} 处不符。", err=True)
        raise typer.Exit(1)
    typer.echo("规则包全部通过。")
