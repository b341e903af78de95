"""Cover lines and form cells: label → value, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from ..model.canonical import Canonical
from ..packs.entries import Label
from ..packs.load import Packs
from ..segment.fold import fold
from .grids import GridView

LONGEST_LABEL = 24
LONGEST_VALUE = 120
_BLANK = re.compile(r"\s+")
_BRACKETS = re.compile(r"\([^()]*\)")
_SEAL = re.compile(r"^[\s_]*(?:\((?:公章|盖章|签章|签字|签名|章|加盖公章)\)[\s_]*)+")
_GAP = re.compile(r"[ ]{2,}|[;。]")
_EMPTY = re.compile(r"^[\s_/\\—\-.…]*$")


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled value: the entry whose label it is, the value's offsets and its text.

    ``sealed`` tells that the label asks for the department's seal (公章).
    """

    label: Label
    start: int
    end: int
    value: str
    sealed: bool


class CoverReader:
    """Finds labelled values; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        self._labels = {
            _BLANK.sub("", fold(word)): entry for entry in packs.of(Label) for word in entry.labels
        }
        self._entry = lru_cache(maxsize=4096)(self._find_entry)
        words = sorted(self._labels, key=len, reverse=True)
        self._glued = regex.compile(r"\L<words>", words=words) if words else None
        self._before_colon = (
            regex.compile(r"(?P<label>\L<words>)(?:\([^()]{0,10}\))?:", words=words)
            if words
            else None
        )

    def find(
        self, canonical: Canonical, folded: str, views: dict[int, GridView], head_end: int
    ) -> list[Field]:
        """All labelled values: in cells anywhere, in lines before ``head_end`` and at the end."""
        found = list(self._in_lines(canonical, folded, head_end))
        for view in views.values():
            found.extend(self._in_cells(view, canonical.text, folded))
        return sorted(found, key=lambda f: f.start)

    def _find_entry(self, label: str) -> tuple[Label, bool] | None:
        """The entry of a label; longer labels that end like a known one count too."""
        bare = _BLANK.sub("", label)
        sealed = "章" in bare
        for candidate in (bare, _BRACKETS.sub("", bare)):
            entry = self._labels.get(candidate)
            if entry is not None:
                return entry, sealed
        plain = _BRACKETS.sub("", bare)
        for cut in range(1, max(len(plain) - 3, 1)):
            entry = self._labels.get(plain[cut:])
            if entry is not None:
                return entry, sealed
        return None

    def _in_lines(self, canonical: Canonical, folded: str, head_end: int) -> Iterator[Field]:
        blocks = [b for b in canonical.blocks if b.kind != "row"]
        tail = {b.start for b in blocks[-6:]}
        for block in blocks:
            if block.start < head_end or block.start in tail:
                yield from self._pairs(canonical.text, folded, block.start, block.end)

    def _pairs(self, text: str, folded: str, start: int, end: int) -> Iterator[Field]:
        """The labels of a line, each with the text up to the next label or a wide gap."""
        if self._before_colon is None or folded.find(":", start, end) < 0:
            return
        places = [i for i in range(start, end) if folded[i] not in " \n"]
        line = "".join(folded[i] for i in places)
        found = list(self._before_colon.finditer(line))
        for index, label in enumerate(found):
            entry = self._labels[label.group("label")]
            first = label.end()
            last = found[index + 1].start() if index + 1 < len(found) else len(line)
            if first >= last:
                continue
            value = folded[places[first] : places[last - 1] + 1]
            seal = _SEAL.match(value)
            gap = _GAP.search(value, max(3, seal.end() if seal else 0))
            stop = places[first] + gap.start() if gap else places[last - 1] + 1
            sealed = "章" in label.group()
            yield from self._field((entry, sealed), text, folded, places[first], stop)

    def _in_cells(self, view: GridView, text: str, folded: str) -> Iterator[Field]:
        for cell in view.grid.cells:
            label = view.text(cell)
            if not 2 <= len(label) <= LONGEST_VALUE:
                continue
            if ":" in label:
                yield from self._pairs(text, folded, cell.start, cell.end)
            entry = self._entry(label.rstrip(":")) if len(label) <= LONGEST_LABEL else None
            if entry is None:
                yield from self._glued_value(text, folded, cell.start, cell.end)
                continue
            other = view.cell(cell.row, cell.column + cell.colspan)
            while other is not None and not view.text(other) and other.column < view.grid.columns:
                other = view.cell(cell.row, other.column + other.colspan)
            if other is not None and self._entry(view.text(other).rstrip(":")) is None:
                yield from self._field(entry, text, folded, other.start, other.end)

    def _glued_value(self, text: str, folded: str, start: int, end: int) -> Iterator[Field]:
        """填报日期 2024年6月11日: a date label and its value in one cell without a colon."""
        found = self._glued.match(folded, start, end) if self._glued else None
        if found is not None and self._labels[found.group()].field == "report_date":
            entry = self._labels[found.group()]
            yield from self._field((entry, False), text, folded, found.end(), end)

    def _field(
        self, entry: tuple[Label, bool], text: str, folded: str, start: int, end: int
    ) -> Iterator[Field]:
        label, sealed = entry
        seal = _SEAL.match(folded[start:end])
        if seal is not None:
            start += seal.end()
            sealed = True
        value = text[start:end].strip()
        start += len(text[start:end]) - len(text[start:end].lstrip())
        if _EMPTY.match(fold(value)) or len(value) > LONGEST_VALUE:
            return
        yield Field(label, start, start + len(value), value, sealed)
