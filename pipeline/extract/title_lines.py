"""The lines at the head of a document that may be its title, or parts of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ..model.canonical import Canonical
from ..packs.load import Packs
from ..segment.alternation import Expressions
from ..segment.fold import fold
from ..segment.numbering import mark_at

FIRST_LINES = 25
LONGEST_TITLE = 70
FLAT_HEAD = 140
FLAT_PIECES = 9
PLACE = 3
_BLANK = re.compile(r"\s+")
_PIECE = re.compile(r"\S+")
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|xlsx?|wps|et)", re.I)
_SENTENCE_MARK = re.compile(r"[。;!?,:]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as printed without blanks; ``beside`` says that its row of a table has others."""

    start: int
    end: int
    text: str
    beside: bool = False


class TitleLines:
    """Finds the lines that may be titles; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        says = Expressions(
            packs,
            "title",
            OFFICE=r"(?:(?:19|20)\d{2}年?度?)?[\u4e00-\u9fff]{3,30}{office}(?:[(][^()]{2,8}[)])?",
        )
        self._label = says.compile(r"^\s*{label}\s*[:\s|]\s*")
        self._frame = says.compile("{frame}")
        self._attachment = says.compile("{attachment}")
        self._catalogue = says.compile("{catalogue}")
        # …绩效自评报告为切实做好…, …绩效自评表单位名称:…: the blank behind the title is lost.
        self._run_on = says.compile(
            r"\s*(?:\d{1,2}[、.])?(?P<title>[^\s,。;:!?]{6,60}?{kind})(?={begins})"
        )
        self._office = says.compile("{OFFICE}")
        self._of_office = says.compile("{OFFICE}(?={of_office})")
        self._end = says.compile("{end}(?:[(].{0,14}[)])?$")

    def ends(self, folded: str) -> bool:
        """Whether words end as a title does."""
        return self._end.search(folded) is not None

    def begin_with_office(self, lines: list[Line]) -> bool:
        """Whether the first line is an office and what follows names none: a title in two lines."""
        rest = fold("".join(line.text for line in lines[1:]))
        first = lines[0].text
        if self._office.fullmatch(fold(first)) is None or first[:PLACE] in rest:
            return False
        return self._of_office.search(rest) is None

    def of(self, canonical: Canonical, folded: str) -> Iterator[Line]:
        """Short lines at the head of the text, the cells of the first rows, and the pieces with
        which a text without line ends begins."""
        blocks = [(b.start, b.end) for b in canonical.blocks if b.kind != "row"]
        spans = blocks[:FIRST_LINES]
        spans += [s for b in blocks[:2] for s in self._pieces(folded, *b)]
        cells = [c for grid in canonical.grids[:1] for c in grid.cells if c.row <= 3]
        filled = Counter(c.row for c in cells if canonical.text[c.start : c.end].strip())
        beside = {c.start for c in cells if filled[c.row] > 1}
        spans += [(c.start, c.end) for c in cells]
        for start, end in sorted(spans):
            start = self._behind_catalogue(folded, start, end)
            label = self._label.match(folded, start, end)
            start = label.end() if label is not None else start
            if end - start > LONGEST_TITLE + 30:
                continue
            name = _FILE_NAME.search(canonical.text, start, end)
            end = name.start() if name is not None and name.end() == end else end
            text = _BLANK.sub("", canonical.text[start:end])
            plain = fold(text)
            if not text or _SENTENCE_MARK.search(plain) or self._frame.search(plain):
                continue
            if mark_at(plain, 0, len(plain)) is None:
                yield Line(start, end, text, start in beside)

    def _behind_catalogue(self, folded: str, start: int, end: int) -> int:
        """Where a line goes on behind the fields of a catalogue: 公开方式 主动公开 … 自评报告."""
        fields = self._catalogue.finditer(folded, start, min(end, start + FLAT_HEAD))
        return max((field.end() for field in fields), default=start)

    def _pieces(self, folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The heads of a paragraph longer than a title that end before a blank: a copied page."""
        if end - start <= LONGEST_TITLE + 30:
            return
        file_name = _FILE_NAME.search(folded, start, start + LONGEST_TITLE)
        start = file_name.end() if file_name is not None else start
        pieces = list(
            islice(_PIECE.finditer(folded, start, min(end, start + FLAT_HEAD)), FLAT_PIECES)
        )
        run_on = self._run_on.match(folded, start, min(end, start + FLAT_HEAD))
        if run_on is not None:
            yield run_on.span("title")
        if pieces and self._attachment.fullmatch(pieces[0].group()):
            del pieces[0]
        for piece in pieces:
            if self.ends(piece.group()):
                yield pieces[0].start(), piece.end()
