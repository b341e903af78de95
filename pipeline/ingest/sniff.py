"""What a file is, told by its content and never by its name."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from ..model.errors import Unreadable
from . import ole
from .limits import FILE_BYTES, INFLATED_BYTES, MEGABYTE

Kind = Literal[
    "txt",
    "pdf",
    "docx",
    "xlsx",
    "html",
    "doc",
    "rtf",
    "xls",
    "image",
    "xls-xml",
    "word-xml",
    "ods",
    "odt",
    "xlsb",
    "zip",
    "mail",
]

IMAGES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"II*\0",
    b"MM\0*",
)
BMP_HEADERS = (12, 40, 52, 56, 64, 108, 124)  # the sizes that a BMP may state of its header
ARCHIVES = (
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
)
BLANK = b"\0 \t\r\n\x0b\x0c\xef\xbb\xbf\xfe\xff"
_word = re.compile(r"word/document\d*\.xml")
_xml_start = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<(?:\?xml|Workbook)")
_open_type = re.compile(
    rb"<office:document\s[^>]*\boffice:mimetype=.[\w./-]*\.(text|spreadsheet)\b"
)
WORD_ADDRESSES = (
    b"http://schemas.microsoft.com/office/word/2003/wordml",
    b"http://schemas.microsoft.com/office/2006/xmlPackage",
)
# Workbooks of Excel 2 to 4, which export programs write: a first record with a version and 5 or
# 16 for a sheet, or 256 for a workspace.
_bare_workbook = re.compile(rb"\x09[\0\x02\x04](?:\x04\0..|\x06\0....|\x08\0....)", re.DOTALL)
_printed = re.compile(b"[^" + BLANK + b"]")
_html = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|article|section|script|p|h[1-6])"
    rb"(?=[\s>/])",
    re.IGNORECASE,
)
_html_start = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<"
    rb"(?:(?P<part>(?:html>\s*<body>\s*<)?table|div|article|section)"
    rb"|!doctype\s+html|html|head|body|meta|title|script)(?=[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
# Marks of Markdown, or lines of text without any tag: what begins with a tag is no page then.
_markdown = re.compile(
    rb"^ {0,3}#{1,6} +\S|^!\[[^\]\n]*\]\(|^\|? *:?-{3,}:? *\||^\*\*[^\s*]|(?:^[^<>\n]{12,}$\s*){3}",
    re.MULTILINE,
)
_part = re.compile(rb"<(table|div|p|center)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
# Converters of PDFs write each table into their text as a page of its own.
_paged_table = re.compile(
    rb"<html>\s*<body>\s*<table\b.*?(?:</body>\s*</html>|\Z)", re.IGNORECASE | re.DOTALL
)
HEAD = 8192  # bytes that tell a page
PARTS = 200_000  # bytes in which text is looked for beside the parts of pages

_mail_start = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:From [^\r\n]*\r?\n)?[A-Za-z][\w-]*:[^\r\n]*"
    rb"(?:\r?\n(?:[A-Za-z][\w-]*:|[ \t])[^\r\n]*)*"
)
_mail_field = re.compile(
    rb"^(?:From|To|Subject|Date|Received|Return-Path|Delivered-To|Message-ID|MIME-Version"
    rb"|Content-Type|Content-Transfer-Encoding):",
    re.IGNORECASE | re.MULTILINE,
)


def sniff(data: bytes) -> Kind:
    """The kind of a file; ``Unreadable`` for kinds that cannot be read, with what to do."""
    if len(data) > FILE_BYTES:
        raise Unreadable(
            f"文件过大：{len(data) / MEGABYTE:.0f} MB，上限为 {FILE_BYTES // MEGABYTE} MB。"
            "请拆成几个文件后重试。"
        )
    if _is_blank(data):
        raise Unreadable("空文件：没有任何内容。请确认文件是否下载或导出完整，重新获取后再试。")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _sniff_zip(data)
    if data.startswith(ole.MAGIC):
        return ole.kind_of(data)
    if _bare_workbook.match(data):
        return "xls"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if _is_image(data[:18]):
        return "image"
    _refuse_binary(data)
    if is_mail(data[:HEAD]):
        return "mail"
    return _office_xml(data[: 2 * HEAD]) or ("html" if _is_html(data) else "txt")


def _office_xml(head: bytes) -> Kind | None:
    """The kind of an Office 2003 or OpenDocument file in one XML file, told by its names."""
    flat = head.replace(b"\0", b"")
    if not _xml_start.match(flat):
        return None
    if b"urn:schemas-microsoft-com:office:spreadsheet" in flat and b"Workbook" in flat:
        return "xls-xml"
    if found := _open_type.search(flat):  # fodt, fods
        return "odt" if found[1] == b"text" else "ods"
    return "word-xml" if any(address in flat for address in WORD_ADDRESSES) else None


def _is_blank(data: bytes) -> bool:
    """Whether there is nothing but blanks, line ends, zero bytes and byte order marks."""
    return not _printed.search(data[:4096]) and not data.strip(BLANK)


def _is_image(head: bytes) -> bool:
    if head.startswith(b"BM"):
        return int.from_bytes(head[14:18], "little") in BMP_HEADERS
    return head.startswith(IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def _refuse_binary(data: bytes) -> None:
    for magic, name in ARCHIVES:
        if data.startswith(magic):
            raise Unreadable(f"压缩包（{name}），不是文档。请先解压，再放入其中的文件。")
    head = data[:64]
    if head.startswith((b"MZ", b"\x7fELF")) or (head[4:8] == b"ftyp"):
        raise Unreadable("程序或音视频文件，不是文档。请检查是否放错了文件。")


def is_mail(head: bytes) -> bool:
    """Whether a file starts with the head of a mail, or of a web page saved as one (mht)."""
    start = _mail_start.match(head.lstrip())
    return start is not None and len(set(_mail_field.findall(start[0]))) >= 2


def _is_html(data: bytes) -> bool:
    """Whether a file is HTML, told by its start; UTF-16 is looked at without its zero bytes."""
    flat = data[:HEAD].replace(b"\0", b"")
    start = _html_start.match(flat)
    if start is not None and start["part"] is None:
        return True
    flat = _paged_table.sub(b"", data[:PARTS].replace(b"\0", b""))
    if start is not None:
        return not _markdown.search(_part.sub(b"", flat))
    tags = {match.group().lower().split()[0] for match in _html.finditer(flat[:HEAD])}
    return len(tags) >= 3 and bool(tags & {b"<html", b"<head", b"<body", b"<!doctype"})


def _sniff_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise Unreadable(
            "文件损坏：像是 docx、xlsx 或压缩包，但打不开（可能没有下载完整）。请重新获取后再试。"
        ) from error
    size = sum(member.file_size for member in members)
    names = {member.filename for member in members}
    is_word = any(_word.fullmatch(name) for name in names)
    if is_word or "xl/workbook.xml" in names:
        if size > INFLATED_BYTES:
            raise Unreadable(
                f"文件解压后过大：{size / MEGABYTE:.0f} MB，"
                f"上限为 {INFLATED_BYTES // MEGABYTE} MB。"
                "可能是图片过多或恶意压缩文件；请删去图片或拆分后重试。"
            )
        if any(member.flag_bits & 1 for member in members):
            raise Unreadable("文件已加密。请用原软件去掉密码，另存后重试。")
        return "docx" if is_word else "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "OFD.xml" in names:
        raise Unreadable("OFD 版式文件，暂不能读取。请用 OFD 阅读器另存为 PDF 后重试。")
    if "ppt/presentation.xml" in names:
        raise Unreadable("演示文稿（pptx），不在读取范围之内。请另存为 PDF 后重试。")
    if "content.xml" in names and "mimetype" in names:
        return _open_document(data)
    if "[Content_Types].xml" in names:
        raise Unreadable("不认识的 Office 文件（可能是绘图或模板）。请另存为 .docx 或 PDF 后重试。")
    return "zip"


def _open_document(data: bytes) -> Kind:
    """The kind of an OpenDocument package by its media type."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("mimetype") as member:
            media_type = member.read(100)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise Unreadable("OpenDocument 文件损坏，打不开。请重新获取后再试。") from error
    if b"opendocument.spreadsheet" in media_type:
        return "ods"
    if b"opendocument.text" in media_type:
        return "odt"
    raise Unreadable("OpenDocument 演示文稿或图形，不在读取范围之内。请另存为 PDF 后重试。")
