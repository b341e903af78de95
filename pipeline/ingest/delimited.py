"""Sheets saved as text (csv, tsv): one grid, with the delimiter told by how the lines agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..model.canonical import Canonical
from .builder import Builder, Piece, TableCell, guard_cells
from .encoding import Decoded
from .prose_rows import write_rows

MEDIA_TYPES = {",": "text/csv", ";": "text/csv", "\t": "text/tab-separated-values"}
SAMPLE = 64 * 1024
MARGIN_LINES = 5  # that may stand above or below a table without a delimiter
MARGINED_RECORDS = 3  # that a table between such lines must have
ALIKE = 0.9  # the share of records that must have the usual number of fields
_thousands = re.compile(r"(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])")
_quoted = re.compile(r'(?m)(?:^|\t)"')
_sentence = re.compile(r"[。；！？!?]$")
_blank = " \u3000\u00a0\ufeff"


@dataclass(frozen=True, slots=True)
class Field:
    """What stands between two delimiters: its text in pieces with their places in the source."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The text without quotes and outer blanks."""
        return "".join(piece.text for piece in self.pieces).strip(_blank)


def delimiter_of(text: str) -> str | None:
    """The delimiter of a text that is a sheet; ``None`` for any other text."""
    sample = text[:SAMPLE]
    if len(text) > SAMPLE:
        sample = sample[: sample.rfind("\n") + 1]
    return next((sign for sign in MEDIA_TYPES if sign in sample and _agrees(sample, sign)), None)


def _agrees(sample: str, delimiter: str) -> bool:
    """Whether the records have one number of fields and do not read as prose."""
    found = _without_margins(
        [record for record in _records(sample, delimiter) if any(f.text for f in record)]
    )
    if len(found) < 2:
        return False
    counts = Counter(len(record) for record in found)
    columns, usual = counts.most_common(1)[0]
    if columns < 2 or usual < ALIKE * len(found) or max(counts) > columns:
        return False
    if delimiter == "\t":
        return _quoted.search(sample) is not None  # plain text knows the tables without quotes
    return not _reads_as_prose(sample, found, columns)


def _without_margins(found: list[list[Field]]) -> list[list[Field]]:
    """The records without the lines above and below a table that hold no delimiter.

    Programs write a title, a unit or a signature so. Enough records have to be left to tell a
    table by.
    """
    several = [at for at, record in enumerate(found) if len(record) > 1]
    if not several:
        return found
    above, below = several[0], len(found) - 1 - several[-1]
    core = found[several[0] : several[-1] + 1]
    if not above and not below:
        return found
    return core if max(above, below) <= MARGIN_LINES and len(core) >= MARGINED_RECORDS else []


def _reads_as_prose(sample: str, found: Sequence[Sequence[Field]], columns: int) -> bool:
    lines = [line for line in sample.splitlines() if line.strip()]
    grouped = sum(len(_thousands.findall(line)) > 0 for line in lines if '"' not in line)
    closed = sum(bool(_sentence.search(record[-1].text)) for record in found)
    if columns == 2 and len(found) < 3:
        return True
    return 2 * closed > len(found) or (columns <= 3 and 2 * grouped > len(lines))


def read_delimited(decoded: Decoded, delimiter: str) -> Canonical:
    """The canonical text of a sheet that was saved as text."""
    builder = Builder()
    if decoded.broken:
        builder.unread(
            "encoding", "", f"按 {decoded.encoding} 解码时有 {decoded.broken} 处字符无法识别"
        )
    guard_cells(decoded.text.count(delimiter))
    write_rows(builder, _cells(decoded.text, delimiter))
    return builder.build(MEDIA_TYPES[delimiter])


def _cells(text: str, delimiter: str) -> Iterator[TableCell]:
    """The cells up to the last that is not empty in each record; records are rows."""
    for row, record in enumerate(_records(text, delimiter), 1):
        last = max((at for at, field in enumerate(record, 1) if field.text), default=0)
        for column, field in enumerate(record[:last], 1):
            yield TableCell(row, column, (field.pieces,))


def _records(text: str, delimiter: str) -> Iterator[list[Field]]:
    """The records of a text; a quoted field may hold delimiters and line ends."""
    field = re.compile(
        rf'[ \u3000]*"(?P<quoted>[^"]*+(?:""[^"]*+)*)"[^\n\r{delimiter}"]*(?=[\n\r{delimiter}]|\Z)'
        rf"|(?P<plain>[^\n\r{delimiter}]*)"
    )
    record: list[Field] = []
    at = 0
    while at < len(text) or record:
        found = field.match(text, at)
        assert found is not None  # the plain branch matches anything, also nothing
        record.append(_field(found))
        at = found.end()
        if text[at : at + 1] == delimiter:
            at += 1
            if at < len(text):
                continue
            record.append(Field(()))
        yield record
        record = []
        at += 2 if text[at : at + 2] == "\r\n" else 1


def _field(found: re.Match[str]) -> Field:
    quoted = found["quoted"]
    if quoted is None:
        return Field((Piece(found["plain"], found.start("plain")),) if found["plain"] else ())
    pieces = []
    at = found.start("quoted")
    for part in re.finditer('[^"]*""|[^"]+', quoted):  # a doubled quote stands for one
        text = part.group()
        pieces.append(Piece(text[:-1] if text.endswith('""') else text, at + part.start()))
    return Field(tuple(pieces))
