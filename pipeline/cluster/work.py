"""What a Dask worker does with one chunk: read its files, write its shards, give the counts."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..model.errors import JixiaoError
from ..run.discover import Entry
from ..run.reasons import of_os_error
from ..run.work import Outcome, Task
from ..store.at_once import AtOnce
from ..store.results import Stored
from .chunks import parse
from .job import Job
from .place import Unreachable
from .shards import (
    RUNS,
    TOLD,
    Counts,
    Mark,
    ShardWriter,
    columns,
    mark,
    shard,
    todo,
)
from .station import Station, reading


@dataclass(frozen=True, slots=True)
class Read:
    """A file by its readable name, and what became of it."""

    file: str
    outcome: Outcome


def do_chunk(job: Job, name: str) -> Counts:
    """Read the files of a chunk and write its shards; ``OSError`` where the output fails.

    A chunk that another worker finished meanwhile is left as it is.
    """
    done = job.out.read(mark(name))
    if done:
        return Mark.parse(done).counts
    listed = job.out.read(todo(name))
    if listed is None:
        raise JixiaoError(f"{job.out.address} 里找不到分片清单 {todo(name)}。请再运行一次。")
    with reading(job) as here:
        entries = parse(name, listed).entries
        read = sorted(_read(here, entries), key=lambda one: one.outcome.path)
        keys = [one.outcome.key for one in read if one.outcome.status == "done"]
        here.keep(keys)
    try:
        return _write(here, name, read)
    finally:
        here.drop(keys)


def _read(here: Station, entries: tuple[Entry, ...]) -> Iterator[Read]:
    files = {entry.path: entry.file for entry in entries}
    tasks, lost = [], []
    for entry in entries:
        reason = entry.reason or _fetch(here, entry.path)
        if reason:
            lost.append(Outcome(entry.path, kind="" if entry.reason else "system", error=reason))
        else:
            tasks.append(Task(entry.path, file=entry.file))
    yield from (Read(files[outcome.path], outcome) for outcome in lost)
    inside: dict[bytes, tuple[str, Task]] = {}
    for outcome in here.outcomes(tasks):
        yield Read(files[outcome.path], outcome)
        for member in outcome.members:
            path = outcome.path + b"/" + member.path.encode()
            file = f"{files[outcome.path]}/{member.path}"
            if member.kind == "document":
                inside[path] = (file, Task(path, outcome.path, file))
            elif member.kind == "refused":
                yield Read(file, Outcome(path, kind="unreadable", error=member.reason))
            else:
                yield Read(file, Outcome(path, status="unpacked", error=member.note))
    for outcome in here.outcomes(task for _, task in inside.values()):
        yield Read(inside[outcome.path][0], outcome)


def _fetch(here: Station, path: bytes) -> str:
    """Copy a remote file into the scratch folder; gives the reason where that fails."""
    if here.job.corpus.local:
        return ""
    name = os.fsdecode(path)
    try:
        here.job.corpus.fetch(name, here.corpus / name)
    except Unreachable as error:
        return str(error)
    except OSError as error:
        return of_os_error(error)
    return ""


def _write(here: Station, name: str, read: list[Read]) -> Counts:
    with (
        tempfile.TemporaryDirectory(dir=here.folder) as folder,
        ShardWriter(Path(folder), columns(here.job.contacts)) as writer,
        AtOnce() as writes,
    ):
        for one in read:
            writer.add(RUNS, [_run_row(one)])
            if one.outcome.status == "done":
                _add(here, writer, writes, one)
        files = writer.complete()
        for table, file in files.items():
            writes.add(here.job.out.put, shard(table, name), file)
    failed = [one for one in read if one.outcome.status == "failed"]
    counts = Counts(
        files=sum(one.outcome.status != "unpacked" for one in read),
        archives=sum(one.outcome.status == "unpacked" for one in read),
        done=sum(one.outcome.status == "done" for one in read),
        failed=len(failed),
        retry=sum(one.outcome.kind in ("system", "crash") for one in failed),
    )
    told = tuple((one.file, one.outcome.error) for one in failed[:TOLD])
    here.job.out.write(mark(name), Mark(counts, told, tuple(sorted(files))).dump())
    return counts


def _add(here: Station, writer: ShardWriter, writes: AtOnce, one: Read) -> None:
    stored = here.result(one.outcome.key)
    doc_id = one.outcome.sha256[:12]
    writes.add(here.job.out.write, f"text/{doc_id}.txt", stored.text.encode())
    for table in columns(here.job.contacts):
        if table != RUNS:
            writer.add(table, _with_keys(stored, table, doc_id, one.file))


def _with_keys(stored: Stored, table: str, doc_id: str, file: str) -> list[list[str]]:
    return [[row[0], doc_id, file, *row[1:]] for row in stored.tables[table]]


def _run_row(one: Read) -> list[str]:
    done = one.outcome
    return [
        one.file,
        done.sha256[:12],
        done.status,
        f"{done.seconds:.3f}",
        str(done.chars) if done.status == "done" else "",
        done.error,
        done.sha256,
    ]
