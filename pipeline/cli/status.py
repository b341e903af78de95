"""``jixiao status``: what is done, what the next run would do."""

from __future__ import annotations

from typing import Annotated

import typer

from ..run.status import standing
from .options import OUTPUTS, CorpusOption, OutArgument, PacksOption, pack_names

HELP = """看输出文件夹同报告对不对得上：哪些做完了、失败了、改动过、还没有做、已经移走。

只看文件的大小和时间，不读内容，也不写任何东西；运行着的时候也可以看。
“要重做”的是文件、规则包或程序改动过的；移走的文件，下次运行时它的行从各表里去掉。

[bold]例[/bold]

  jixiao status

  jixiao status 结果/ --list 1000

[bold]退出码[/bold]  0 没有要做的；3 有要做的（新文件、改动、移走）；1 看不了。
"""
PENDING = 3
_TITLES = {
    "done": "完成",
    "unpacked": "拆开的压缩包",
    "failed": "失败",
    "stale": "要重做",
    "new": "还没有做",
    "removed": "已移走",
}
_NAMED = ("failed", "stale", "new", "removed")


def status(
    out: OutArgument = OUTPUTS,
    corpus: CorpusOption = None,
    packs: PacksOption = None,
    most: Annotated[
        int, typer.Option("--list", metavar="N", min=0, help="每一类列出几个文件。")
    ] = 20,
) -> None:
    """Print the counts and the names of what is not done."""
    found = standing(out, corpus, pack_names(packs), most)
    typer.echo(f"报告在 {found.corpus}")
    for state, title in _TITLES.items():
        if found.counts[state] or state in ("done", "failed"):
            typer.echo(f"{title} {found.counts[state]}")
    for state in _NAMED:
        for file, reason in found.named[state]:
            typer.echo(f"  {_TITLES[state]}  {file}{'：' + reason if reason else ''}")
        rest = found.counts[state] - len(found.named[state])
        if rest and most:
            typer.echo(f"  {_TITLES[state]}  ……还有 {rest} 个")
    if found.pending:
        raise typer.Exit(PENDING)
