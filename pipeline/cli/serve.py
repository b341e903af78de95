"""``jixiao serve``: the auditor's desk."""

from __future__ import annotations

from typing import Annotated

import typer

from ..model.errors import JixiaoError
from .options import OUTPUTS, CorpusOption, OutArgument

HELP = """打开核查台：在浏览器里检索原文、看核对不符、看每个数字在原文的哪一处。

只读文件和表格；记下的结论存在输出文件夹的 verdicts.sqlite，
更正存在报告文件夹旁边的 .corrections.yml。
默认只有本机能打开，不显示联系人的姓名和电话。

[bold]例[/bold]

  jixiao serve

  jixiao serve 结果/ --port 8080

  jixiao serve 结果/ --corpus 报告/ --contacts
"""
PORT = 8001


def serve(
    out: OutArgument = OUTPUTS,
    corpus: CorpusOption = None,
    host: Annotated[
        str, typer.Option("--host", metavar="HOST", help="监听的地址；默认只有本机能打开。")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="PORT", help="端口。")] = PORT,
    contacts: Annotated[
        bool, typer.Option("--contacts", help="显示联系人的姓名、电话和邮箱。")
    ] = False,
) -> None:
    """Serve the desk until Ctrl-C."""
    try:
        from ..desk import server, site
    except ModuleNotFoundError as error:
        raise JixiaoError(
            f"核查台需要的软件没有装好（{error.name}）。"
            "请运行 make serve，或 pip install '.[web]'。"
        ) from error
    desk = site.desk_of(out, corpus, contacts, host)
    typer.echo(f"核查台：{server.address(host, port)}  按 Ctrl-C 结束。")
    if not server.is_local(host):
        typer.echo("注意：同一网络里的其他人也能打开，没有密码。", err=True)
    server.serve(desk, port)
