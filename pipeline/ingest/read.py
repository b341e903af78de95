"""A file → its canonical text; the type is told by content."""

from __future__ import annotations

from ..model.canonical import Canonical
from ..model.errors import Unreadable
from .delimited import delimiter_of, read_delimited
from .encoding import decode
from .sniff import sniff
from .txt import canonical_text

ARCHIVE = (
    "{}不是一个文档，里面可能有几个。请用 jixiao run 读取它所在的文件夹；"
    "只读其中一个时，路径写成“{}/里面的文件”。"
)


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
    if kind == "xls":
        from .xls import read_xls

        return read_xls(data)
    if kind == "xls-xml":
        from .xls_xml import read_xls_xml

        return read_xls_xml(data)
    if kind == "image":
        from .images import read_image

        return read_image(data)
    if kind == "zip":
        raise Unreadable(ARCHIVE.format("压缩包（zip）", "压缩包.zip"))
    if kind == "mail":
        raise Unreadable(ARCHIVE.format("邮件或网页归档（mht）", "邮件.eml"))
    if kind == "txt":
        return _read_text(data)
    from .office import read_office

    return read_office(data, kind)


def _read_text(data: bytes) -> Canonical:
    decoded = decode(data)
    delimiter = delimiter_of(decoded.text)
    if delimiter:
        return read_delimited(decoded, delimiter)
    return canonical_text(decoded)
