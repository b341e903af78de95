"""Word documents: the body in order, headings with levels, tables with spans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..model.canonical import Canonical
from ..model.errors import Unreadable
from .builder import Builder, Piece, TableCell
from .numbering import Numbering, W, read_numbering
from .package import DAMAGED, members, parse

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
OFF = ("0", "false", "off", "none")
# Elements whose content is looked through; anything else that holds text is not printed text.
_through = frozenset(
    W + name
    for name in (
        "ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml",
        "dir", "bdo", "ruby", "rubyBase", "r",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says: its base, outline level, list and whether it hides text."""

    base: str | None
    outline: int | None
    number: str | None
    level: int | None
    hidden: bool


@dataclass
class Reader:
    """A document in reading: its styles and the state of its lists."""

    styles: dict[str, Style]
    numbering: Numbering
    default_style: str | None


def read_docx(data: bytes) -> Canonical:
    """The canonical text of a Word document."""
    parts = members(data)
    if "word/document.xml" not in parts:
        raise Unreadable(DAMAGED)
    root = parse(parts["word/document.xml"])
    body = root.find(f"{W}body")
    if body is None:
        raise Unreadable(DAMAGED)
    styles = parse(parts["word/styles.xml"]) if "word/styles.xml" in parts else None
    lists = parse(parts["word/numbering.xml"]) if "word/numbering.xml" in parts else None
    found, default = _styles(styles)
    reader = Reader(found, read_numbering(lists), default)
    builder = Builder()
    _read_body(body, reader, builder)
    if not builder.length and any(True for _ in root.iter(f"{W}drawing", f"{W}pict")):
        raise Unreadable(
            "文档中只有图片，没有文字，需要文字识别（OCR），目前尚不支持。请提供文字版。"
        )
    return builder.build(MEDIA_TYPE)


def _read_body(body: Any, reader: Reader, builder: Builder) -> None:
    for element in _blocks(body):
        if element.tag == f"{W}tbl":
            builder.grid(_cells(element, reader))
            continue
        level = _outline(element, reader)
        for text in _paragraph_texts(element, reader):
            builder.paragraph((Piece(text),), "heading" if level else "paragraph", level)
        for box in _boxes(element):
            _read_body(box, reader, builder)


