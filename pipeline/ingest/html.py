"""Web pages: the article without navigation, paragraphs, headings and tables with spans."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from ..model.canonical import Canonical
from ..model.errors import Unreadable
from .article import article
from .builder import Builder, Piece, TableCell
from .encoding import decode
from .glue import starts_item
from .links import Link, is_attachment, tell
from .prose_rows import write_rows
from .spans import Printed, place

MEDIA_TYPE = "text/html"
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "nav", "ol",
    "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_charset = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.I)
_control = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")  # no XML tree holds these
_inline_tag = re.compile(r"</?(?:font|span|b|i|u|em|strong|o:p|a|big|small)\b[^<>]*>", re.I)
_space = re.compile(r"[ \t\r\n\f]+")
_wrapped = re.compile(
    r"(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3001-\u303f“”‘’—…])[ \t\r\f]*\n[ \t\r\n\f]*"
    r"(?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3001-\u303f“”‘’—…])"
)
_coded = re.compile(r"<(?:p|div|br|span|table|tr|td)(?:\s[^<>]*)?/?>", re.IGNORECASE)
CODED = 3  # so many tags that are text make a page whose markup was coded twice
SMALLEST_PICTURE = 80  # pixels; a smaller one is a button or a sign of a file's type
SMALLEST_DATA = 4000  # characters of a picture inside the page that is more than a dot or a sign
_icon = re.compile(r"icon|logo|filetype|qrcode|ewm|wechat|weixin|btn|button|\.gif(?:$|\?)", re.I)
UNSHOWN = frozenset(("iframe", "frame", "object", "embed"))
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
MARK = "\ue000"  # stands for a wanted line end until white space is collapsed


def read_html(data: bytes) -> Canonical:
    """The canonical text of a web page."""
    builder = Builder()
    page = _page(data, builder)
    _fill_frames(page, builder)
    body = page.find("body")
    body = body if body is not None else page
    told: set[Link] = set()
    Walker(builder, builder, told).walk(_decoded(article(body)))
    for link in page_links(body):
        if link not in told:
            tell(builder, link)
    return builder.build(MEDIA_TYPE)


def _page(data: bytes, builder: Builder) -> Any:
    """The root element of a page."""
    decoded = decode(data, _declared(data))
    if decoded.broken:
        builder.unread(
            "encoding", "", f"按 {decoded.encoding} 解码时有 {decoded.broken} 处字符无法识别"
        )
    text = _control.sub("", decoded.text)
    root, too_deep = _parse(text)
    if too_deep:  # mostly inline tags that were never closed
        root, too_deep = _parse(_inline_tag.sub("", text))
    if too_deep:
        raise Unreadable("网页标签嵌套过深，无法完整读取。请用浏览器打开后另存为文本或 PDF 再试。")
    return root


def _fill_frames(page: Any, builder: Builder) -> None:
    """Put what frames hold themselves into their place; nothing is fetched for the others."""
    for frame in list(page.iter("iframe")):
        if frame.get("srcdoc"):
            inner = _page(f"<body>{frame.get('srcdoc')}".encode(), builder)
            body = inner.find("body")
            inner = body if body is not None else inner
            inner.tag, inner.tail = "div", frame.tail
            frame.getparent().replace(frame, inner)
    frames = [frame.get("src") or "" for frame in page.iter("frame")]
    if frames:
        raise Unreadable(
            f"网页由框架拼成，正文在别的文件里：{'、'.join(frames)[:200]}。"
            "请打开那个文件，或用浏览器另存为单个文件（mhtml）后重试。"
        )


def _decoded(element: Any) -> Any:
    """The element, or the page that it holds as text: ``&lt;p&gt;全年…&lt;/p&gt;``."""
    text = "".join(element.itertext())
    if len(_coded.findall(text)) < CODED or element.find(".//p") is not None:
        return element
    root, too_deep = _parse(text)
    body = root.find("body")
    return element if too_deep or body is None else body


def _declared(data: bytes) -> str | None:
    """The encoding that a page states, by the name that ``decode`` uses."""
    found = _charset.search(data[:4096])
    name = found.group(1).decode("ascii").lower() if found else ""
    if name.startswith("gb"):
        return "gb18030"
    return "big5hkscs" if name.startswith("big5") else name or None


def _parse(text: str) -> tuple[Any, bool]:
    """The root element of a page, and whether the page was too deep to be read to its end."""
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", "ignore") or b"<p>", parser=parser)
    except etree.ParserError as error:
        raise Unreadable("网页里没有可读的内容，可能已损坏。请重新下载该网页后再试。") from error
    return root, any("depth" in error.message for error in parser.error_log)


class Walker:
    """Writes the elements of a page into a builder, a block at a time."""

    def __init__(self, builder: Builder, notes: Builder, told: set[Link]) -> None:
        """``notes`` takes what is linked and not read; ``told`` remembers it."""
        self._builder = builder
        self._notes = notes
        self._told = told
        self._buffer: list[str] = []
        self._level: int | None = None

    def walk(self, element: Any) -> None:
        """Write an element and all below it."""
        self._element(element)
        self._flush()

    def walk_cell(self, cell: Any) -> None:
        """Write what a table cell holds; a table in it becomes a line a row."""
        self._flush()
        self._buffer.append(cell.text or "")
        for child in cell:
            self._element(child)
            self._buffer.append(child.tail or "")
        self._flush()

    def _element(self, element: Any) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            return
        if tag == "table" and not is_layout(element):
            self._flush()
            write_rows(self._builder, table_cells(element, self._paragraphs))
            return
        link = link_of(element)
        if link is not None and link not in self._told:
            self._told.add(link)
            tell(self._notes, link)
        block = tag in BLOCKS
        if block:
            self._flush()
        if tag in HEADINGS:
            self._level = HEADINGS[tag]
        self._buffer.append(_inline(element))
        if tag in UNSHOWN:
            return
        if tag == "sup":
            self._buffer.append("".join(element.itertext()).translate(_RAISED))
        elif tag == "pre":
            self._buffer.append(MARK.join("".join(element.itertext()).split("\n")))
        else:
            self._buffer.append(element.text or "")
            for child in element:
                self._element(child)
                self._buffer.append(child.tail or "")
        if block:
            self._flush()
        if tag in HEADINGS:
            self._level = None

    def _paragraphs(self, cell: Any) -> list[list[Piece]]:
        inner = Builder()
        Walker(inner, self._notes, self._told).walk_cell(cell)
        text = inner.build(MEDIA_TYPE).text.replace("\t", " ")
        return [[Piece(line)] for line in text.split("\n")]

    def _flush(self) -> None:
        text = collapse("".join(self._buffer))
        self._buffer.clear()
        if text:
            kind = "heading" if self._level else "paragraph"
            self._builder.paragraph((Piece(text),), kind, self._level)  # type: ignore[arg-type]


def collapse(text: str) -> str:
    """White space as a browser shows it; line wraps between hanzi vanish."""
    if "\n" in text:
        text = _wrapped.sub("", text)
    return _space.sub(" ", text).replace(MARK, "\n").strip(" ")


def _inline(element: Any) -> str:
    """What an element prints before its content: a tick box, a line end, a list number."""
    tag = element.tag
    if tag == "br":
        return MARK
    if tag == "input":
        kind = (element.get("type") or "text").lower()
        checked = element.get("checked") is not None
        if kind == "checkbox":
            return "☑" if checked else "□"
        return ("●" if checked else "○") if kind == "radio" else ""
    if tag == "li":
        parent = element.getparent()
        if parent is not None and parent.tag == "ol" and not _numbered(element, parent):
            return f"{_position(element, parent)}. "
    return ""


def _numbered(element: Any, parent: Any) -> bool:
    """Whether a list prints its own numbers or none."""
    style = f"{parent.get('style') or ''};{element.get('style') or ''}"
    return "none" in style or starts_item("".join(element.itertext()).strip()[:20])


def _position(element: Any, parent: Any) -> int:
    number = _number(parent.get("start"), 1)
    for child in parent.iterchildren("li"):
        number = _number(child.get("value"), number)
        if child is element:
            break
        number += 1
    return number


def page_links(body: Any) -> Iterator[Link]:
    """The attached files and framed documents of a page, wherever they stand."""
    for element in body.iter("a", *UNSHOWN):
        link = link_of(element)
        if link is not None:
            yield link


def link_of(element: Any) -> Link | None:
    """What an element links to that is content and not on the page: a file, a picture, a frame."""
    if element.tag == "a":
        name = " ".join("".join(element.itertext()).split())
        address = element.get("href") or ""
        return Link("attachment", name, address) if is_attachment(address, name) else None
    if element.tag == "img":
        address = element.get("data-src") or element.get("src") or ""
        name = (element.get("alt") or element.get("title") or "").strip()
        return Link("image", name, address) if address and not _is_icon(element, address) else None
    if element.tag in UNSHOWN:
        address = element.get("src") or element.get("data") or ""
        return Link("frame", "", address) if is_attachment(address, "") else None
    return None


def _is_icon(image: Any, address: str) -> bool:
    sizes = [_number(image.get(side), SMALLEST_PICTURE) for side in ("width", "height")]
    if address.startswith("data:"):
        return min(sizes) < SMALLEST_PICTURE or len(address) < SMALLEST_DATA
    return min(sizes) < SMALLEST_PICTURE or _icon.search(address) is not None


def is_layout(table: Any) -> bool:
    """Whether a table only places article text on the page."""
    if table.get("role") == "presentation":
        return True
    rows = list(_rows(table))
    cells = [cell for row in rows for cell in _row_cells(row)]
    if all(sum(1 for _ in _row_cells(row)) <= 1 for row in rows):
        return True
    total = max(_length(table), 1)
    nested = sum(_length(t) for t in table.iter("table") if t is not table)
    if 2 * nested > total:
        return True
    if next(table.iter("h1", "h2", "h3"), None) is not None and len(cells) <= 6:
        return True
    largest = max(cells, key=_length)
    inside = sum(1 for _ in largest.iter("p", "div", "br", "h1", "h2", "h3", "h4"))
    return _length(largest) > 0.8 * total and inside >= 3 and len(cells) <= 6


def table_cells(table: Any, paragraphs: Callable[[Any], list[list[Piece]]]) -> list[TableCell]:
    """The cells of a table, each once, at the place that the spans leave for it."""
    rows = [
        [
            Printed(_number(cell.get("rowspan"), 1), _number(cell.get("colspan"), 1), cell)
            for cell in _row_cells(row)
        ]
        for row in _rows(table)
    ]
    return [
        TableCell(cell.row, cell.column, paragraphs(cell.content), cell.rowspan, cell.colspan)
        for cell in place(rows)
    ]


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot", "form", "caption"):
            yield from _rows(child)


def _row_cells(row: Any) -> Iterator[Any]:
    return (child for child in row if child.tag in ("td", "th"))


def _length(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _number(text: str | None, default: int) -> int:
    found = re.match(r"\s*(-?\d{1,6})", text or "")
    return int(found.group(1)) if found else default
