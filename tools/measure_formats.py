"""How well jixiao reads the own corpus in each format: rows against gold, grids against sources."""

from __future__ import annotations

import csv
import hashlib
import json
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache, partial
from pathlib import Path

from build_formats import LOST, ROOT, Source, build, read_sources
from writers.markup import cells

from jixiao.document import Pipeline, Result
from jixiao.evaluate import Quality, quality
from jixiao.packs import Packs, load
from jixiao.run.corpus import Settings, run_corpus, usable_cores

CORPUS = ROOT / "corpus"
GOLD = CORPUS / "gold"
OWN = "own"
SUFFIXES = {"scan": "pdf", **dict.fromkeys(LOST, "txt")}
NO_GRIDS = frozenset(("txt", *LOST))  # its tables have lost what was merged
# Marks that look the same on paper.
ALIKE = str.maketrans("“”‘’—–―", "\"\"''---")

Place = tuple[int, int, int, int]  # row and column from 1, rows and columns covered
Grid = dict[Place, str]


@dataclass(frozen=True, slots=True)
class Misread:
    """A cell that is not as the source has it; an empty text stands for no cell."""

    file: str
    table: int
    place: Place
    source: str
    found: str


@dataclass(frozen=True, slots=True)
class Grids:
    """Printed cells of the sources' tables that came out equal in place, span and text."""

    equal: int
    cells: int
    misread: tuple[Misread, ...]

    @property
    def share(self) -> float:
        """Equal of all, 1 where there are no tables to compare."""
        return self.equal / self.cells if self.cells else 1.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A format: its rows against gold, its grids against the sources, the files that failed.

    ``own`` is the quality of the same documents in the format that they have in the corpus.
    """

    form: str
    files: int
    failed: tuple[str, ...]
    quality: Quality
    own: Quality
    grids: Grids


def built_and_measured(
    folder: Path, formats: Sequence[str], names: Collection[str] = (), jobs: int = 0
) -> list[Measured]:
    """Build sources (all when no names are given) in formats below a folder, and measure them.

    Outputs, gold under the formats' file names and the grids are kept below the folder too.
    """
    sources = read_sources(names)
    build(folder, sources, formats)
    jobs = jobs or usable_cores()
    run_corpus(Settings(CORPUS, folder / "outputs" / OWN, jobs=jobs))
    return [measure(folder, form, [s for s in sources if s.fits(form)], jobs) for form in formats]


def measure(folder: Path, form: str, sources: Sequence[Source], jobs: int) -> Measured:
    """Run jixiao over the files of a format below ``folder`` and compare what it gives."""
    files, outputs, grids = folder / form, folder / "outputs", folder / "grids"
    grids.mkdir(parents=True, exist_ok=True)
    process = partial(read_and_keep, grids)
    summary = run_corpus(Settings(files, outputs / form, jobs=jobs, process=process))
    gold, own = folder / "gold" / form, folder / "gold" / f"{OWN}-{form}"
    write_gold(gold, {s.file: file_name(s, form) for s in sources})
    write_gold(own, {s.file: s.file for s in sources})
    return Measured(
        form=form,
        files=len(sources),
        failed=tuple(f"{r.path}: {r.error}" for r in summary.failures),
        quality=quality(outputs / form, gold),
        own=quality(outputs / OWN, own),
        grids=Grids(0, 0, ()) if form in NO_GRIDS else compare_all(files, form, sources, grids),
    )


def file_name(source: Source, form: str) -> str:
    """What the document is called in a format."""
    return f"{source.stem}.{SUFFIXES.get(form, form)}"


def read_and_keep(folder: Path, data: bytes, _packs: Packs) -> Result:
    """All rows of a file; its grids go into the folder, named by the hash of the bytes."""
    result = _pipeline()(data)
    text = result.canonical.text
    kept = [
        [(c.row, c.column, c.rowspan, c.colspan, text[c.start : c.end]) for c in grid.cells]
        for grid in result.canonical.grids
    ]
    _kept_at(folder, data).write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    return result


def write_gold(folder: Path, names: Mapping[str, str]) -> None:
    """The gold of the files named, under the names that they are to have."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in sorted(GOLD.glob("*.csv")):
        with table.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            columns = reader.fieldnames or ()
            rows = [{**r, "file": names[r["file"]]} for r in reader if r["file"] in names]
        with (folder / table.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def compare_all(files: Path, form: str, sources: Iterable[Source], kept: Path) -> Grids:
    """All tables of the sources against the grids that were read."""
    equal = total = 0
    misread: list[Misread] = []
    for source in sources:
        name = file_name(source, form)
        path = _kept_at(kept, (files / name).read_bytes())
        grids = (
            [_found(g, form) for g in json.loads(path.read_text("utf-8"))] if path.exists() else []
        )
        for number, rows in enumerate(source.tables, 1):
            wanted = _printed(rows, form)
            found = nearest(wanted, grids)
            total += max(len(wanted), len(found))
            equal += len(wanted.items() & found.items())
            misread += [
                Misread(name, number, place, wanted.get(place, ""), found.get(place, ""))
                for place in sorted(wanted.keys() | found.keys())
                if wanted.get(place) != found.get(place)
            ]
    return Grids(equal, total, tuple(misread))


def nearest(wanted: Grid, grids: Sequence[Grid]) -> Grid:
    """The rows of a grid that are most like the table, numbered as its rows are.

    A worksheet has text above and below, and a page break that parts a row makes one row more,
    which counts as wrong by itself and not with every row before it.
    """
    aligned = [_aligned(wanted, grid) for grid in grids]
    return max(aligned, key=lambda grid: len(grid.items() & wanted.items()), default=Grid())


def _aligned(wanted: Grid, grid: Grid) -> Grid:
    """The cells from the first row that is the table's up to the last, at the rows of the table."""
    ours, theirs = _rows(wanted), _rows(grid)
    matcher = SequenceMatcher(None, [*ours.values()], [*theirs.values()], autojunk=False)
    at: dict[int, int] = {}
    for _, first, last, begin, end in matcher.get_opcodes():
        at |= dict(zip([*theirs][begin:end], [*ours][first:last], strict=False))
    extra = len(ours)  # rows that the table has not are numbered behind its own
    low, high = min(at, default=0), max(at, default=0)
    for row in theirs:
        if low < row < high and row not in at:
            extra += 1
            at[row] = max(ours) + extra
    return {(at[row], *place): text for (row, *place), text in grid.items() if row in at}


def _rows(grid: Grid) -> dict[int, frozenset[tuple[int, str]]]:
    """The columns and texts of each row."""
    rows: dict[int, set[tuple[int, str]]] = {}
    for (row, column, _, _), text in grid.items():
        rows.setdefault(row, set()).add((column, text))
    return {row: frozenset(cells) for row, cells in sorted(rows.items())}


def _printed(rows: list[list[str]], form: str) -> Grid:
    """The cells of a source's table that hold text."""
    printed = cells(rows)
    return {
        (c.row + 1, c.column + 1, c.rows, c.columns): text
        for c in printed
        if (text := _plain(c.text.replace("<br>", ""), form))
    }


def _found(grid: list[tuple[int, int, int, int, str]], form: str) -> Grid:
    """The cells of a grid that was read that hold text."""
    return {(*place,): plain for *place, text in grid if (plain := _plain(text, form))}


def _plain(text: str, form: str) -> str:
    """Text without white space; of a scan also without the width of its punctuation."""
    bare = "".join(text.split())
    return unicodedata.normalize("NFKC", bare).translate(ALIKE) if form == "scan" else bare


def _kept_at(folder: Path, data: bytes) -> Path:
    return folder / f"{hashlib.sha256(data).hexdigest()}.json"


@lru_cache(maxsize=1)
def _pipeline() -> Pipeline:
    """The pipeline of a worker, with the packs that come with jixiao."""
    return Pipeline(load())
