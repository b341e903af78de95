"""CSV tables as sources for DuckDB: every cell is text, an empty one is NULL."""

from __future__ import annotations

import csv
from pathlib import Path

LONGEST = 16 << 20  # bytes of a record: a section's text may be a whole document


def header(path: Path) -> list[str]:
    """The columns of a CSV file; none where there is no file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file), [])


def csv_source(path: Path, columns: list[str]) -> str:
    """The table function that reads a CSV file with these columns."""
    given = ", ".join(f"{literal(c)}: 'VARCHAR'" for c in columns)
    return (
        f"read_csv({literal(str(path))}, auto_detect = false, header = true, delim = ',', "
        f"quote = '\"', escape = '\"', max_line_size = {LONGEST}, columns = {{{given}}})"
    )


def quoted(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text in SQL."""
    return "'" + text.replace("'", "''") + "'"
