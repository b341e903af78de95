"""What an OLE compound file holds (doc, wps, xls, et): the names in its root folder."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..model.errors import Unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAMAGED = (
    "旧版 Office 文件（.doc、.xls、.wps、.et）损坏，无法打开（可能没有下载完整）。"
    "请重新获取，或用 Word、WPS 打开后另存为 .docx 或 .xlsx 再试。"
)
ENCRYPTED = "文件已加密。请用 Word、Excel 或 WPS 输入密码打开，去掉密码另存后重试。"
LAST_SECTOR = 0xFFFFFFFA  # higher numbers are marks
NOTHING = 0xFFFFFFFF
OWN_SECTORS = 4096  # streams of fewer bytes share sectors
SMALL_SECTOR = 64
MOST_ENTRIES = 100_000
HEADER_SECTORS = 109  # places of allocation sectors that the header itself holds


@dataclass(frozen=True, slots=True)
class Entry:
    """A stream or folder: name, neighbours in the tree, where its data begins, bytes of data."""

    name: str
    left: int
    right: int
    child: int
    start: int
    size: int


def kind_of(data: bytes) -> Literal["doc", "xls"]:
    """Whether a compound file is a text document or a workbook; ``Unreadable`` for all else."""
    try:
        entries = _root_entries(data)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Unreadable(DAMAGED) from error
    if "encryptedpackage" in entries:
        raise Unreadable(ENCRYPTED)
    if "worddocument" in entries:
        if _is_encrypted(data, entries["worddocument"].start):
            raise Unreadable(ENCRYPTED)
        return "doc"
    if "workbook" in entries or "book" in entries:
        return "xls"
    if "powerpoint document" in entries:
        raise Unreadable("演示文稿（ppt），不在读取范围之内。请另存为 PDF 后重试。")
    raise Unreadable(
        "不认识的旧版 Office 文件：里面既没有文字文档，也没有工作簿。"
        "请用 Word、WPS 打开后另存为 .docx 或 .xlsx 再试。"
    )


def stream_sectors(data: bytes, name: str) -> list[tuple[int, int]]:
    """Where the parts of a stream lie in the file, first and behind the last byte, in order.

    ``KeyError`` where there is no stream of the name (in lower case).
    """
    entry = _root_entries(data)[name]
    size, table = _sector_size(data), _allocation(data, _sector_size(data))
    if entry.size >= OWN_SECTORS:
        return [
            ((at + 1) * size, (at + 2) * size)
            for at in _chain(table, entry.start, entry.size, size)
        ]
    root = _directory(data)[0]
    shared = _chain(table, root.start, root.size, size)
    (first,) = struct.unpack_from("<I", data, 60)
    small: list[int] = []
    for at in _chain(table, first, len(data), size):
        small += struct.unpack_from(f"<{size // 4}I", data, (at + 1) * size)
    places = []
    for part in _chain(small, entry.start, entry.size, SMALL_SECTOR):
        sector, offset = divmod(part * SMALL_SECTOR, size)
        start = (shared[sector] + 1) * size + offset
        places.append((start, start + SMALL_SECTOR))
    return places


def _chain(table: Sequence[int], first: int, length: int, size: int) -> list[int]:
    """The sectors of a stream of so many bytes, each by the entry of the one before it."""
    found: list[int] = []
    while first < LAST_SECTOR and len(found) * size < length and len(found) < len(table):
        found.append(first)
        first = table[first]
    return found


def _root_entries(data: bytes) -> dict[str, Entry]:
    """The entries of the root folder by name in lower case."""
    entries = _directory(data)
    found: dict[str, Entry] = {}
    seen: set[int] = set()
    open_places = [entries[0].child]
    while open_places:
        at = open_places.pop()
        if at == NOTHING or at in seen:
            continue
        seen.add(at)
        entry = entries[at]
        found[entry.name.lower()] = entry
        open_places += [entry.left, entry.right]
    return found


def _directory(data: bytes) -> list[Entry]:
    size = _sector_size(data)
    table = _allocation(data, size)
    (sector,) = struct.unpack_from("<I", data, 48)
    entries: list[Entry] = []
    while sector < LAST_SECTOR and len(entries) < MOST_ENTRIES:
        start = (sector + 1) * size
        entries += [_entry(data, at) for at in range(start, start + size, 128)]
        sector = table[sector]
    return entries


def _sector_size(data: bytes) -> int:
    (shift,) = struct.unpack_from("<H", data, 30)
    if not 7 <= shift <= 16:
        raise Unreadable(DAMAGED)
    return 1 << int(shift)


def _allocation(data: bytes, size: int) -> list[int]:
    """For each sector the one that follows it."""
    count, first, more = struct.unpack_from("<I", data, 44) + struct.unpack_from("<II", data, 68)
    places = list(struct.unpack_from(f"<{HEADER_SECTORS}I", data, 76))
    per_sector = size // 4
    while first < LAST_SECTOR and more > 0 and len(places) * size <= len(data):
        block = struct.unpack_from(f"<{per_sector}I", data, (first + 1) * size)
        places += block[:-1]
        first, more = block[-1], more - 1
    table: list[int] = []
    for place in places[: min(count, len(data) // size + 1)]:
        if place < LAST_SECTOR:
            table += struct.unpack_from(f"<{per_sector}I", data, (place + 1) * size)
    return table


def _entry(data: bytes, at: int) -> Entry:
    (length,) = struct.unpack_from("<H", data, at + 64)
    name = data[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le")
    left, right, child = struct.unpack_from("<III", data, at + 68)
    start, size = struct.unpack_from("<II", data, at + 116)
    return Entry(name, left, right, child, start, size)


def _is_encrypted(data: bytes, sector: int) -> bool:
    """Whether the head of the text stream says that it is encrypted."""
    at = (sector + 1) * _sector_size(data)
    head = data[at : at + 12]
    return len(head) == 12 and head[:2] == b"\xec\xa5" and bool(head[11] & 1)
