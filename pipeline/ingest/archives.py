"""Archives (zip, mail) as the documents inside them, also archives in archives.

The limits hold for everything below one file together, so that no nesting gets round them. Members
are inflated in memory, one at a time; nothing is written beside the archive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from ..model.errors import Unreadable
from .limits import ARCHIVE_BYTES, ARCHIVE_DEPTH, ARCHIVE_MEMBERS, MEGABYTE
from .sniff import is_mail, sniff

HEAD = 4096  # bytes that tell whether a member may be an archive
EMPTY = "压缩包里没有任何文件。请确认是否下载完整，重新获取后再试。"
TOO_DEEP = f"压缩包套了 {ARCHIVE_DEPTH} 层以上，未再打开。请先解压，再放入其中的文件。"
TOO_MANY = f"压缩包里的文件太多：上限为 {ARCHIVE_MEMBERS} 个。请解压或拆分后再处理。"
TOO_LARGE = f"压缩包解压后过大：上限为 {ARCHIVE_BYTES // MEGABYTE} MB。请解压或拆分后再处理。"
ABSENT = "压缩包里没有这个文件：{}。请核对路径，或重新运行。"
_SKIPPED_FOLDERS = frozenset({"__MACOSX"})
_SKIPPED_FILES = frozenset({"thumbs.db", "desktop.ini", "manifest.csv"})

Kind = Literal["document", "archive", "refused"]


class Archive(Protocol):
    """An opened archive."""

    renamed: int

    @property
    def parts(self) -> Mapping[str, int]:
        """The files in it by safe and distinct name, with their inflated bytes."""

    def refusal(self, name: str) -> str:
        """Why a member is not inflated; empty where it may be."""

    def read(self, name: str, most: int = -1) -> bytes:
        """The first ``most`` bytes of a member, or all."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its path below the archive, and why it is refused where it is.

    ``note`` tells what is odd about an archive that was opened all the same.
    """

    path: str
    kind: Kind
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What an archive holds; ``note`` tells what is odd about it."""

    members: tuple[Member, ...]
    note: str = ""


def is_wanted(name: str) -> bool:
    """Whether a file of this name may be a document: not hidden, no lock file, no README.

    ``manifest.csv`` says where the files come from (``pipeline/dataset/manifest.py``).
    """
    lower = name.lower()
    return not lower.startswith((".", "~$", "readme")) and lower not in _SKIPPED_FILES


def opened(data: bytes) -> Archive | None:
    """The archive that a file is; ``None`` for other files. ``Unreadable`` where it is broken."""
    kind = sniff(data)
    if kind == "zip":
        from .zips import Zip

        return Zip(data)
    if kind == "mail":
        from .mail import Mail

        return Mail(data)
    return None


def listing(archive: Archive) -> Listing:
    """All members, those of archives inside after the archive; ``Unreadable`` beyond the limits."""
    walk = _Walk()
    walk.admit(archive)
    members = tuple(walk.members(archive, "", 1))
    if not members:
        raise Unreadable(EMPTY)
    return Listing(members, _note(archive))


def read_member(archive: Archive, path: str) -> bytes:
    """The bytes of the member at ``path``, which may lead through archives inside."""
    if path in archive.parts:
        return archive.read(path)
    for name in archive.parts:
        if path.startswith(f"{name}/") and (inner := opened(archive.read(name))):
            return read_member(inner, path.removeprefix(f"{name}/"))
    raise Unreadable(ABSENT.format(path))


class _Walk:
    """What was counted so far below one file."""

    def __init__(self) -> None:
        self._members = 0
        self._bytes = 0

    def admit(self, archive: Archive) -> None:
        """Count the members of an archive; ``Unreadable`` where they are too many or too large."""
        sizes = [size for name, size in archive.parts.items() if not archive.refusal(name)]
        if self._members + len(archive.parts) > ARCHIVE_MEMBERS:
            raise Unreadable(TOO_MANY)
        if self._bytes + sum(sizes) > ARCHIVE_BYTES:
            raise Unreadable(TOO_LARGE)
        self._members += len(archive.parts)
        self._bytes += sum(sizes)

    def members(self, archive: Archive, below: str, depth: int) -> Iterator[Member]:
        """The members of an archive that was admitted."""
        for name in archive.parts:
            *folders, last = name.split("/")
            if not is_wanted(last) or _SKIPPED_FOLDERS.intersection(folders):
                continue
            path = f"{below}{name}"
            reason = archive.refusal(name)
            if reason:
                yield Member(path, "refused", reason)
                continue
            try:
                inner = _inner(archive, name)
                if inner is not None:
                    if depth >= ARCHIVE_DEPTH:
                        raise Unreadable(TOO_DEEP)
                    self.admit(inner)
            except Unreadable as error:
                yield Member(path, "refused", str(error))
                continue
            if inner is None:
                yield Member(path, "document")
            else:
                yield Member(path, "archive", note=_note(inner))
                yield from self.members(inner, f"{path}/", depth + 1)


def _inner(archive: Archive, name: str) -> Archive | None:
    """The archive that a member is; the whole of it is inflated only where its head says so."""
    head = archive.read(name, HEAD)
    return opened(archive.read(name)) if head.startswith(b"PK") or is_mail(head) else None


def _note(archive: Archive) -> str:
    if not archive.renamed:
        return ""
    return (
        f"{archive.renamed} 个文件的名字重复或不安全（如 ../、绝对路径、控制字符），"
        "已换成安全的名字。"
    )
