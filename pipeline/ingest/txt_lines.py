"""The lines of a text file with their places in the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .builder import Piece, clean, strip
from .glue import joint
from .markdown import is_rule, level_of
from .markup import has_markup, without_markup

LINE_ENDS = "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
INVISIBLE = " \u3000\u00a0\ufeff\u200b"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its text as printed, its pieces, and what stands before it.

    ``gap`` counts the blank lines before it, ``indent`` the half-width columns of its indent;
    ``level`` is that of a Markdown heading, 0 for any other line.
    """

    text: str
    pieces: tuple[Piece, ...]
    gap: int
    indent: int
    page_break: bool
    level: int = 0

    @property
    def bare(self) -> str:
        """The text without blanks at both ends."""
        return self.text.strip(INVISIBLE)

    @property
    def has_cells(self) -> bool:
        """Whether the line is a row of a tab-parted table."""
        return "\t" in self.text and "\t" in self.text.strip(" ")

    def as_text(self) -> Line:
        """The line with its tabs taken as blanks."""
        lead = len(self.text) - len(self.text.lstrip(INVISIBLE + "\t"))
        indent = max(self.indent, 2 if "\t" in self.text[:lead] else 0)
        return replace(self, text=self.text.replace("\t", " "), indent=indent)

    def cells(self) -> list[str]:
        """The texts between the tabs."""
        return [cell.strip(INVISIBLE) for cell in self.text.split("\t")]

    def with_rest(self, rest: Line) -> Line:
        """The line with another one that goes on with its last cell."""
        before, after = self.text.rstrip(INVISIBLE), rest.text.lstrip(INVISIBLE)
        glue = joint(before[-60:], after[:1])
        pieces = strip([part for piece in self.pieces for part in clean_cells(piece)], end="right")
        if glue:
            pieces.append(Piece(glue))
        pieces += strip([part for piece in rest.pieces for part in clean_cells(piece)], end="left")
        return replace(self, text=before + glue + after, pieces=tuple(pieces))


def clean_cells(piece: Piece) -> list[Piece]:
    """The cleaned parts of a piece, with its tabs kept."""
    parts: list[Piece] = []
    start = 0
    for index, cell in enumerate(piece.text.split("\t")):
        if index:
            parts.append(piece.part(start - 1, start))
        if cell:
            parts.extend(clean(piece.part(start, start + len(cell))))
        start += len(cell) + 1
    return parts


def part(pieces: Sequence[Piece], start: int, end: int) -> list[Piece]:
    """The pieces of a line's text from ``start`` up to ``end``."""
    found: list[Piece] = []
    at = 0
    for piece in pieces:
        first, last = max(start - at, 0), min(end - at, len(piece.text))
        if first < last:
            found.append(piece.part(first, last))
        at += len(piece.text)
    return found


def split_lines(text: str, offset: int = 0, markdown: bool = False) -> Iterator[Line]:
    """The lines of a text that are not blank; the text begins at ``offset`` of the source."""
    gap, page_break, start = 0, False, offset
    for raw in text.splitlines(keepends=True):
        end = start + len(raw)
        content = raw.rstrip(LINE_ENDS)
        if content and not content.isspace():
            line = _line(content, start, gap, page_break, markdown)
            if line is not None:
                yield line
                gap, page_break = -1, False
        gap += 1
        if raw[-1] == "\x0c":
            page_break = True
        start = end


def _line(content: str, start: int, gap: int, page_break: bool, markdown: bool) -> Line | None:
    stripped = content.lstrip(INVISIBLE)
    if not stripped.strip(INVISIBLE + "\t") or (markdown and is_rule(content)):
        return None
    lead = content[: len(content) - len(stripped)]
    indent = len(lead) + lead.count("\u3000")
    if not markdown and not has_markup(content):
        return Line(content, (Piece(content, start),), gap, indent, page_break)
    pieces = tuple(without_markup(content, start, markdown))
    shown = "".join(piece.text for piece in pieces)
    level = level_of(content) if markdown else 0
    return Line(shown, pieces, gap, indent, page_break, level) if shown.strip() else None
