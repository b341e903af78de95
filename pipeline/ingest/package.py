"""The zip packages that docx and xlsx are: members read within the limits, XML made harmless."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from ..model.errors import Unreadable
from .limits import INFLATED_BYTES, MEGABYTE
from .zips import inflated

EMBEDDED = "/embeddings/"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# ISO 29500 Strict names the same elements by other addresses.
USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_strict = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")

DAMAGED = "文件损坏：内部数据不完整（可能没有下载完整）。请用原软件打开并另存后重试。"


def members(data: bytes) -> dict[str, bytes]:
    """The XML members of a package and the files embedded in it, by name.

    Refused when too large, damaged or with a DTD. Strict documents come with the names of the
    usual (transitional) ones.
    """
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > INFLATED_BYTES:
                raise Unreadable(
                    f"文件解压后超过 {INFLATED_BYTES // MEGABYTE} MB。请删去图片或拆分后重试。"
                )
            for info in infos:
                if info.filename.endswith((".xml", ".rels")) or EMBEDDED in info.filename:
                    content = inflated(archive, info)
                    if b"purl.oclc.org/ooxml" in content:
                        content = _strict.sub(USUAL, content)
                    found[info.filename] = content
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise Unreadable(DAMAGED) from error
    for name, content in found.items():
        if EMBEDDED in name:
            continue
        guard_entities(name, content)
    return found


def guard_entities(name: str, content: bytes) -> None:
    """Refuse XML that defines entities, with which a small file may grow without end."""
    flat = content.replace(b"\0", b"") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else content
    if b"<!DOCTYPE" in flat or b"<!ENTITY" in flat:
        raise Unreadable(
            f"文件不安全：{name} 中含有 XML 实体定义，正常的 Office 文件没有。"
            "请用 Word 或 WPS 打开确认后另存，再重试。"
        )


def parse(content: bytes) -> Any:
    """The root element of an XML member, without entities, network or huge trees."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(DAMAGED) from error


def targets_of(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """The members that the links of a member lead to, by the id of the link."""
    folder = posixpath.dirname(name)
    links = posixpath.join(folder, "_rels", posixpath.basename(name) + ".rels")
    if links not in parts:
        return {}
    return {
        link.get("Id") or "": posixpath.normpath(
            posixpath.join("/" + folder, link.get("Target") or "")
        ).lstrip("/")
        for link in parse(parts[links]).iterchildren("{*}Relationship")
    }
