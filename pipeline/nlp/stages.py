"""The document stages of a set of packs, made once and kept for whoever asks again."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from ..document import Pipeline
from ..packs import Packs, load
from ..segment.words import Tokenizer

PackNames = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
KEPT = 4


@dataclass(frozen=True, eq=False)
class Stages:
    """What is made from packs; two are the same only if they are one object."""

    packs: Packs

    @cached_property
    def pipeline(self) -> Pipeline:
        """Bytes or canonical text → rows."""
        return Pipeline(self.packs)

    @cached_property
    def words(self) -> Tokenizer:
        """Text → words, with the packs' dictionary."""
        return Tokenizer(self.packs)


def pack_names(packs: PackNames) -> tuple[str, ...]:
    """One name or several → a tuple of names."""
    if isinstance(packs, str | os.PathLike):
        return (os.fspath(packs),)
    return tuple(os.fspath(name) for name in packs)


def stages(packs: PackNames = ()) -> Stages:
    """The stages of the packs; read again where a file of a named pack has changed."""
    names = pack_names(packs)
    return _stages(names, os.getcwd(), tuple(map(_stamp, names)))


@lru_cache(maxsize=KEPT)
def _stages(names: tuple[str, ...], folder: str, stamps: tuple[object, ...]) -> Stages:
    return Stages(load(names))


def _stamp(name: str) -> object:
    """Changes with the files of a pack folder."""
    found = ((path, path.stat()) for path in sorted(Path(name).rglob("*")))
    return tuple((str(path), s.st_mtime_ns, s.st_size) for path, s in found)
