"""The tables of PDF files cell by cell beside pdfplumber and camelot (``make tables``).

A developer's tool: the other readers run in an environment of their own. A place of a grid agrees
where both have the same text, blanks and line ends aside; a cell counts at its top left place, the
other places that it covers count as empty.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jixiao.evaluate.report import align
from jixiao.ingest.pdf import pages_of
from jixiao.ingest.pdf_grids import PageTable

Rows = list[list[str]]
Box = tuple[float, float, float, float]
PEERS = ("pdfplumber", "camelot")
_blank = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Found:
    """A table on a page (counted from 1): its box and the text at each place of its grid."""

    page: int
    box: Box
    rows: Rows

    @property
    def shape(self) -> str:
        """Rows and columns."""
        return f"{len(self.rows)}×{len(self.rows[0]) if self.rows else 0}"


@dataclass(frozen=True, slots=True)
class Pair:
    """A table of ours and the one of another reader in its place, either of which may be absent."""

    ours: Found | None
    theirs: Found | None

    def differences(self) -> list[tuple[int, int, str, str]]:
        """Row, column (from 1) and both texts of the places of one grid that do not agree."""
        assert self.ours is not None
        assert self.theirs is not None
        return [
            (r, c, one, other)
            for r, (a, b) in enumerate(zip(self.ours.rows, self.theirs.rows, strict=True), 1)
            for c, (one, other) in enumerate(zip(a, b, strict=True), 1)
            if one != other
        ]

    @property
    def alike(self) -> bool:
        """Whether both have a grid of the same rows and columns."""
        return bool(self.ours and self.theirs and self.ours.shape == self.theirs.shape)


def main() -> None:
    """Compare all PDF files of a folder and print a table for each other reader."""
    parser = argparse.ArgumentParser(description="把 PDF 的表格同 pdfplumber、camelot 逐格比较。")
    parser.add_argument("folder", type=Path, help="放 PDF 的文件夹")
    parser.add_argument("--peers", type=Path, required=True, help="装有其他软件的 Python")
    parser.add_argument("--differences", action="store_true", help="逐格列出不同之处")
    options = parser.parse_args()
    files = sorted(options.folder.rglob("*.pdf"))
    theirs = _peers(options.peers, files)
    for name in PEERS:
        pairs = [_pairs(_ours(f), t[name]) for f, t in zip(files, theirs, strict=True)]
        print(_summary(name, files, pairs))
        for file, found in zip(files, pairs, strict=True):
            for line in _unlike(found, options.differences):
                print(f"  {file.name} {line}")
        print()


def _ours(path: Path) -> list[Found]:
    return [_found(table) for page in pages_of(path.read_bytes()) for table in page.tables]


def _found(table: PageTable) -> Found:
    rows = [[""] * (len(table.table.xs) - 1) for _ in table.table.ys[1:]]
    for index, (row, column, _, _) in enumerate(table.table.cells):
        rows[row][column] = _plain("".join(line.text for line in table.lines.get(index, ())))
    return Found(table.page, table.table.box, rows)


def _plain(text: str | None) -> str:
    return _blank.sub("", text or "")


def _peers(python: Path, files: Sequence[Path]) -> list[dict[str, list[Found]]]:
    script = Path(__file__).with_name("table_peers.py")
    done = subprocess.run(
        [str(python), str(script), *map(str, files)], check=True, stdout=subprocess.PIPE, text=True
    )
    return [
        {name: [_read(table) for table in answer["tables"]] for name, answer in found.items()}
        for found in map(json.loads, done.stdout.splitlines())
    ]


def _read(table: dict[str, Any]) -> Found:
    rows = [[_plain(cell) for cell in row] for row in table["rows"]]
    return Found(table["page"], tuple(table["box"]), rows)


def _pairs(ours: Sequence[Found], theirs: Sequence[Found]) -> list[Pair]:
    """Tables of one page that cover each other for the most part, and those left over."""
    left = list(theirs)
    pairs: list[Pair] = []
    for table in ours:
        same = next((t for t in left if t.page == table.page and _covers(t.box, table.box)), None)
        if same is not None:
            left.remove(same)
        pairs.append(Pair(table, same))
    return pairs + [Pair(None, table) for table in left]


def _covers(one: Box, other: Box) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    areas = [(x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in (one, other)]
    return wide > 0 and high > 0 and wide * high > 0.5 * max(areas)


def _summary(name: str, files: Sequence[Path], found: Sequence[Sequence[Pair]]) -> str:
    rows = [("文件", "表", f"{name} 也有", "行列相同", "格", "文字相同", "")]
    for file, pairs in zip(files, found, strict=True):
        ours = [pair for pair in pairs if pair.ours]
        both = [pair for pair in ours if pair.theirs]
        alike = [pair for pair in both if pair.alike]
        places = sum(sum(map(len, pair.ours.rows)) for pair in alike if pair.ours)
        equal = places - sum(len(pair.differences()) for pair in alike)
        counts = (len(ours), len(both), len(alike), places, equal)
        share = f"{equal / places:.2%}" if places else "-"
        rows.append((file.name, *map(str, counts), share))
    return align(rows, left=1)


def _unlike(pairs: Sequence[Pair], cells: bool) -> Iterator[str]:
    """What differs, table by table."""
    for pair in pairs:
        if pair.ours is None or pair.theirs is None:
            table = pair.ours or pair.theirs
            assert table is not None
            yield f"第 {table.page} 页 {table.shape}：{'只有我们有' if pair.ours else '我们没有'}"
        elif not pair.alike:
            yield f"第 {pair.ours.page} 页：我们 {pair.ours.shape}，对方 {pair.theirs.shape}"
        elif cells:
            for row, column, one, other in pair.differences():
                yield f"第 {pair.ours.page} 页第 {row} 行第 {column} 列：“{one}”，对方“{other}”"


if __name__ == "__main__":
    main()
