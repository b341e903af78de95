"""Run tasks in worker processes; a worker that dies costs only the file that it was at."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing.context import ForkServerContext, SpawnContext

from ..model.errors import JixiaoError
from .memory import fair_share
from .reasons import NOT_STARTED, of_death
from .trace import any_traces, clear_traces, collect_traces
from .work import Outcome, Setup, Task
from .worker import do, start_worker, traces

_PER_WORKER = 2  # tasks in flight: one at work, one waiting; more would only fill memory
_PRELOAD = ["jixiao.document", "jixiao.run.worker"]


def run_tasks(setup: Setup, jobs: int, tasks: Iterable[Task]) -> Iterator[Outcome]:
    """The outcome of every task, as they come. Closing the iterator stops the workers at once."""
    pool = Pool(setup, jobs)
    try:
        yield from pool.outcomes(tasks)
    finally:
        pool.stop()


class Pool:
    """Workers that stay from one batch of tasks to the next; the dead ones are replaced."""

    def __init__(self, setup: Setup, jobs: int) -> None:
        self._setup = setup
        self._jobs = jobs
        clear_traces(traces(setup))
        self._crew = Crew(setup, jobs)

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """The outcome of every task, as they come; each batch is to be read to its end."""
        waiting = iter(tasks)
        while True:
            yield from self._crew.outcomes(waiting)
            if not self._crew.lost:
                return
            broken = self._crew
            broken.stop()
            if not any_traces(traces(self._setup)):
                raise JixiaoError(NOT_STARTED)
            yield from _judge(self._setup, broken)
            waiting = chain(broken.lost, waiting)
            self._crew = Crew(self._setup, self._jobs)

    def stop(self) -> None:
        """End the workers, whatever they are at."""
        self._crew.stop()


def _judge(setup: Setup, crew: Crew) -> Iterator[Outcome]:
    """Find the file that killed a worker; takes the tasks that it settles out of ``crew.lost``."""
    stories = collect_traces(traces(setup))
    suspects = [t for t in crew.lost if t.path in stories] or crew.lost
    crew.lost = [t for t in crew.lost if t not in suspects]
    for task in suspects:
        story = stories.get(task.path, "")
        if story.strip():
            yield _dead(setup, task, story)
        else:
            yield from _alone(setup, task)


def _alone(setup: Setup, task: Task) -> Iterator[Outcome]:
    crew = Crew(setup, 1)
    try:
        yield from crew.outcomes(iter([task]))
    finally:
        crew.stop()
    if crew.lost:
        yield _dead(setup, task, collect_traces(traces(setup)).get(task.path, ""))


def _dead(setup: Setup, task: Task, story: str) -> Outcome:
    reason = of_death(story, setup.timeout)
    return Outcome(task.path, kind="crash", error=reason, trace=story)


class Crew:
    """A pool with a bounded number of tasks in flight, until it is done or breaks."""

    def __init__(self, setup: Setup, jobs: int) -> None:
        self.lost: list[Task] = []
        self._setup = setup
        self._window = jobs * _PER_WORKER
        self._strangers = set(multiprocessing.active_children())
        self._pool = ProcessPoolExecutor(
            jobs, worker_context(), start_worker, (setup.max_memory or fair_share(jobs),)
        )

    def outcomes(self, tasks: Iterator[Task]) -> Iterator[Outcome]:
        """Outcomes as they come; after a break ``lost`` holds the tasks that have none."""
        flying: dict[Future[Outcome], Task] = {}
        self._launch(flying, tasks, self._window)
        while flying:
            done, _ = wait(flying, return_when=FIRST_COMPLETED)
            for future in done:
                task = flying.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    self.lost.append(task)
            if not self.lost:
                self._launch(flying, tasks, self._window - len(flying))

    def _launch(
        self, flying: dict[Future[Outcome], Task], tasks: Iterator[Task], room: int
    ) -> None:
        for task in islice(tasks, room):
            try:
                flying[self._pool.submit(do, self._setup, task)] = task
            except BrokenProcessPool:
                self.lost.append(task)
                return

    def stop(self) -> None:
        """End the workers, whatever they are at.

        One ``shutdown`` that waits: after one that does not, a second waits for nothing, and the
        pool's thread may close its pipe while the end of the program writes to it.
        """
        for child in set(multiprocessing.active_children()) - self._strangers:
            child.kill()
        self._pool.shutdown(wait=True, cancel_futures=True)


def worker_context() -> ForkServerContext | SpawnContext:
    """Fork from a small clean server where the system can, else start afresh.

    Plain fork would copy the locks of the parent's threads (the pool's own, the progress bar's)
    in whatever state they are. The server loads the document stage once, so that a new worker
    costs milliseconds and shares those pages.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOAD)
    return context