def _blocks(parent: Any) -> Iterator[Any]:
    """The paragraphs and tables below an element, also inside content controls."""
    for child in parent.iterchildren():
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}smartTag"):
            yield from _blocks(child)


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes anchored in a paragraph, each once (Word writes a fallback copy)."""
    for box in paragraph.iter(f"{W}txbxContent"):
        above = box.iterancestors(f"{MC}Fallback", f"{W}txbxContent", f"{W}p")
        inside = [a.tag for a in _until(above, paragraph)]
        if f"{MC}Fallback" in inside and _has_choice(box):
            continue
        if f"{W}txbxContent" not in inside:
            yield box


def _until(elements: Iterator[Any], stop: Any) -> Iterator[Any]:
    for element in elements:
        if element is stop:
            return
        yield element


def _has_choice(box: Any) -> bool:
    fallback = next(box.iterancestors(f"{MC}Fallback"), None)
    if fallback is None:
        return False
    choice = fallback.getparent().find(f"{MC}Choice")
    return choice is not None and next(choice.iter(f"{W}txbxContent"), None) is not None


def _paragraph_texts(paragraph: Any, reader: Reader) -> Iterator[str]:
    """The text of a paragraph with its printed number; nothing when it is blank."""
    text = "".join(_texts(paragraph, reader))
    if not text.strip():
        return
    label = _label(paragraph, reader)
    if label:
        blank = " " if label[-1].isascii() and label[-1].isalnum() else ""
        text = label + blank + text.lstrip()
    yield text


def _texts(element: Any, reader: Reader) -> Iterator[str]:
    field_depth: list[bool] = []  # for each open field: whether its result has begun
    yield from _run_texts(element, reader, field_depth)


def _run_texts(element: Any, reader: Reader, fields: list[bool]) -> Iterator[str]:
    for child in element.iterchildren():
        tag = child.tag
        if tag in _through:
            if tag != f"{W}r" or not _hidden(child, reader):
                yield from _run_texts(child, reader, fields)
        elif tag == f"{W}fldChar":
            kind = child.get(f"{W}fldCharType")
            if kind == "begin":
                fields.append(False)
            elif kind == "separate" and fields:
                fields[-1] = True
            elif kind == "end" and fields:
                fields.pop()
        elif tag == f"{MC}AlternateContent":
            continue
        elif all(fields):
            yield _character(child)


def _character(element: Any) -> str:
    tag = element.tag
    if tag == f"{W}t":
        return element.text or ""
    if tag in (f"{W}tab", f"{W}ptab"):
        return " "
    if tag in (f"{W}br", f"{W}cr"):
        return "" if element.get(f"{W}type") in ("page", "column") else "\n"
    if tag == f"{W}noBreakHyphen":
        return "-"
    if tag == f"{W}sym":
        return _symbol(element)
    return ""


SYMBOLS = {
    "FE": "☑", "FD": "☒", "A8": "□", "6F": "□", "71": "□", "FC": "√", "FB": "×",
    "52": "☑", "53": "☒", "A3": "□", "50": "√", "54": "☒",
}  # fmt: skip


def _symbol(element: Any) -> str:
    """A character of a symbol font as the plain character that it looks like."""
    code = (element.get(f"{W}char") or "").upper()
    font = (element.get(f"{W}font") or "").lower()
    if "wingdings" in font:
        return SYMBOLS.get(code[-2:], "")
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return chr(value - 0xF000 if 0xF000 <= value <= 0xF0FF else value) if value < 0x110000 else ""


def _hidden(run: Any, reader: Reader) -> bool:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return False
    vanish = properties.find(f"{W}vanish")
    if vanish is not None:
        return vanish.get(f"{W}val", "1") not in OFF
    style = properties.find(f"{W}rStyle")
    return style is not None and any(s.hidden for s in _chain(style.get(f"{W}val"), reader.styles))


def _chain(name: str | None, styles: dict[str, Style]) -> Iterator[Style]:
    seen: set[str] = set()
    while name is not None and name in styles and name not in seen:
        seen.add(name)
        yield styles[name]
        name = styles[name].base


def _style_of(paragraph: Any, reader: Reader) -> list[Style]:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = style.get(f"{W}val") if style is not None else reader.default_style
    return list(_chain(name, reader.styles))


def _outline(paragraph: Any, reader: Reader) -> int | None:
    """The outline level of a paragraph, counted from 1, or None for body text."""
    own = paragraph.find(f"{W}pPr/{W}outlineLvl")
    if own is not None:
        value = _int(own.get(f"{W}val"))
        return value + 1 if value is not None and value < 9 else None
    for style in _style_of(paragraph, reader):
        if style.outline is not None:
            return style.outline + 1 if style.outline < 9 else None
    return None


def _label(paragraph: Any, reader: Reader) -> str:
    own = paragraph.find(f"{W}pPr/{W}numPr")
    number: str | None = None
    level: int | None = None
    if own is not None:
        number, level = _list_of(own)
    for style in _style_of(paragraph, reader):
        number = number if number is not None else style.number
        level = level if level is not None else style.level
    if number is None or number == "0":
        return ""
    if level is None:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val") if style is not None else reader.default_style
        level = reader.numbering.level_of(number, name)
    return reader.numbering.label(number, level)


def _list_of(properties: Any) -> tuple[str | None, int | None]:
    number, level = properties.find(f"{W}numId"), properties.find(f"{W}ilvl")
    return (
        None if number is None else number.get(f"{W}val"),
        None if level is None else _int(level.get(f"{W}val")),
    )


def _styles(root: Any | None) -> tuple[dict[str, Style], str | None]:
    styles: dict[str, Style] = {}
    default: str | None = None
    for element in [] if root is None else root.findall(f"{W}style"):
        name = element.get(f"{W}styleId")
        if name is None:
            continue
        base, outline = element.find(f"{W}basedOn"), element.find(f"{W}pPr/{W}outlineLvl")
        numbering = element.find(f"{W}pPr/{W}numPr")
        number, level = _list_of(numbering) if numbering is not None else (None, None)
        vanish = element.find(f"{W}rPr/{W}vanish")
        styles[name] = Style(
            base=None if base is None else base.get(f"{W}val"),
            outline=None if outline is None else _int(outline.get(f"{W}val")),
            number=number,
            level=level,
            hidden=vanish is not None and vanish.get(f"{W}val", "1") not in OFF,
        )
        if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true"):
            default = name
    return styles, default


def _cells(table: Any, reader: Reader) -> list[TableCell]:
    """The printed cells of a table; cells merged downwards count once."""
    found: list[list[Any]] = []  # row, column, element, rowspan, colspan
    open_below: dict[int, int] = {}  # column → index of the cell that is merged downwards
    for row, element in enumerate(_rows(table), 1):
        column = 1 + _skipped(element, "gridBefore")
        below: dict[int, int] = {}
        for cell in _row_cells(element):
            span = max(_int(_cell_value(cell, "gridSpan")) or 1, 1)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(f"{W}val", "continue") == "continue":
                above = open_below.get(column)
                if above is not None:
                    found[above][3] = row - found[above][0] + 1
                    below[column] = above
                    column += span
                    continue
            if merge is not None:
                below[column] = len(found)
            found.append([row, column, cell, 1, span])
            column += span
        open_below = below
    return [
        TableCell(row, column, _cell_paragraphs(cell, reader), rowspan, colspan)
        for row, column, cell, rowspan, colspan in found
    ]


def _rows(table: Any) -> Iterator[Any]:
    for child in table.iterchildren():
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _rows(child)


def _row_cells(row: Any) -> Iterator[Any]:
    for child in row.iterchildren():
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _row_cells(child)


def _skipped(row: Any, name: str) -> int:
    element = row.find(f"{W}trPr/{W}{name}")
    return 0 if element is None else max(_int(element.get(f"{W}val")) or 0, 0)


def _cell_value(cell: Any, name: str) -> str | None:
    element = cell.find(f"{W}tcPr/{W}{name}")
    return None if element is None else element.get(f"{W}val")


def _cell_paragraphs(cell: Any, reader: Reader) -> list[list[Piece]]:
    """The paragraphs of a cell; a table inside gives a line a row."""
    paragraphs: list[list[Piece]] = []
    for element in _blocks(cell):
        if element.tag == f"{W}tbl":
            paragraphs.extend(_flat_rows(element, reader))
            continue
        paragraphs.extend([Piece(text)] for text in _paragraph_texts(element, reader))
        for box in _boxes(element):
            paragraphs.extend(_cell_paragraphs(box, reader))
    return paragraphs


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


def _int(text: str | None) -> int | None:
    try:
        return None if text is None else int(text)
    except ValueError:
        return None
