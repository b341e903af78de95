"""A file → its canonical text; the type is told by content."""

from __future__ import annotations

from ..model.canonical import Canonical
from ..model.errors import Unreadable
from .sniff import sniff
from .txt import read_txt


def read(data: bytes) -> Canonical:
    """Canonical text of the bytes of a file; ``Unreadable`` says why there is none."""
    canonical = _read(data)
    if not canonical.text:
        raise Unreadable("文件里没有任何文字。请确认内容是否为图片或空白，换成有文字的文件后重试。")
    return canonical


def _read(data: bytes) -> Canonical:
    kind = sniff(data)
    if kind == "pdf":
        from .pdf import read_pdf

        return read_pdf(data)
    if kind == "docx":
        from .docx import read_docx

        return read_docx(data)
    if kind == "xlsx":
        from .xlsx import read_xlsx

        return read_xlsx(data)
    if kind == "html":
        from .html import read_html

        return read_html(data)
    return read_txt(data)
