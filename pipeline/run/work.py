"""What a worker does with one file: read it, make its rows, write its result, tell how it went.

The same function serves a process pool and any other ``concurrent.futures.Executor``; only the
small ``Setup``, ``Task`` and ``Outcome`` travel.
"""

from __future__ import annotations

import hashlib
import os
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ..corrections.apply import Corrector
from ..corrections.file import Corrections, read
from ..ingest.archives import Listing, Member, listing, opened
from ..ingest.source import read_bytes, read_inside
from ..model.errors import JixiaoError, Unreadable
from ..packs import Packs, load
from ..store.keys import recipe, result_key, result_path
from ..store.results import DamagedResult, Header, read_header, save_result
from .reasons import OUT_OF_MEMORY, of_exception, of_os_error
from .writing import StoreFailure, store_failure

if TYPE_CHECKING:
    from ..document import Correct, Result

Process = Callable[[bytes, Packs], "Result"]
Kind = Literal["", "unreadable", "error", "system", "crash"]
Status = Literal["done", "failed", "unpacked"]


CORRECTIONS = "corrections.yml"  # in the state folder: those that this run applies


class PacksChanged(JixiaoError):
    """Packs or code are not those that the run began with: its rows would be mixed."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What all tasks of a run share.

    ``recipe`` names the packs and the code that the run began with; empty where whoever starts the
    workers looks after that. ``max_memory`` is what a worker may use, in bytes; 0 is its share of
    the machine. ``corrections`` is the digest of those to apply, empty for none. ``process``
    stands in for the document stage in tests.
    """

    corpus: str
    state: str
    packs: tuple[str, ...]
    code: str
    timeout: float
    recipe: str = ""
    max_memory: int = 0
    corrections: str = ""
    process: Process | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A file to do, by its path below the corpus folder.

    For a member of an archive ``archive`` is the path of the file that the archive is. ``file`` is
    the path as people read it.
    """

    path: bytes
    archive: bytes = b""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file. ``size`` and ``mtime_ns`` are those of the bytes that were read.

    A member of an archive has those of the archive. An archive that was opened is ``unpacked``:
    its ``members`` are the documents, ``error`` tells what is odd about it.
    """

    path: bytes
    size: int = -1
    mtime_ns: int = -1
    recipe: str = ""
    sha256: str = ""
    key: str = ""
    status: Status = "failed"
    kind: Kind = ""
    reused: bool = False
    seconds: float = 0.0
    chars: int = 0
    error: str = ""
    trace: str = ""
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker keeps from file to file."""

    recipe: str
    process: Callable[[bytes, Correct | None], Result]
    corrections: Corrections


@lru_cache(maxsize=1)
def bench(setup: Setup) -> Bench:
    """Load the packs and make the document stages, once in a worker."""
    packs = load(setup.packs)
    how = recipe(packs.digest, setup.code)
    if setup.recipe not in ("", how):
        raise PacksChanged("规则包在运行中被改动了，运行已停止。请再运行一次，全部按新的规则重做。")
    stand_in = setup.process
    wanted = Path(setup.state, CORRECTIONS)
    corrections = read(wanted)[1] if setup.corrections else Corrections()
    if stand_in:
        return Bench(how, lambda data, _: stand_in(data, packs), corrections)
    from ..document import Pipeline  # the parent process does not need it

    return Bench(how, Pipeline(packs), corrections)


def work(setup: Setup, task: Task) -> Outcome:
    """Do one file. Only a failure of the output folder, or of the packs, is raised."""
    ready = bench(setup)
    started = time.perf_counter()
    outcome = Outcome(task.path, recipe=ready.recipe)
    try:
        outcome, data = _read(outcome, setup, task)
        entries = ready.corrections.of(task.file, outcome.sha256)
        key = result_key(outcome.sha256, ready.recipe, (e.id for e in entries))
        outcome = replace(outcome, key=key)
        archive = None if task.archive else opened(data)
        if archive:
            return _unpacked(outcome, listing(archive), time.perf_counter() - started)
        header = _reusable(setup, outcome)
        if header:
            return _done(outcome, header, reused=True)
        result = ready.process(data, Corrector(entries) if entries else None)
        del data
        return _done(outcome, _save(setup, outcome, result, time.perf_counter() - started))
    except StoreFailure:
        raise
    except Unreadable as error:
        failed = replace(outcome, kind="unreadable", error=" ".join(str(error).split()))
    except OSError as error:
        failed = replace(outcome, kind="system", error=of_os_error(error))
    except MemoryError:
        failed = replace(outcome, kind="system", error=OUT_OF_MEMORY)
    except (Exception, SystemExit) as error:
        failed = replace(outcome, kind="error", error=of_exception(error))
        failed = replace(failed, trace=traceback.format_exc())
    return replace(failed, seconds=round(time.perf_counter() - started, 3))


def _read(outcome: Outcome, setup: Setup, task: Task) -> tuple[Outcome, bytes]:
    file = Path(setup.corpus, os.fsdecode(task.archive or task.path))
    if task.archive:
        member = task.path.removeprefix(task.archive + b"/").decode()
        data, found = read_inside(file, member)
    else:
        data, found = read_bytes(file)
    sha256 = hashlib.sha256(data).hexdigest()
    read = replace(outcome, size=found.st_size, mtime_ns=found.st_mtime_ns, sha256=sha256)
    return read, data


def _reusable(setup: Setup, outcome: Outcome) -> Header | None:
    path = result_path(Path(setup.state), outcome.key)
    try:
        return read_header(path)
    except FileNotFoundError:
        return None
    except DamagedResult:
        path.unlink(missing_ok=True)
        return None
    except OSError as error:
        raise StoreFailure(f"{path} 读不出：{of_os_error(error)}") from error


def _save(setup: Setup, outcome: Outcome, result: Result, seconds: float) -> Header:
    try:
        return save_result(result_path(Path(setup.state), outcome.key), result, seconds)
    except OSError as error:
        raise store_failure(Path(setup.state), error) from error


def _unpacked(outcome: Outcome, found: Listing, seconds: float) -> Outcome:
    return replace(
        outcome,
        status="unpacked",
        error=found.note,
        members=found.members,
        seconds=round(seconds, 3),
    )


def _done(outcome: Outcome, header: Header, *, reused: bool = False) -> Outcome:
    return replace(
        outcome, status="done", reused=reused, seconds=header.seconds, chars=header.chars
    )
