"""The title of a document, and what type of document it tells."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from ..model.canonical import Canonical
from ..packs.entries import DocType
from ..packs.load import Packs
from ..segment.fold import fold
from .title_lines import LONGEST_TITLE, Line, TitleLines

BODY_HEAD = 1500


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed and the type of document that it tells; empty when there is none."""

    text: str
    start: int
    end: int
    doc_type: str
    pattern: str

    @property
    def is_regulation(self) -> bool:
        """Whether a pack knows the document for no report, but a rule or a notice."""
        return self.doc_type == "other" and bool(self.pattern)


class TitleFinder:
    """Finds titles; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        self._lines = TitleLines(packs)
        entries = packs.of(DocType)
        self._title = [(_compile(e.title), e) for e in entries if e.title]
        self._body = [(_compile(e.body), e) for e in entries if e.body]

    def find(self, canonical: Canonical, folded: str) -> Title:
        """The best of the first lines: one whose words a pack knows, the highest rank first."""
        lines = list(self._lines.of(canonical, folded))
        best: tuple[tuple[int, bool, int, int], Title] | None = None
        for index in range(len(lines)):
            for first in range(max(0, index - 2), index + 1):
                title = self._candidate(lines[first : index + 1], index - first)
                if title is not None and (best is None or title[0] > best[0]):
                    best = title
        found = best[1] if best else Title("", 0, 0, "other", "")
        return self._by_body(found, folded)

    def _candidate(
        self, lines: list[Line], joined: int
    ) -> tuple[tuple[int, bool, int, int], Title] | None:
        text = "".join(line.text for line in lines)
        plain = fold(text)
        if not 4 <= len(text) <= LONGEST_TITLE or not self._lines.ends(plain):
            return None
        if joined and any(self._lines.ends(fold(line.text)) for line in lines[:-1]):
            return None
        if joined and (len(lines[0].text) < 5 or any(line.beside for line in lines)):
            return None
        matches = [
            (e.rank, len(m.group()), e)
            for p, e in self._title
            if (m := p.search(plain)) is not None
        ]
        if not matches:
            return None
        rank, _, entry = max(matches, key=lambda m: m[:2])
        start = lines[0].start
        return (
            (rank, bool(joined) and self._lines.begin_with_office(lines), -joined, -start),
            Title(text, start, lines[-1].end, entry.doc_type, entry.id),
        )

    def _by_body(self, title: Title, folded: str) -> Title:
        """A third party's report is told by its text, whatever its title says; others need none."""
        head = folded[:BODY_HEAD]
        for pattern, entry in self._body:
            if title.text and entry.doc_type != "evaluation_report":
                continue
            if pattern.search(head) and title.doc_type in (
                "other",
                "narrative_report",
                "project_report",
            ):
                if title.text and not title.text.endswith("报告"):
                    continue
                return Title(title.text, title.start, title.end, entry.doc_type, entry.id)
        return title


def _compile(patterns: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{p})" for p in patterns))
