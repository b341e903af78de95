"""What a province's documents lose without the pack of their province."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from ..document import Pipeline
from ..model.canonical import Canonical
from ..packs import Packs
from ..packs.load import Pack
from ..store.cells import to_cell
from .detection import documents_below
from .quality import NAMES, TableQuality, judged
from .tables import DOCUMENTS, Cells, Tables, only, read_gold

NOWHERE = "0" * 64


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The quality of the tables of a province's ``files`` with its pack and without it.

    ``tables`` are pairs, with and without, of the tables that gold has for these files. F1 does not
    see all that a pack gives: ``frameworks`` counts the files with one, ``indicators`` the scores
    with an ``indicator_id``, with the pack and without.
    """

    pack: str
    files: tuple[str, ...]
    tables: tuple[tuple[TableQuality, TableQuality], ...]
    frameworks: tuple[int, int]
    indicators: tuple[int, int]

    @property
    def cost(self) -> float:
        """The most that a table loses of its F1."""
        return max((with_.f1 - without.f1 for with_, without in self.tables), default=0.0)


def left_out(packs: Packs, corpus: Path, gold: Path) -> tuple[LeftOut, ...]:
    """Every pack of a province, in order; documents are of the province that gold says.

    A pack is of a province if the province's name begins with its title (广东 → 广东省).
    """
    checked = read_gold(gold, NAMES)
    texts = documents_below(corpus)
    whole = Pipeline(packs)
    found = []
    for pack in packs.packs:
        files = tuple(f for f in _of_province(pack, checked) if f in texts)
        if not files:
            continue
        wanted = only(checked, files)
        own = {f: texts[f] for f in files}
        with_ = _tables(whole, own)
        without = _tables(Pipeline(packs.without(pack.name)), own)
        pairs = zip(judged(wanted, with_), judged(wanted, without), strict=True)
        found.append(
            LeftOut(
                pack.title,
                files,
                tuple(p for p in pairs if p[0].gold or p[0].found),
                (_filled(with_, DOCUMENTS, "framework"), _filled(without, DOCUMENTS, "framework")),
                (
                    _filled(with_, "scores", "indicator_id"),
                    _filled(without, "scores", "indicator_id"),
                ),
            )
        )
    return tuple(found)


def _filled(tables: Tables, table: str, column: str) -> int:
    return sum(bool(row[column]) for rows in tables.rows[table].values() for row in rows)


def _of_province(pack: Pack, gold: Tables) -> Sequence[str]:
    documents = gold.rows.get(DOCUMENTS, {})
    return [
        f for f, rows in documents.items() if rows[0].get("province", "").startswith(pack.title)
    ]


def _tables(pipeline: Pipeline, texts: Mapping[str, Canonical]) -> Tables:
    """The rows of the texts as a run would write them."""
    rows: dict[str, dict[str, tuple[Cells, ...]]] = {name: {} for name in NAMES}
    for file, canonical in texts.items():
        made = pipeline.rows(canonical, NOWHERE).tables
        for name in NAMES:
            rows[name][file] = tuple(
                {"file": file, **{f.name: to_cell(getattr(row, f.name)) for f in fields(row)}}
                for row in made[name]
            )
    return Tables(rows, dict.fromkeys(rows, frozenset(texts)))
