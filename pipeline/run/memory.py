"""A worker may use its share of the machine's memory: a file that asks for more fails alone.

Without a limit the system would run out of memory and kill whatever it likes.
"""

from __future__ import annotations

import os
import re
import resource
import sys
from pathlib import Path

GIGABYTE = 1 << 30
_SHARE = 0.8
_FLOOR = GIGABYTE
_CGROUP = Path("/sys/fs/cgroup/memory.max")
_STATUS = Path("/proc/self/status")


def fair_share(jobs: int) -> int:
    """The bytes that each of so many workers may use."""
    return max(_FLOOR, int(_machine() * _SHARE / jobs))


def limit_memory(allowance: int) -> None:
    """Let this process take ``allowance`` bytes more than it has; beyond is a ``MemoryError``.

    The limit is on private writable memory, which libraries do not reserve in vain as they do
    addresses. Only Linux enforces it.
    """
    if sys.platform != "linux":
        return
    used = re.search(r"^VmData:\s+(\d+) kB$", _STATUS.read_text("ascii"), re.M)
    limit = allowance + (int(used[1]) * 1024 if used else 0)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _machine() -> int:
    """The memory of the machine, or of the container."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        limit = _CGROUP.read_text("ascii").strip()
    except OSError:  # no container, or one of another kind
        return total
    return min(total, int(limit)) if limit.isdigit() else total
