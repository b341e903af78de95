"""What a Dask worker keeps from chunk to chunk: a scratch folder and the processes that read.

The files are not read in the worker itself: one that crashes, hangs or asks for too much memory
costs only itself, as in a run on one machine.
"""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from distributed import get_worker

from ..model.errors import JixiaoError
from ..run.pool import Pool
from ..run.work import CORRECTIONS, Outcome, Task
from ..store.atomic import write_atomic
from ..store.keys import result_path
from ..store.results import Stored, load_result
from .corrected import COPY
from .job import Job

OTHER_CODE = (
    "集群的工作节点 {} 上 jixiao、规则包、Python 或依赖库的版本同本机不一致，结果会不可比。"
    "请在各节点装同样的版本（同一个 constraints.txt）后再运行。"
)


class Station:
    """Processes for one job, as many as the worker has threads.

    One chunk at a time is read, by all processes; chunks that were read are written at the same
    time by the worker's other threads.
    """

    def __init__(self, job: Job) -> None:
        worker = get_worker()
        threads = worker.state.nthreads
        self.job = job
        self.folder = Path(tempfile.mkdtemp(prefix="jixiao-", dir=worker.local_directory))
        self.corpus = job.corpus.local or self.folder / "corpus"
        self._address = worker.address
        self._state = self.folder / "state"
        self._wanted: Counter[str] = Counter()  # results that chunks have yet to write
        self._old: set[str] = set()
        self._counting = threading.Lock()
        memory = int((worker.memory_manager.memory_limit or 0) / threads)
        if job.corrections:
            write_atomic(self._state / CORRECTIONS, job.out.read(COPY) or b"")
        _may_have_children()
        self._pool = Pool(job.setup(str(self.corpus), str(self._state), memory), threads)

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """The outcome of every task; refuses what other packs or other code would make."""
        for outcome in self._pool.outcomes(tasks):
            if outcome.recipe not in ("", self.job.recipe):
                raise JixiaoError(OTHER_CODE.format(self._address))
            yield outcome

    def result(self, key: str) -> Stored:
        """A result that is kept."""
        return load_result(result_path(self._state, key))

    def keep(self, keys: Iterable[str]) -> None:
        """Keep these results until they are dropped; called while no file is read."""
        with self._counting:
            self._wanted.update(keys)
            gone = {key for key in self._old if not self._wanted[key]}
            self._old -= gone
        for key in gone:
            result_path(self._state, key).unlink(missing_ok=True)
        shutil.rmtree(self.folder / "corpus", ignore_errors=True)

    def drop(self, keys: Iterable[str]) -> None:
        """These results are written; the next chunk that was read removes them.

        Not before: a file that is read just now may have the same content.
        """
        keys = list(keys)
        with self._counting:
            self._wanted.subtract(keys)
            self._old.update(keys)

    def close(self) -> None:
        """End the processes and remove the folder."""
        self._pool.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


_READING = threading.Lock()
_KEPT: list[Station] = []


@contextmanager
def reading(job: Job) -> Iterator[Station]:
    """The worker's station for this job, for one thread at a time."""
    with _READING:
        if _KEPT and _KEPT[0].job != job:
            _KEPT.pop().close()
        if not _KEPT:
            _KEPT.append(Station(job))
        try:
            yield _KEPT[0]
        except BaseException:
            _KEPT.pop().close()
            raise


def release() -> None:
    """Give back what the station holds; the next chunk sets it up again."""
    with _READING:
        while _KEPT:
            _KEPT.pop().close()


def _may_have_children() -> None:
    """Dask marks its workers as daemons, which may start no processes.

    Ours follow the worker's end by themselves (``run/worker.py``), which is all that the mark is
    for.
    """
    multiprocessing.current_process().daemon = False
