"""What all tasks of a run on a cluster share; small enough to travel with each of them."""

from __future__ import annotations

from dataclasses import dataclass

from ..run.work import Process, Setup
from ..store.keys import code_digest
from .place import Place


@dataclass(frozen=True, slots=True)
class Job:
    """Where to read and to write, and how.

    ``recipe`` names packs, code and libraries as they are on the client's machine. ``max_memory``
    is what a process may use, in bytes; 0 is its share of the worker's. ``corrections`` is the
    digest of those to apply, empty for none. ``process`` stands in for the document stage in tests.
    """

    corpus: Place
    out: Place
    packs: tuple[str, ...]
    contacts: bool
    timeout: float
    recipe: str
    max_memory: int = 0
    corrections: str = ""
    process: Process | None = None

    def setup(self, corpus: str, state: str, memory: int) -> Setup:
        """The same for the processes of one worker."""
        return Setup(
            corpus=corpus,
            state=state,
            packs=self.packs,
            code=code_digest(),
            timeout=self.timeout,
            max_memory=self.max_memory or memory,
            corrections=self.corrections,
            process=self.process,
        )
