"""Zip archives: what is in them, and the bytes of a member, within the limits."""

from __future__ import annotations

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Mapping

from ..model.errors import Unreadable
from .archive_names import distinct, safe_name, unzipped_name
from .limits import FILE_BYTES, INFLATION, INFLATION_FROM, MEGABYTE

DAMAGED = "压缩包损坏，打不开（可能没有下载完整）。请重新获取后再试。"
MEMBER_DAMAGED = "压缩包里的这个文件损坏，解不开。请重新获取压缩包后再试。"
ENCRYPTED = "压缩包里的这个文件有密码。请先解压，再放入其中的文件。"
UNKNOWN_METHOD = "压缩包里的这个文件用了不支持的压缩方法。请先解压，再放入其中的文件。"
LINK = "压缩包里的符号链接，不是文件，未读取。"
TOO_LARGE = f"压缩包里的这个文件超过 {FILE_BYTES // MEGABYTE} MB。请拆分后再处理。"
BOMB = f"这个文件解压后是压缩时的 {INFLATION} 倍以上，像是恶意压缩文件，未解压。请确认来源。"
OVERLAP = "压缩包里的文件互相重叠，像是恶意压缩文件，未解压。请确认来源。"
_FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
)
UTF8_NAMES = 0x800
_ENCRYPTED_FLAG = 1


class Zip:
    """An open zip archive; ``parts`` are its files by safe name, ``renamed`` counts unsafe ones."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (*_FAILURES, NotImplementedError) as error:
            raise Unreadable(DAMAGED) from error
        infos = [info for info in self._archive.infolist() if not _is_folder(info)]
        if sum(info.compress_size for info in infos) > len(data):
            raise Unreadable(OVERLAP)
        raw = [_name(info).replace("\\", "/") for info in infos]
        names = distinct([safe_name(name) for name in raw])
        self.renamed = sum(a != b for a, b in zip(raw, names, strict=True))
        self._infos = dict(zip(names, infos, strict=True))

    @property
    def parts(self) -> Mapping[str, int]:
        """The files by name, with the bytes that each says to have when inflated."""
        return {name: info.file_size for name, info in self._infos.items()}

    def refusal(self, name: str) -> str:
        """Why a member is not inflated; empty where it may be."""
        info = self._infos[name]
        if stat.S_ISLNK(info.external_attr >> 16):
            return LINK
        if info.flag_bits & _ENCRYPTED_FLAG:
            return ENCRYPTED
        if info.file_size > FILE_BYTES:
            return TOO_LARGE
        if info.file_size > max(INFLATION_FROM, INFLATION * info.compress_size):
            return BOMB
        return ""

    def read(self, name: str, most: int = -1) -> bytes:
        """The first ``most`` bytes of a member, or all; ``Unreadable`` where there are none."""
        if reason := self.refusal(name):
            raise Unreadable(reason)
        try:
            return inflated(self._archive, self._infos[name], most)
        except NotImplementedError as error:
            raise Unreadable(UNKNOWN_METHOD) from error
        except RuntimeError as error:  # what zipfile raises where it wants a password
            raise Unreadable(ENCRYPTED) from error
        except _FAILURES as error:
            raise Unreadable(MEMBER_DAMAGED) from error


def inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int = -1) -> bytes:
    """The first ``most`` bytes of a member, or all, and never more than it says to have.

    ``ZipFile.read`` would inflate all that is there before it looks at the stated size.
    """
    with archive.open(info) as member:
        return member.read(info.file_size if most < 0 else min(most, info.file_size))


def _is_folder(info: zipfile.ZipInfo) -> bool:
    return info.orig_filename.endswith(("/", "\\")) and info.file_size == 0


def _name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & UTF8_NAMES:
        return info.orig_filename
    try:
        return unzipped_name(info.orig_filename.encode("cp437"))
    except UnicodeEncodeError:  # an extra field said the name in UTF-8
        return info.orig_filename
