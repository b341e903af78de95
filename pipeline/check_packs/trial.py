"""One text through the whole document pipeline: what came of it, and by which entries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation

from ..document import Pipeline, Reading, Result
from ..ingest.read import read
from ..packs.entries import Cue, Family, Label, Reporter, Total
from ..packs.entry import Entry
from ..packs.lexicon import Lexicon
from ..packs.load import Packs
from ..segment.fold import fold
from ..segment.words import Tokenizer
from ..store.cells import to_cell

OF_REPORTS = (Family, Label, Reporter, Total)
REPORT_TITLE = "部门整体支出绩效自评报告"
PLACES = {
    "cause": f"{REPORT_TITLE}\n\n三、自评得分\n扣分的主要原因是：1.",
    "weakness": f"{REPORT_TITLE}\n\n三、存在的主要问题\n",
    "deficiency": f"{REPORT_TITLE}\n\n三、存在的主要问题\n",
    "goal_part": f"{REPORT_TITLE}\n\n三、绩效目标完成情况\n",
    "clause": f"{REPORT_TITLE}\n\n三、存在的主要问题\n",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A row, or an explained number, with the ids of the entries that made it."""

    table: str
    cells: Mapping[str, object]
    patterns: frozenset[str]

    def holds(self, gives: Iterable[tuple[str, str]]) -> bool:
        """Whether all the given cells are here."""
        return all(k in self.cells and _same(self.cells[k], v) for k, v in gives)

    def shown(self, columns: Iterable[str] = ()) -> str:
        """The quote and the named cells, for a message."""
        pairs = [f"{c}={_shown(self.cells[c])}" for c in columns if c in self.cells]
        quote = str(self.cells.get("text", ""))[:20]
        return f"{self.table}“{quote}”" + (f"（{'，'.join(pairs)}）" if pairs else "")


@dataclass(frozen=True, slots=True)
class Trial:
    """What the pipeline made of one text."""

    reading: Reading
    result: Result
    made: tuple[Made, ...]

    def document(self, column: str) -> str:
        """A cell of the document's own row."""
        return to_cell(getattr(self.result.tables["documents"][0], column))


class Bench:
    """Tries texts; its pipeline is made once for all."""

    def __init__(self, packs: Packs) -> None:
        self._pipeline = Pipeline(packs)
        self._tokenizer = Tokenizer(packs)
        columns = {e.column for e in packs.of(Cue)}
        self._cues = {
            c: Lexicon((fold(t), e.id) for e in packs.of(Cue) if e.column == c for t in e.terms)
            for c in columns
        }

    def try_for(self, entry: Entry, text: str) -> Trial:
        """The text as the entry meets it: in a report, a list of reasons, a problem section."""
        if isinstance(entry, Cue) and entry.column in PLACES:
            return self.try_text(PLACES[entry.column] + text)
        trial = self.try_text(text)
        if isinstance(entry, OF_REPORTS) and trial.document("doc_type") == "other":
            return self.try_text(f"{REPORT_TITLE}\n\n{text}")
        return trial

    def try_text(self, text: str) -> Trial:
        """The text as a plain-text file through all stages."""
        data = text.encode()
        reading = self._pipeline.reading(read(data))
        result = self._pipeline.result(reading, hashlib.sha256(data).hexdigest())
        return Trial(reading, result, tuple(_made(reading, result)))

    def words(self, text: str) -> list[str]:
        """The words into which the tokenizer cuts a text."""
        return list(self._tokenizer.cut(text))

    def cues_in(self, column: str, trial: Trial) -> set[str]:
        """The ids of all cues of a column in the text and in the labels of its tables."""
        texts = [trial.reading.text.folded]
        for view in trial.reading.text.views.values():
            texts += [view.text(c) for c in view.grid.cells]
        lexicon = self._cues[column]
        return {hit.value for text in texts for hit in lexicon.find(text)}


def _made(reading: Reading, result: Result) -> Iterator[Made]:
    for table, rows in result.tables.items():
        for row in rows:
            cells = {f.name: getattr(row, f.name) for f in fields(row)}
            yield Made(table, cells, frozenset(row.pattern.split("+")) - {""})
    for number in result.explained:
        text = reading.text.canonical.text[number.start : number.end]
        patterns = frozenset(filter(None, [number.pattern]))
        yield Made("explained", {"text": text, "cls": number.cls}, patterns)


def _same(cell: object, expected: str) -> bool:
    """Numbers by value, everything else as its cell is written."""
    if isinstance(cell, Decimal | int) and not isinstance(cell, bool):
        try:
            return cell == Decimal(expected)
        except InvalidOperation:
            return False
    return to_cell(cell) == expected


def _shown(cell: object) -> str:
    return to_cell(cell) or "空"
