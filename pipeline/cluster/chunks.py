"""Files → chunks: what one task of a cluster does, and what one shard of each table holds.

A chunk ends after a file whose path says so, whatever comes before or after it. So a new file
changes one chunk, not all that follow, and neither workers nor their number change any.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..run.discover import Entry
from ..store.keys import digest

_LONGEST = 4  # times the grain, where no path says that the chunk ends
_NAME = 24


@dataclass(frozen=True, slots=True)
class Chunk:
    """Neighbouring files; the name follows from them and from how they are to be read."""

    name: str
    entries: tuple[Entry, ...]


def grain_for(files: int) -> int:
    """How many files a chunk holds on average: few in a small corpus, to keep all hands busy."""
    return 16 if files < 2_000 else 64 if files < 50_000 else 256


def chunks(
    entries: Iterable[Entry], grain: int, how: Callable[[list[Entry]], str]
) -> Iterator[Chunk]:
    """The chunks of files that come in the order of their paths; ``how`` names the recipe."""
    held: list[Entry] = []
    for entry in entries:
        held.append(entry)
        if _ends(entry.path, grain) or len(held) == _LONGEST * grain:
            yield _chunk(held, how)
            held = []
    if held:
        yield _chunk(held, how)


def dump(chunk: Chunk) -> bytes:
    """The files of a chunk as they are written down for its worker."""
    rows = [[e.path.hex(), e.size, e.mtime_ns, e.reason] for e in chunk.entries]
    return json.dumps(rows, ensure_ascii=False).encode()


def parse(name: str, data: bytes) -> Chunk:
    """A chunk that ``dump`` wrote."""
    rows = json.loads(data)
    return Chunk(name, tuple(Entry(bytes.fromhex(path), *rest) for path, *rest in rows))


def _chunk(entries: list[Entry], how: Callable[[list[Entry]], str]) -> Chunk:
    parts = [repr((e.path, e.size, e.mtime_ns, e.reason)) for e in entries]
    return Chunk(digest([how(entries), *parts])[:_NAME], tuple(entries))


def _ends(path: bytes, grain: int) -> bool:
    return int.from_bytes(hashlib.sha256(path).digest()[:4], "big") % grain == 0
