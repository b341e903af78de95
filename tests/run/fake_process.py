"""Stand-ins for the document stage; worker processes import them by name."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import re
import time
from dataclasses import replace
from decimal import Decimal

from jixiao.document import Result
from jixiao.model.canonical import Canonical
from jixiao.model.errors import Unreadable
from jixiao.model.tables import TABLES, Amount, Contact, Document
from jixiao.packs import Packs

_DIGITS = re.compile(r"\d+")


def steady(data: bytes, packs: Packs) -> Result:
    """Every digit run is an amount; the first line is a contact."""
    text = data.decode("utf-8")
    sha256 = hashlib.sha256(data).hexdigest()
    tables = {table.table: () for table in TABLES}
    tables["documents"] = (Document(sha256=sha256, chars=len(text)),)
    tables["amounts"] = tuple(
        Amount(text=m[0], char_start=m.start(), char_end=m.end(), value=Decimal(m[0]))
        for m in _DIGITS.finditer(text)
    )
    tables["contacts"] = (Contact(name=text.partition("\n")[0]),)
    return Result(sha256[:12], Canonical(text, "text/plain"), tables)


def slow(data: bytes, packs: Packs) -> Result:
    """Takes a while."""
    time.sleep(0.02)
    return steady(data, packs)


def endless(data: bytes, packs: Packs) -> Result:
    """Takes longer than any test waits."""
    time.sleep(300)
    return steady(data, packs)


def faulty(data: bytes, packs: Packs) -> Result:
    """Does what the text says."""
    if b"EXIT" in data:
        os._exit(3)
    if b"SEGFAULT" in data:
        ctypes.string_at(0)
    if b"HANG" in data:
        time.sleep(300)
    if b"BUG" in data:
        raise ValueError("意外的值")
    if b"BAD" in data:
        raise Unreadable("文件坏了。请重新导出。")
    if b"QUIT" in data:
        raise SystemExit(0)
    if b"MEMORY" in data:
        raise MemoryError
    if b"BALLOON" in data:
        bytearray(b"x") * (1 << 30)
    if b"DISK" in data:
        raise OSError(errno.EIO, "Input/output error")
    return steady(data, packs)


def packed(data: bytes, packs: Packs) -> Result:
    """Like ``steady``; each amount tells by which packs it was made."""
    made = steady(data, packs)
    amounts = tuple(replace(row, subject=packs.digest) for row in made.tables["amounts"])
    return replace(made, tables={**made.tables, "amounts": amounts})
