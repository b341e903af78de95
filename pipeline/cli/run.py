"""``jixiao run``: a folder of reports → tables."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from ..model.errors import JixiaoError
from ..run.asked import TIMEOUT
from ..run.corpus import NAMED, Settings, Summary, run_corpus, usable_cores
from ..run.memory import GIGABYTE
from ..run.progress import reporter
from .cluster import run_on_cluster
from .options import PacksOption, pack_names

HELP = """读一个文件夹的报告，写出表格。

再次运行只处理改动过的文件；中断后再运行会接着做。每个文件的状态和失败原因在 runs.csv。

[bold]例[/bold]

  jixiao run 报告/ --out 结果/

  jixiao run 报告/ --out 结果/ --jobs 4 --packs hubei,hunan --packs ./我的规则

  jixiao run 报告/ --out 结果/ --debug

  jixiao run s3://某桶/报告 --out s3://某桶/结果 --cluster tcp://调度器:8786

[bold]退出码[/bold]  0 全部读完；2 有的没做成（结尾列出）；1 什么也没能做；130 被 Ctrl-C 中断。
"""

LEAST_MEMORY = 0.5


def run(
    corpus: Annotated[str, typer.Argument(metavar="CORPUS", help="报告文件夹或单个文件。")],
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="DIR", help="输出文件夹。")
    ] = "outputs",
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", help="并行进程数；0 为全部处理器核。")
    ] = 0,
    packs: PacksOption = None,
    contacts: Annotated[
        bool, typer.Option("--contacts", help="另输出联系人表（含姓名、电话）。")
    ] = False,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", help="单个文件的时限（秒）。")
    ] = TIMEOUT,
    max_memory: Annotated[
        float, typer.Option("--max-memory", metavar="GB", help="每个进程的内存上限；0 为平分。")
    ] = 0,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="重试上次失败且没有改动的文件。")
    ] = False,
    since: Annotated[
        datetime | None,
        typer.Option(
            "--since",
            metavar="DATE",
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"],
            help="只读这一天（如 2024-05-01）以后改动过的文件，其余留到以后。",
        ),
    ] = None,
    debug: Annotated[
        bool, typer.Option("--debug", help="重试失败的文件，显示出错的详细位置。")
    ] = False,
    cluster: Annotated[
        str,
        typer.Option(
            "--cluster",
            metavar="ADDRESS",
            help="在 Dask 集群上运行：调度器的地址；local 为在本机起一个。",
        ),
    ] = "",
) -> None:
    """Run over a corpus and say how it went."""
    if jobs < 0 or max_memory < 0 or timeout <= 0:
        raise JixiaoError("--jobs 和 --max-memory 不能小于 0，--timeout 必须大于 0。")
    if 0 < max_memory < LEAST_MEMORY:
        raise JixiaoError(
            f"--max-memory 至少要 {LEAST_MEMORY}（GB），再小连进程都起不来；0 为平分。"
        )
    if cluster and since:
        raise JixiaoError("--since 不能同 --cluster 一起用：没有改动的分片本来就不读。")
    if cluster:
        run_on_cluster(
            corpus=corpus,
            out=out,
            cluster=cluster,
            jobs=jobs or usable_cores(),
            packs=pack_names(packs),
            contacts=contacts,
            timeout=timeout,
            max_memory=int(max_memory * GIGABYTE),
            retry_failed=retry_failed or debug,
        )
    if "://" in f"{corpus} {out}":
        raise JixiaoError(
            "读写其他文件系统（如 s3://）要加 --cluster；只用本机时写 --cluster local。"
        )
    settings = Settings(
        corpus=Path(corpus),
        out=Path(out),
        jobs=jobs or usable_cores(),
        packs=pack_names(packs),
        contacts=contacts,
        timeout=timeout,
        max_memory=int(max_memory * GIGABYTE),
        retry_failed=retry_failed or debug,  # a trace can only be shown of what is tried
        since=int(since.timestamp() * 1e9) if since else None,
    )
    try:
        summary = run_corpus(settings, reporter(debug=debug))
    except KeyboardInterrupt:
        typer.echo("已中断。读完的文件都已保存，再次运行会接着做。", err=True)
        raise typer.Exit(130) from None
    _tell(summary, settings.out)
    raise typer.Exit(summary.exit_code)


def _tell(summary: Summary, out: Path) -> None:
    s = summary
    opened = f"拆开 {s.archives} 个压缩包或邮件。" if s.archives else ""
    typer.echo(f"{s.files} 个文件：完成 {s.done}（新处理 {s.made}），失败 {s.failed}。{opened}")
    news = "表格已更新" if s.changed else "没有变化，表格无须更新"
    typer.echo(f"{news}：{out}/  用时 {s.seconds:.1f} 秒。")
    if s.trouble:
        typer.echo(s.trouble, err=True)
    if s.corrected or s.lost:
        typer.echo(f"更正：用上 {s.corrected} 条，没有用上 {len(s.lost)} 条。")
    if s.lost:
        typer.echo(f"没有用上的更正（都留在更正文件里，见 {out}/corrections.csv）：", err=True)
    for lost in s.lost[:NAMED]:
        typer.echo(f"  {lost.file or '（没有写文件）'}：{lost.message}", err=True)
    if s.failed:
        typer.echo("失败的文件：", err=True)
    for record in s.failures:
        typer.echo(f"  {record.file}：{record.error}", err=True)
    if s.tried < s.failed:
        typer.echo("  没有改动的文件未再重试；已装上所缺的软件时，请加 --retry-failed。", err=True)
    if s.failed > NAMED:
        typer.echo(f"  其余 {s.failed - NAMED} 个见 {out}/runs.csv", err=True)
