"""Word documents: the body in order, headings with levels, tables with spans.

Headers and footers are written once, where their section begins or ends, and only what the body
does not say itself: a form may have its title or its unit (单位：万元) there. Notes are written
as paragraphs of their own behind the paragraph or table that calls them. Tracked changes are
taken as accepted; hidden text is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..model.canonical import BlockKind, Canonical
from ..model.errors import Unreadable
from .builder import Builder, Piece, TableCell
from .docx_embedded import write_embedded
from .docx_parts import (
    Parts,
    has_page_number,
    main_part,
    pictures,
    read_parts,
    says_something,
)
from .docx_styles import Styles, read_styles
from .docx_tables import is_layout, merged_cells, unwrapped
from .docx_text import boxes, is_joined_to_next, read_line, with_label
from .numbering import W
from .package import DAMAGED, members, parse
from .prose_rows import write_rows

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A printed paragraph: its text with its number, its outline level, what hangs on it."""

    text: str
    level: int | None
    elements: tuple[Any, ...]

    @property
    def ends_section(self) -> bool:
        """Whether a new section begins behind the paragraph."""
        return any(element.find(f"{W}pPr/{W}sectPr") is not None for element in self.elements)

    def boxes(self) -> Iterator[Any]:
        """The text boxes anchored in the paragraph."""
        for element in self.elements:
            yield from boxes(element)


@dataclass
class Reader:
    """A document in reading, with the notes that are called and not yet written."""

    builder: Builder
    parts: Parts
    styles: Styles
    notes: Mapping[tuple[str, str], Any]
    called: list[tuple[str, str]] = field(default_factory=list)


def read_docx(data: bytes) -> Canonical:
    """The canonical text of a Word document."""
    found = members(data)
    main = main_part(found)
    root = parse(found[main])
    body = root.find(f"{W}body")
    if body is None:
        raise Unreadable(DAMAGED)
    parts = read_parts(found, main)
    styles = read_styles(parts.root("word/styles.xml"), parts.root("word/numbering.xml"))
    reader = Reader(Builder(), parts, styles, parts.notes())
    _read_sections(body, reader)
    shown = pictures(root)
    if not reader.builder.length and shown:
        raise Unreadable(
            "文档中只有图片，没有文字。请用 Word 或 WPS 另存为 PDF 后重试，"
            "图片中的文字由文字识别（OCR）读出。"
        )
    if shown:
        reader.builder.unread("picture", f"{shown} 张", "文档中的图片，其中如有文字则未读取")
    return reader.builder.build(MEDIA_TYPE)


def _read_sections(body: Any, reader: Reader) -> None:
    """Write the body; where a section begins its headers, where it ends its footers."""
    sections = [s for s in body.iter(f"{W}sectPr") if s.getparent().tag in (f"{W}pPr", f"{W}body")]
    said = _squeezed("".join(element.text or "" for element in body.iter(f"{W}t")))
    written: set[str] = set()

    def write_margins(index: int, kind: str) -> None:
        for root in reader.parts.margins(sections[index], kind) if index < len(sections) else ():
            for line in _margin_lines(root, reader):
                key = _squeezed(line)
                if key not in written and key not in said:
                    written.add(key)
                    reader.builder.paragraph((Piece(line),))

    index = 0
    write_margins(index, "headerReference")
    for content in _content(body, reader):
        _write(content, reader)
        if isinstance(content, Paragraph) and content.ends_section:
            write_margins(index, "footerReference")
            index += 1
            write_margins(index, "headerReference")
    write_margins(index, "footerReference")


def _margin_lines(root: Any, reader: Reader) -> Iterator[str]:
    """The lines of a header or footer that say something; a table gives a line a row."""
    paged = {
        _squeezed(read_line(paragraph, reader.styles).text)
        for paragraph in root.iter(f"{W}p")
        if has_page_number(paragraph)
    }
    for pieces in _lines(root, reader):
        text = "".join(piece.text for piece in pieces)
        if says_something(text) and _squeezed(text) not in paged:
            yield text


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _content(parent: Any, reader: Reader) -> Iterator[Paragraph | Any]:
    """The paragraphs and tables below an element, with what is told on the way."""
    held, anchored = "", list[Any]()  # of paragraphs whose end is deleted
    for element in unwrapped(parent, f"{W}p", f"{W}tbl", f"{W}altChunk"):
        if element.tag == f"{W}altChunk":
            name = reader.parts.target(element)
            reader.builder.unread("embedded", name, "文档中嵌入的另一个文件，未读取")
        elif element.tag == f"{W}tbl":
            yield element
        else:
            line = read_line(element, reader.styles)
            reader.called += line.notes
            held, anchored = held + line.text, [*anchored, element]
            if is_joined_to_next(element):
                continue
            text = with_label(reader.styles.label(element), held) if held.strip() else ""
            yield Paragraph(text, reader.styles.outline(element), tuple(anchored))
            held, anchored = "", []
    if held.strip():
        yield Paragraph(held, None, tuple(anchored))


def _write(content: Paragraph | Any, reader: Reader) -> None:
    """Write a paragraph or table, and behind it what hangs on it and the notes that it calls."""
    if isinstance(content, Paragraph):
        kind: BlockKind = "heading" if content.level else "paragraph"
        reader.builder.paragraph((Piece(content.text),), kind, content.level)
        for element in content.elements:
            write_embedded(element, reader.parts, reader.builder, as_grid=True)
        for box in content.boxes():
            _write_all(box, reader)
    elif is_layout(content):
        for cell in merged_cells(content):
            _write_all(cell.element, reader)
    else:
        write_rows(reader.builder, _cells(content, reader))
    _write_notes(reader)


def _write_all(parent: Any, reader: Reader) -> None:
    for content in _content(parent, reader):
        _write(content, reader)


def _write_notes(reader: Reader) -> None:
    called, reader.called = reader.called, []
    for key in called:
        note = reader.notes.get(key)
        if note is not None:
            _write_all(note, reader)


def _cells(table: Any, reader: Reader) -> list[TableCell]:
    return [
        TableCell(
            cell.row,
            cell.column,
            list(_lines(cell.element, reader)),
            cell.rowspan,
            cell.colspan,
        )
        for cell in merged_cells(table)
    ]


def _lines(parent: Any, reader: Reader) -> Iterator[list[Piece]]:
    """The paragraphs of a cell; a table inside gives a line a row."""
    for content in _content(parent, reader):
        if not isinstance(content, Paragraph):
            yield from _flat_rows(content, reader)
            continue
        if content.text:
            yield [Piece(content.text)]
        for element in content.elements:
            write_embedded(element, reader.parts, reader.builder, as_grid=False)
        for box in content.boxes():
            yield from _lines(box, reader)


def _flat_rows(table: Any, reader: Reader) -> Iterator[list[Piece]]:
    row, pieces = 0, list[Piece]()
    for cell in _cells(table, reader):
        if cell.row != row and pieces:
            yield pieces
            pieces = []
        row = cell.row
        for paragraph in cell.paragraphs:
            pieces += [Piece(" "), *paragraph] if pieces else list(paragraph)
    if pieces:
        yield pieces
