"""Mail (eml) and saved web pages (mht): the attachments, and the body where it is a document."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator, Mapping
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32

from ..model.errors import Unreadable
from .archive_names import distinct, safe_name, unzipped_name
from .encoding import decode
from .limits import FILE_BYTES, MEGABYTE

DAMAGED = "邮件损坏，无法打开。请从邮箱重新导出，或另存其中的附件后再试。"
NOTHING = "邮件里没有附件，正文也是空的。请从邮箱重新导出，或另存其中的附件后再试。"
TOO_LARGE = f"邮件里的这个附件超过 {FILE_BYTES // MEGABYTE} MB。请拆分后再处理。"
GREETING = 200  # characters: a body that is shorter than this only sends the attachments along
BODY = {"text/plain": "正文.txt", "text/html": "正文.html"}
_unseen = re.compile(r"<(script|style|head)\b.*?</\1\s*>|<[^>]*>|&\w+;|\s", re.I | re.S)
_quoted = re.compile(r"^\s*>.*$", re.M)


class _AsSent(Compat32):
    """Gives header fields as they were sent, also with bytes beyond ASCII."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value


class Mail:
    """An opened mail; ``parts`` are its members by safe name, ``renamed`` counts unsafe ones."""

    def __init__(self, data: bytes) -> None:
        try:
            members = list(_members(email.message_from_bytes(data, policy=_AsSent())))
        except (MessageError, RecursionError, ValueError, LookupError, AttributeError) as error:
            raise Unreadable(DAMAGED) from error
        if not members:
            raise Unreadable(NOTHING)
        raw = [name for name, _ in members]
        names = distinct([safe_name(name) for name in raw])
        self.renamed = sum(a != b for a, b in zip(raw, names, strict=True))
        self._contents = {name: content for name, (_, content) in zip(names, members, strict=True)}

    @property
    def parts(self) -> Mapping[str, int]:
        """The members by name, with their bytes."""
        return {name: len(content) for name, content in self._contents.items()}

    def refusal(self, name: str) -> str:
        """Why a member is not read; empty where it may be."""
        return TOO_LARGE if len(self._contents[name]) > FILE_BYTES else ""

    def read(self, name: str, most: int = -1) -> bytes:
        """The first ``most`` bytes of a member, or all; ``Unreadable`` where there are none."""
        if reason := self.refusal(name):
            raise Unreadable(reason)
        content = self._contents[name]
        return content if most < 0 else content[:most]


def _members(message: Message) -> Iterator[tuple[str, bytes]]:
    """The body, if it is a document, then the attachments with the names they were sent under."""
    texts: dict[str, bytes] = {}
    attached: list[tuple[str, bytes]] = []
    for part, related in _leaves(message):
        name, kind = _file_name(part), part.get_content_type()
        if kind in BODY and not name and part.get_content_disposition() != "attachment":
            texts[kind] = max(texts.get(kind, b""), _content(part), key=len)
        elif not related or not (part["Content-ID"] or part["Content-Location"]):
            attached.append((name or f"附件{len(attached) + 1}", _content(part)))
    kind = "text/html" if texts.get("text/html") else "text/plain"
    seen = _seen(texts.get(kind, b""), kind)
    if seen > GREETING or (seen and not attached):
        yield BODY[kind], texts[kind]
    yield from attached


def _leaves(part: Message, related: bool = False) -> Iterator[tuple[Message, bool]]:
    """The parts that hold content; ``related`` are those that a web page shows inside itself."""
    if part.get_content_maintype() != "multipart" or not part.is_multipart():
        yield part, related
        return
    for inner in part.get_payload():
        if isinstance(inner, Message):
            yield from _leaves(inner, related or part.get_content_subtype() == "related")


def _content(part: Message) -> bytes:
    if part.is_multipart():  # a mail that was sent along
        inner = part.get_payload(0)
        return inner.as_bytes() if isinstance(inner, Message) else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _file_name(part: Message) -> str:
    name = part.get_filename()
    if not name:
        return ""
    try:
        pieces = decode_header(name)
    except HeaderParseError:
        return _plain(name)
    return "".join(_decoded(piece, charset) for piece, charset in pieces)


def _decoded(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return _plain(piece)
    try:
        return piece.decode(charset or "ascii")
    except (UnicodeDecodeError, LookupError):
        return unzipped_name(piece)


def _plain(name: str) -> str:
    """A name whose bytes beyond ASCII were sent as they are."""
    return unzipped_name(name.encode("utf-8", "surrogateescape"))


def _seen(content: bytes, kind: str) -> int:
    """How many characters of a body a reader sees, answers to older mail left out."""
    if not content.strip():
        return 0
    text = decode(content).text
    return len(_unseen.sub("", text if kind == "text/html" else _quoted.sub("", text)))
