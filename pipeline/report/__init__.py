"""The tables of an output folder → one HTML report that needs no network.

It reads only the CSV files. The same tables give the same bytes.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from ..store.atomic import write_atomic
from .page import render
from .sections import SECTIONS
from .tables import Tables


def write_report(folder: Path, to: Path) -> int:
    """Write the report on the tables in ``folder``; gives its size in bytes.

    A folder without tables, or with a damaged one, is a ``JixiaoError``.
    """
    with closing(Tables(folder)) as tables:
        page = render([section(tables) for section in SECTIONS]).encode()
    write_atomic(to, page)
    return len(page)
