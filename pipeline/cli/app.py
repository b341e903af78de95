"""The program ``jixiao``: its commands, and how it ends."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ..model.errors import JixiaoError
from ..run.reasons import of_os_error
from ..version import installed_version
from . import dataset, detect, evaluate, explain, left_out, packs, report, run, serve, status
from .chinese import Command, Group, UsageError, explain_usage, speak_chinese

_HELP = """从政府绩效自评材料里提取带出处的表格数据。

把报告放进一个文件夹，运行 [bold]jixiao run 文件夹 --out 输出[/bold]，得到 CSV 表：
金额、比率、数量、文件引用等等，每行都注明原文、字符位置、页码和单元格。
"""

app = typer.Typer(
    name="jixiao",
    cls=Group,
    help=_HELP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"jixiao {installed_version()}")
        raise typer.Exit


@app.callback()
def _jixiao(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本。")
    ] = False,
) -> None:
    pass


app.command("run", cls=Command, help=run.HELP)(run.run)
app.command("status", cls=Command, help=status.HELP)(status.status)
app.command("serve", cls=Command, help=serve.HELP)(serve.serve)
app.command("explain", cls=Command, help=explain.HELP)(explain.explain)
app.command("evaluate", cls=Command, help=evaluate.HELP)(evaluate.evaluate)
app.command("detect", cls=Command, help=detect.HELP)(detect.detect)
app.command("left-out", cls=Command, help=left_out.HELP)(left_out.left_out)
app.command("report", cls=Command, help=report.HELP)(report.report)
app.command("dataset", cls=Command, help=dataset.HELP)(dataset.dataset)
app.add_typer(packs.app, name="packs")


def main() -> None:
    """Run the program. 1 is the status of whatever could not be done, 130 that of Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    speak_chinese()
    try:
        sys.exit(app(standalone_mode=False))
    except UsageError as error:
        _fail(explain_usage(error))
    except JixiaoError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename or '系统'}：{of_os_error(error)}")


def _fail(message: str) -> None:
    if message:
        typer.echo(f"错误：{message}", err=True)
    sys.exit(1)
