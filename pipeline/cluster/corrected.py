"""The corrections beside a corpus, local or remote, and which chunk they touch."""

from __future__ import annotations

from ..corrections.file import ENDING, Corrections, parsed
from ..run.corrected import Ledger
from ..run.discover import Entry
from .place import Place

COPY = "shards/corrections.yml"  # in the output folder: those that a run applies


def ledger_beside(corpus: Place) -> Ledger:
    """The corrections as they are when a run begins."""
    if corpus.local:
        return Ledger.beside(corpus.local)
    folder, _, name = corpus.address.rstrip("/").rpartition("/")
    data = Place(folder).read(name + ENDING)
    return Ledger(data, parsed(data, name + ENDING)) if data else Ledger(b"", Corrections())


def touching(corrections: Corrections, entries: list[Entry]) -> tuple[str, ...]:
    """The ids of the corrections that name one of these files, or what lies in it."""
    if not corrections.entries:
        return ()
    files = {entry.file for entry in entries}
    return tuple(
        one.id
        for one in corrections.entries
        if one.file in files or any(one.file.startswith(f"{file}/") for file in files)
    )
