"""A run over a corpus: find the files, do those that changed, write the tables."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from ..model.errors import JixiaoError
from ..packs import load
from ..store.keys import code_digest, recipe, result_path
from .asked import Asked
from .corrected import Ledger, Lost
from .discover import OUTPUT_MARK, discover
from .export import Exporter
from .index import Indexer
from .journal import Due, Journal, Record
from .lock import locked
from .pool import run_tasks
from .progress import Quiet, Reporter, reporting
from .reasons import of_os_error
from .work import Setup
from .writing import writing

STATE, JOURNAL = OUTPUT_MARK.split("/")
NAMED = 100  # failures that a summary names; runs.csv has them all


def usable_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings(Asked):
    """What a user asks of a run on one machine.

    Of files that were changed before ``since`` (nanoseconds since 1970) none is read; what is
    known of them stays.
    """

    corpus: Path
    out: Path
    jobs: int = field(default_factory=usable_cores)
    since: int | None = None

    @property
    def state(self) -> Path:
        """Where a run keeps what it needs to go on."""
        return self.out / STATE


@dataclass(frozen=True, slots=True)
class Summary:
    """How a run ended: ``tried`` files were opened, ``made`` results were not there before.

    ``files`` are documents, also those in the ``archives``, which are not counted among them.
    ``trouble`` tells a user why the tables of the whole corpus are missing, if they are.
    ``corrected`` corrections were applied, ``lost`` fit nothing any more.
    """

    files: int
    archives: int
    done: int
    failed: int
    tried: int
    made: int
    seconds: float
    changed: bool
    failures: tuple[Record, ...]
    trouble: str = ""
    corrected: int = 0
    lost: tuple[Lost, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 when all was done, 2 when some of it failed, 1 when nothing could be read."""
        if not self.done:
            return 1
        return 2 if self.failed or self.trouble else 0


def run_corpus(settings: Settings, reporter: Reporter | None = None) -> Summary:
    """Bring the tables in ``settings.out`` up to date with the corpus, the packs and the code."""
    _refuse_import()
    started = time.perf_counter()
    root = _root(settings)
    packs = load(settings.packs)
    code = code_digest()
    how = recipe(packs.digest, code)
    ledger = Ledger.beside(root)
    with (
        writing(settings.out),
        _held(settings),
        Journal(settings.state / JOURNAL) as journal,
    ):
        journal.update(root, discover(settings.corpus, settings.out))
        if not journal.count():
            raise JixiaoError(f"{settings.corpus} 里没有可读的文件。请放入报告后再运行。")
        ledger.hold_against(journal, how)
        exporter = Exporter(
            settings.out, settings.state, journal, code, packs, ledger, settings.contacts
        )
        indexer = Indexer(settings.out, settings.state, root, journal)
        due = Due(how, settings.retry_failed, settings.since)
        pending = [journal.count_pending(due, m) for m in (False, True)]
        idle = not any(pending) and exporter.up_to_date()
        counts = (0, 0) if idle else _process(settings, root, code, due, journal, ledger, reporter)
        changed = not idle and not exporter.up_to_date()
        trouble = ""
        if changed:
            with indexer.preparing() if settings.jobs > 1 else nullcontext():
                trouble = exporter.write()
        if not indexer.up_to_date():
            indexer.write(exporter.run_rows())
        seconds = time.perf_counter() - started
        summary = _summary(journal, counts, seconds, changed=changed, trouble=trouble)
        applied, lost = ledger.told(settings.out)
        return replace(summary, corrected=applied, lost=lost)


def _process(
    settings: Settings,
    root: Path,
    code: str,
    due: Due,
    journal: Journal,
    ledger: Ledger,
    reporter: Reporter | None,
) -> tuple[int, int]:
    """Do all that is pending; gives how many files were tried and how many results made."""
    _forget_lost(journal, settings.state)
    ledger.lay_out(settings.state)
    setup = Setup(
        corpus=str(root),
        state=str(settings.state.absolute()),
        packs=settings.packs,
        code=code,
        recipe=due.recipe,
        timeout=settings.timeout,
        max_memory=settings.max_memory,
        corrections=ledger.corrections.digest,
        process=settings.process,
    )
    tried = made = 0
    for members in (False, True):  # what is in an archive is known when it was opened
        total = journal.count_pending(due, members)
        if not total:
            continue
        tasks = journal.pending(due, members)
        with reporting(reporter or Quiet(), total) as told:
            for outcome in run_tasks(setup, min(settings.jobs, total), tasks):
                journal.record(outcome)
                told.tell(outcome)
                made += outcome.status == "done" and not outcome.reused
        tried += total
    return tried, made


def _forget_lost(journal: Journal, state: Path) -> None:
    """A result that someone removed is made again."""
    for record in journal.records("done"):
        if not result_path(state, record.key).exists():
            journal.forget(record.path)


def _refuse_import() -> None:
    """End a worker that only imports the script that started the run; the parent tells why.

    The mark is the one by which multiprocessing itself knows such a process.
    """
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        raise SystemExit(1)


def _root(settings: Settings) -> Path:
    """The corpus folder; fails with advice where there is none."""
    corpus = settings.corpus
    if not corpus.exists():
        raise JixiaoError(f"找不到 {corpus}。请检查路径，或用 CORPUS= 指定放报告的文件夹。")
    if corpus.is_file():
        return corpus.absolute().parent
    try:
        os.scandir(corpus).close()
    except OSError as error:
        raise JixiaoError(f"{corpus} 打不开：{of_os_error(error)}") from error
    if settings.out.exists() and settings.out.samefile(corpus):
        raise JixiaoError("输出文件夹不能就是报告文件夹。请用 --out（OUT=）另指定一个。")
    return corpus.absolute()


@contextmanager
def _held(settings: Settings) -> Iterator[None]:
    """The output folder, made where there is none and locked against a second run."""
    settings.state.mkdir(parents=True, exist_ok=True)
    with locked(settings.state):
        yield


def _summary(
    journal: Journal, counts: tuple[int, int], seconds: float, *, changed: bool, trouble: str
) -> Summary:
    return Summary(
        files=journal.count("done") + journal.count("failed"),
        archives=journal.count("unpacked"),
        done=journal.count("done"),
        failed=journal.count("failed"),
        tried=counts[0],
        made=counts[1],
        seconds=seconds,
        changed=changed,
        failures=tuple(islice(journal.records("failed"), NAMED)),
        trouble=trouble,
    )
