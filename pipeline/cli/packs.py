"""``jixiao packs``: what the packs hold, and whether their examples come true."""

from __future__ import annotations

from typing import Annotated

import typer

from ..packs import Packs, load
from .chinese import Command, Group
from .options import PacksOption, pack_names

app = typer.Typer(cls=Group, no_args_is_help=True, help="查看和检验规则包。")

PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATHS]...", help="另加的规则包：名字或文件夹。"),
]

_LIST = """列出规则包，其中各类条目、例句和反例的数目。

[bold]例[/bold]

  jixiao packs list

  jixiao packs list 我的规则/ -v
"""

_CHECK = """检验规则包：格式、冲突，并逐条运行正例和反例。有不符则退出码为 1。

[bold]例[/bold]

  jixiao packs check

  jixiao packs check --packs 我的规则/
"""


@app.command("list", cls=Command, help=_LIST)
def list_packs(
    paths: PathsArgument = None,
    packs: PacksOption = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="连同每个条目的编号和位置。")
    ] = False,
) -> None:
    """Describe the packs."""
    from ..packs.listing import describe

    typer.echo(describe(_load(paths, packs), verbose))


@app.command("check", cls=Command, help=_CHECK)
def check_packs(paths: PathsArgument = None, packs: PacksOption = None) -> None:
    """Run every example and counter-example."""
    from ..check_packs import check

    loaded = _load(paths, packs)
    failures = check(loaded)
    for failure in failures:
        typer.echo(str(failure), err=True)
    if failures:
        typer.echo(f"{len(failures)} 处不符。", err=True)
        raise typer.Exit(1)
    examples = sum(len(e.examples) + len(e.never) for e in loaded.entries)
    typer.echo(f"规则包全部通过：{len(loaded.entries)} 个条目，{examples} 个例句。")


def _load(paths: list[str] | None, packs: list[str] | None) -> Packs:
    return load((*(paths or ()), *pack_names(packs)))
