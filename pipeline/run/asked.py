"""What a user asks of any run, on one machine or on a cluster."""

from __future__ import annotations

from dataclasses import dataclass

from .work import Process

TIMEOUT = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How files are read: ``timeout`` is seconds a file, ``max_memory`` bytes a process.

    ``packs`` are named as the command line names them; 0 as ``max_memory`` gives each process its
    share of the machine. ``process`` stands in for the document stage in tests.
    """

    packs: tuple[str, ...] = ()
    contacts: bool = False
    timeout: float = TIMEOUT
    max_memory: int = 0
    retry_failed: bool = False
    process: Process | None = None
