"""``jixiao run --cluster``: the same run on a Dask cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import typer

from ..model.errors import JixiaoError

if TYPE_CHECKING:
    from ..cluster.corpus import ClusterSummary


def run_on_cluster(**settings: Any) -> NoReturn:
    """Run with the fields of ``ClusterSettings``, say how it went, and exit."""
    try:
        from ..cluster.corpus import ClusterSettings, run_cluster
        from ..cluster.progress import Lines
    except ModuleNotFoundError as error:
        raise JixiaoError(
            f"集群运行需要的软件没有装好（{error.name}）。"
            "请运行 make CLUSTER=地址，或 pip install '.[cluster]'。"
        ) from error
    try:
        summary = run_cluster(ClusterSettings(**settings), Lines())
    except KeyboardInterrupt:
        typer.echo("已中断。做完的分片都已保存，再次运行会接着做。", err=True)
        raise typer.Exit(130) from None
    _tell(summary, settings["out"])
    raise typer.Exit(summary.exit_code)


def _tell(summary: ClusterSummary, out: str) -> None:
    counts = summary.counts
    opened = f"拆开 {counts.archives} 个压缩包或邮件。" if counts.archives else ""
    typer.echo(f"{counts.files} 个文件：完成 {counts.done}，失败 {counts.failed}。{opened}")
    typer.echo(f"{summary.chunks} 个分片，新处理 {summary.made} 个。")
    news = "表格已更新" if summary.changed else "没有变化，表格无须更新"
    typer.echo(f"{news}：{out}/  用时 {summary.seconds:.1f} 秒。")
    if summary.trouble:
        typer.echo(summary.trouble, err=True)
    if summary.lost:
        typer.echo(f"没有用上的更正（都留在更正文件里，见 {out}/corrections.csv）：", err=True)
    for lost in summary.lost:
        typer.echo(f"  {lost.file}：{lost.message}", err=True)
    if summary.failures:
        typer.echo("失败的文件：", err=True)
    for file, reason in summary.failures:
        typer.echo(f"  {file}：{reason}", err=True)
    if counts.failed > len(summary.failures):
        typer.echo(f"  其余 {counts.failed - len(summary.failures)} 个见 {out}/runs.csv", err=True)
