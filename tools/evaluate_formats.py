"""Build the own corpus in all formats, read it, and print per format how well that went.

usage: python tools/evaluate_formats.py [--formats F ...] [--misses N] [SOURCE ...]
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from build_formats import FORMATS, LOST, OUT
from measure_formats import Measured, built_and_measured

from jixiao.evaluate.report import align, report


def main() -> None:
    """Build, measure and print what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sources", nargs="*", help="source names; all when none is given")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the files")
    parser.add_argument("--formats", nargs="+", choices=(*FORMATS, *LOST), default=FORMATS)
    parser.add_argument("--jobs", type=int, default=0, help="processes; 0: all cores")
    parser.add_argument("--misses", type=int, default=0, help="differences to list per table")
    asked = parser.parse_args()
    found = built_and_measured(asked.out, asked.formats, asked.sources, asked.jobs)
    print(summary(found))
    for measured in found if asked.misses else ():
        print(f"\n===== {measured.form}\n")
        print(differences(asked.out, measured, asked.misses))


def summary(found: Sequence[Measured]) -> str:
    """F1 per format and table, attributes, and the equality of grids."""
    tables = _table(found, "F1", lambda m: {t.table: t.f1 for t in m.quality.tables})
    attributes = _table(
        found,
        "属性",
        lambda m: {
            f"{t.table}.{a.column}": a.share for t in m.quality.tables for a in t.attributes
        },
    )
    documents = _table(
        found, "documents", lambda m: {a.column: a.share for a in m.quality.documents}
    )
    rows = [("格式", "份", "读不了", "表格的格子", "相同", "相同的比例", "未解释的数字")]
    for m in found:
        grids = (str(m.grids.cells), str(m.grids.equal), f"{m.grids.share:.4f}")
        unexplained = f"{m.quality.unexplained:.2%}"
        rows.append((m.form, str(m.files), str(len(m.failed)), *grids, unexplained))
    failed = [f"{m.form}/{line}" for m in found for line in m.failed]
    return "\n\n".join([align(rows, left=1), tables, attributes, documents, *failed])


def _table(
    found: Sequence[Measured], title: str, values: Callable[[Measured], dict[str, float]]
) -> str:
    """A line per name, a column per format."""
    columns = [values(m) for m in found]
    names = dict.fromkeys(name for column in columns for name in column)
    rows = [(title, *(m.form for m in found))]
    for name in names:
        shares = (f"{c[name]:.3f}" if name in c else "—" for c in columns)
        rows.append((name, *shares))
    return align(rows, left=1)


def differences(folder: Path, measured: Measured, limit: int) -> str:
    """Where rows and cells differ, at most ``limit`` of a kind."""
    form = measured.form
    lines = [report(folder / "outputs" / form, folder / "gold" / form, limit)]
    lines += [
        f"格  {m.file} 表{m.table} {m.place}：原文“{m.source}”，读成“{m.found}”"
        for m in measured.grids.misread[: limit * 4]
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
