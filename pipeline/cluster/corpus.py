"""A run over a corpus on a cluster: chunks, shards, tables.

What is done under which name lies in the output folder alone (``shards.py``): a client that was
killed, or another one, goes on where the marks end. Workers may die at any moment; a chunk is
done when its mark is there, and doing it twice gives the same bytes under the same names.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from ..model.errors import JixiaoError
from ..packs import load
from ..run.asked import Asked
from ..run.corpus import STATE, usable_cores
from ..run.corrected import Ledger, Lost
from ..run.discover import Entry
from ..run.lock import locked
from ..run.made_by import STAMP as TABLES_STAMP
from ..run.made_by import made_by, stamp_of_tables
from ..store.keys import code_digest, digest, recipe
from .chunks import Chunk, chunks, dump, grain_for
from .client import connected, run_chunks
from .corrected import COPY, ledger_beside, touching
from .job import Job
from .listing import listing
from .place import Place
from .progress import Progress
from .shards import DONE, TODO, TOLD, Counts, Mark, columns, mark, shard, todo
from .tables import Tables

LAYOUT, STAMP = "shards/layout.json", "shards/tables.json"
MADE = f"{STATE}/{TABLES_STAMP}"  # what made the tables, where a run on one machine says it too


@dataclass(frozen=True, slots=True)
class ClusterSettings(Asked):
    """What a user asks of a run on a cluster; folders are paths or fsspec addresses.

    ``jobs`` are the workers of a cluster that the run starts itself (``cluster`` is ``local``).
    """

    corpus: str
    out: str
    cluster: str
    jobs: int = field(default_factory=usable_cores)


@dataclass(frozen=True, slots=True)
class ClusterSummary:
    """How a run ended: what all chunks count, how many were made now, and the first failures.

    ``joining`` are the seconds that this process took to join the shards into tables.
    ``trouble`` says why the tables of the whole corpus could not be made, ``lost`` which
    corrections were not applied (known where the output folder is local).
    """

    counts: Counts
    chunks: int
    made: int
    seconds: float
    joining: float
    changed: bool
    failures: tuple[tuple[str, str], ...]
    trouble: str
    lost: tuple[Lost, ...]

    @property
    def exit_code(self) -> int:
        """0 when all was read, 2 when some files failed, 1 when nothing could be read."""
        if not self.counts.done:
            return 1
        return 2 if self.counts.failed else 0


def run_cluster(settings: ClusterSettings, progress: Progress | None = None) -> ClusterSummary:
    """Bring shards and tables in ``settings.out`` up to date with corpus, packs and code."""
    started = time.perf_counter()
    corpus, out = Place(settings.corpus), Place(settings.out)
    folder = _folder(corpus)
    ledger = ledger_beside(folder)
    job = Job(
        corpus=folder,
        out=out,
        packs=settings.packs,
        contacts=settings.contacts,
        timeout=settings.timeout,
        recipe=recipe(load(settings.packs).digest, code_digest()),
        max_memory=settings.max_memory,
        corrections=ledger.corrections.digest,
        process=settings.process,
    )
    with _held(out):
        out.write(COPY, ledger.data)
        run = _Run(job, corpus, ledger, settings.retry_failed)
        made = run.make_shards(settings, progress or Progress())
        read = time.perf_counter()
        changed = run.write_tables()
        ended = time.perf_counter()
        return run.summary(made, ended - started, ended - read, changed)


class _Run:
    """One run: the chunks of the corpus as it is now, and their marks."""

    def __init__(self, job: Job, corpus: Place, ledger: Ledger, retry_failed: bool) -> None:
        self._job = job
        self._corpus = corpus
        self._ledger = ledger
        self._retry = retry_failed
        self._out = job.out
        files = sum(1 for _ in listing(corpus, self._out))
        if not files:
            raise JixiaoError(f"{corpus.address} 里没有可读的文件。请放入报告后再运行。")
        self._files = files
        self._grain = self._fixed_grain(files)
        self._done = {name.removesuffix(".json") for name in self._out.names(DONE)}
        self._how = digest([job.recipe, str(job.contacts)])
        self._order: list[str] = []
        self._marks: dict[str, Mark] = {}
        self.trouble = ""

    def make_shards(self, settings: ClusterSettings, progress: Progress) -> int:
        """Do all chunks that are not done; gives how many."""
        pending = self._pending()
        first = next(pending, None)
        if first is None:
            return 0
        made = 0
        names = self._written(first, pending)
        with connected(settings.cluster, settings.jobs) as client, progress.over(self._files):
            for name, counts in run_chunks(client, self._job, names, progress):
                made += 1
                progress.tell(name, counts)
        return made

    def write_tables(self) -> bool:
        """Write the tables unless they are those of the shards; then sweep out old shards."""
        stamp = digest([self._how, self._job.corrections, *self._order]).encode()
        if self._out.read(STAMP) == stamp and not self._touched():
            return False
        self._out.remove([STAMP, MADE])
        shards = [(name, self._mark(name).tables) for name in self._order]
        packs = load(self._job.packs)
        tables = Tables(self._out, packs, self._job.contacts, self._ledger.corrections)
        self.trouble = tables.write(shards)
        self._sweep()
        if not self.trouble:
            self._out.write(MADE, stamp_of_tables(stamp.decode(), made_by(code_digest(), packs)))
            self._out.write(STAMP, stamp)
        return True

    def summary(self, made: int, seconds: float, joining: float, changed: bool) -> ClusterSummary:
        """What the marks say."""
        counts = sum((self._mark(name).counts for name in self._order), Counts())
        failures = [told for name in self._order for told in self._mark(name).failures][:TOLD]
        lost = self._ledger.told(self._out.local)[1] if self._out.local else ()
        return ClusterSummary(
            counts=counts,
            chunks=len(self._order),
            made=made,
            seconds=seconds,
            joining=joining,
            changed=changed,
            failures=tuple(failures),
            trouble=self.trouble,
            lost=lost,
        )

    def _pending(self) -> Iterator[Chunk]:
        """The chunks to do; ``_order`` fills with all chunks on the way."""
        for chunk in chunks(listing(self._corpus, self._out), self._grain, self._recipe):
            self._order.append(chunk.name)
            if chunk.name in self._done and not self._again(chunk.name):
                continue
            yield chunk

    def _recipe(self, entries: list[Entry]) -> str:
        """Names how the shards of a chunk are made: also by the corrections of its files."""
        return digest([self._how, *touching(self._ledger.corrections, entries)])

    def _again(self, name: str) -> bool:
        counts = self._mark(name).counts
        if not counts.retry and not (self._retry and counts.failed):
            return False
        self._out.remove([mark(name), STAMP])
        del self._marks[name]
        return True

    def _written(self, first: Chunk, others: Iterator[Chunk]) -> Iterator[str]:
        """The names of the chunks, each after its list of files lies where workers find it."""
        self._out.write(todo(first.name), dump(first))
        yield first.name
        for chunk in others:
            self._out.write(todo(chunk.name), dump(chunk))
            yield chunk.name

    def _mark(self, name: str) -> Mark:
        if name not in self._marks:
            data = self._out.read(mark(name))
            if data is None:
                raise JixiaoError(f"{self._out.address} 里分片 {name} 的记录不见了。请再运行一次。")
            self._marks[name] = Mark.parse(data)
        return self._marks[name]

    def _fixed_grain(self, files: int) -> int:
        """The grain that the first run chose: another one would give every chunk a new name."""
        known = self._out.read(LAYOUT)
        if known:
            return int(json.loads(known)["grain"])
        grain = grain_for(files)
        self._out.write(LAYOUT, json.dumps({"grain": grain}).encode())
        return grain

    def _touched(self) -> bool:
        """Whether a table is missing."""
        present = self._out.names("")
        return any(f"{table}.csv" not in present for table in columns(self._job.contacts))

    def _sweep(self) -> None:
        """Remove shards that belong to no file any more."""
        wanted = set(self._order)
        self._out.remove(f"{TODO}/{name}" for name in self._out.names(TODO))
        old = self._out.names(DONE) - {Path(mark(name)).name for name in wanted}
        self._out.remove(f"{DONE}/{name}" for name in old)
        for table in columns(contacts=True):
            keep = {Path(shard(table, name)).name for name in wanted}
            old = self._out.names(f"shards/{table}") - keep
            self._out.remove(f"shards/{table}/{name}" for name in old)


def _folder(corpus: Place) -> Place:
    """The folder that paths are below: for a single file the one that it lies in."""
    if corpus.local is None:
        return corpus
    if not corpus.local.exists():
        raise JixiaoError(f"找不到 {corpus.local}。请检查路径，或用 CORPUS= 指定放报告的文件夹。")
    return Place(str(corpus.local.parent)) if corpus.local.is_file() else corpus


def _held(out: Place) -> AbstractContextManager[None]:
    """A second run on the same local folder is refused; a remote one cannot be locked."""
    return locked(out.local / ".state") if out.local else nullcontext()
