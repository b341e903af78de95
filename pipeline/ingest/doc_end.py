"""A Word 97 document that ends with a table gets the paragraph behind it that is missing.

Word always writes one; LibreOffice and other programs do not when they make a doc from a docx that
lacks it. LibreOffice then reads the cells of that table as one run of text. The places are those of
[MS-DOC]: text counts, piece table, and the pages that give runs of text their properties.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from ..model.errors import Unreadable
from .ole import stream_sectors

CELL_END = "\x07"
PAGE = 512
TEXT_COUNTS = 0x4C  # main text, then footnotes, headers, comments and other texts behind it
OTHER_TEXTS = 7
PIECES = 0x1A2
CHARACTER_PAGES, PARAGRAPH_PAGES = 0xFA, 0x102
FLAGS, SECOND_TABLE = 0x0A, 0x200
COMPRESSED = 0x40000000
PIECE_TABLE = 2  # the mark before the piece table in its part of the table stream
NO_PROPERTIES = bytes(13)


@dataclass
class Document:
    """The two streams of a document, in which the text ends at ``end`` of the first."""

    text: bytearray
    table: bytearray
    end: int
    width: int
    last_piece: int


def with_last_paragraph(data: bytes) -> bytes:
    """The file with a paragraph behind a table that ends it; any other file unchanged."""
    try:
        return _mended(data)
    except (struct.error, LookupError, ValueError, Unreadable):
        return data  # damaged: the program that converts it says so


def _mended(data: bytes) -> bytes:
    text_places = stream_sectors(data, "worddocument")
    text = _joined(data, text_places)
    (flags,) = struct.unpack_from("<H", text, FLAGS)
    table_places = stream_sectors(data, "1table" if flags & SECOND_TABLE else "0table")
    document = _document(text, _joined(data, table_places))
    if document is None:
        return data
    _add_paragraph(document)
    out = bytearray(data)
    for places, stream in ((text_places, document.text), (table_places, document.table)):
        at = 0
        for start, end in places:
            out[start:end] = stream[at : at + end - start]
            at += end - start
    return bytes(out)


def _joined(data: bytes, places: list[tuple[int, int]]) -> bytearray:
    return bytearray(b"".join(data[start:end] for start, end in places))


def _document(text: bytearray, table: bytearray) -> Document | None:
    """The document if its last text is the main one and ends with a cell; else ``None``."""
    length, *others = struct.unpack_from(f"<{1 + OTHER_TEXTS}I", text, TEXT_COUNTS)
    (at,) = struct.unpack_from("<I", text, PIECES)
    if any(others) or table[at] != PIECE_TABLE:
        return None
    (size,) = struct.unpack_from("<I", table, at + 1)
    count = (size - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", table, at + 5)
    (stored,) = struct.unpack_from("<I", table, at + 5 + 4 * (count + 1) + 8 * (count - 1) + 2)
    width = 1 if stored & COMPRESSED else 2
    start = (stored & ~COMPRESSED) // (2 if width == 1 else 1)
    end = start + (places[-1] - places[-2]) * width
    last = text[end - width : end].decode("latin-1" if width == 1 else "utf-16-le")
    if places[-1] != length or last != CELL_END:
        return None
    return Document(text, table, end, width, at + 5 + 4 * count)


def _add_paragraph(document: Document) -> None:
    text, table, width = document.text, document.table, document.width
    places = _last_pages(document)
    if places is None:
        return
    _increase(text, TEXT_COUNTS, 1)
    _increase(table, document.last_piece, 1)
    text[document.end : document.end + width] = b"\r" if width == 1 else b"\r\0"
    (characters, character_limit), (paragraphs, paragraph_limit) = places
    _increase(table, character_limit, width)
    _increase(table, paragraph_limit, width)
    _increase(text, characters + 4 * text[characters + PAGE - 1], width)
    runs = text[paragraphs + PAGE - 1]
    limits = 4 * (runs + 1)
    behind = paragraphs + limits
    entries = bytes(text[behind : behind + len(NO_PROPERTIES) * runs]) + NO_PROPERTIES
    new_limit = struct.pack("<I", document.end + width)
    text[behind : behind + len(entries) + 4] = new_limit + entries
    text[paragraphs + PAGE - 1] = runs + 1


def _last_pages(document: Document) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The last pages of properties of characters and paragraphs, each with where its limit stands.

    ``None`` where they do not end with the text or have no room for one more paragraph.
    """
    text, table = document.text, document.table
    found: list[tuple[int, int]] = []
    for place in (CHARACTER_PAGES, PARAGRAPH_PAGES):
        at, size = struct.unpack_from("<II", text, place)
        count = (size - 4) // 8
        (number,) = struct.unpack_from("<I", table, at + 4 * (count + 1) + 4 * (count - 1))
        page = number * PAGE
        (limit,) = struct.unpack_from("<I", text, page + 4 * text[page + PAGE - 1])
        if not document.end - document.width <= limit <= document.end:
            return None
        found.append((page, at + 4 * count))
    page = found[1][0]
    runs = text[page + PAGE - 1]
    entries = text[page + 4 * (runs + 1) :][: len(NO_PROPERTIES) * runs : len(NO_PROPERTIES)]
    room = min((2 * entry for entry in entries if entry), default=PAGE - 1)
    if 4 * (runs + 2) + len(NO_PROPERTIES) * (runs + 1) > room:
        return None
    return found[0], found[1]


def _increase(stream: bytearray, at: int, by: int) -> None:
    (value,) = struct.unpack_from("<I", stream, at)
    struct.pack_into("<I", stream, at, value + by)
