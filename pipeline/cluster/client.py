"""The client's side: hand the chunks to the cluster's workers and gather what they count."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from contextlib import contextmanager
from itertools import islice

from distributed import Client, KilledWorker, LocalCluster
from distributed.comm.core import CommClosedError

from ..model.errors import JixiaoError
from .job import Job
from .place import Unreachable
from .progress import Progress
from .shards import Counts
from .station import release
from .work import do_chunk

LOCAL = "local"
PATIENCE = "15s"  # with a scheduler that does not answer
_LOOK = 30.0  # seconds without any chunk, after which to see whether there are workers
_IN_FLIGHT = 4  # chunks for each thread: the scheduler hands them on, the client keeps few
_LEAST_IN_FLIGHT = 32
_RETRIES = 3  # of a chunk whose task failed, or whose workers died one after the other


@contextmanager
def connected(address: str, jobs: int) -> Iterator[Client]:
    """A client of the cluster at ``address``; ``local`` starts one here that reads by ``jobs``."""
    logging.getLogger("distributed").setLevel(logging.ERROR)
    if address == LOCAL:
        with (
            LocalCluster(n_workers=1, threads_per_worker=jobs, dashboard_address=":0") as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise JixiaoError(
            f"连不上集群 {address}：{error}。请检查地址（如 tcp://主机:8786）和调度器是否在运行。"
        ) from error
    with client:
        yield client


def run_chunks(
    client: Client, job: Job, names: Iterator[str], progress: Progress
) -> Iterator[tuple[str, Counts]]:
    """Each chunk with its counts, as they come; a chunk whose worker died goes to another."""
    executor = client.get_executor(pure=False, retries=_RETRIES)
    tries: dict[str, int] = {}
    flying: dict[Future[Counts], str] = {}
    try:
        _launch(executor, job, flying, names, _room(client))
        while flying:
            done, _ = wait(flying, timeout=_LOOK, return_when=FIRST_COMPLETED)
            if not done and not client.nthreads():
                progress.deserted()
            for future in done:
                name = flying.pop(future)
                try:
                    yield name, future.result()
                except KilledWorker as error:
                    tries[name] = tries.get(name, 0) + 1
                    if tries[name] > _RETRIES:
                        raise JixiaoError(_killed(name)) from error
                    _launch(executor, job, flying, iter([name]), 1)
                except (CancelledError, CommClosedError) as error:
                    raise JixiaoError(_LOST) from error
                except Unreachable:
                    raise
                except OSError as error:
                    raise JixiaoError(
                        f"集群的工作节点读写 {job.out.address} 出错：{error}。"
                        "请检查权限和空间后再运行，已完成的部分不会重做。"
                    ) from error
            _launch(executor, job, flying, names, _room(client) - len(flying))
        client.run(release, on_error="ignore")
    finally:
        executor.shutdown(wait=False)


_LOST = "同集群的连接断了。已完成的部分都已保存，恢复后再运行一次会接着做。"


def _killed(name: str) -> str:
    return (
        f"处理分片 {name} 的工作节点接连被终止，可能是内存不足。请放宽工作节点的内存上限，"
        "或减少每个节点的线程数后再运行，已完成的部分不会重做。"
    )


def _room(client: Client) -> int:
    threads: dict[str, int] = client.nthreads()
    return max(_LEAST_IN_FLIGHT, _IN_FLIGHT * sum(threads.values()))


def _launch(
    executor: Executor, job: Job, flying: dict[Future[Counts], str], names: Iterator[str], room: int
) -> None:
    for name in islice(names, max(room, 0)):
        flying[executor.submit(do_chunk, job, name)] = name
