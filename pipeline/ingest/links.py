"""What a page or text links to and this program does not fetch: attached files, pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from .builder import Builder

_FILES = "pdf|docx?|xlsx?|xlsm|wps|et|ofd|rtf|csv|zip|rar|7z|pptx?|tiff?"
_address = re.compile(rf"\.(?:{_FILES})(?=$|[?#&;])", re.IGNORECASE)
_named = re.compile(rf"\.(?:{_FILES})[）)】》\]”\"]*\s*$", re.IGNORECASE)
_script = re.compile(r"\s*(?:javascript|mailto|tel|data|about):", re.IGNORECASE)
_fetch = re.compile(r"down(?:load)?|attach|getfile", re.IGNORECASE)
_data = re.compile(r"\s*data:(?P<type>[\w.+/-]*)", re.IGNORECASE)
LONGEST_ADDRESS = 300
REASONS = {
    "attachment": "链接的附件，未下载读取。请下载后放入同一文件夹再运行",
    "image": "图片，未读取。若是扫描的正文或表格，请单独保存图片后放入同一文件夹再运行",
    "frame": "框架里的另一个网页或文件，未读取。请另存那个网页或文件后再运行",
}


@dataclass(frozen=True, slots=True)
class Link:
    """Something that is linked to: its kind, the name that is printed, its address."""

    kind: Literal["attachment", "image", "frame"]
    name: str
    address: str

    @property
    def text(self) -> str:
        """Name and address as a reader can follow them; data inside a page has no address."""
        data = _data.match(self.address)
        address = f"内嵌数据 {data['type']}".strip() if data else unquote(self.address.strip())
        address = address[:LONGEST_ADDRESS]
        return f"{self.name}（{address}）" if self.name and self.name != address else address


def is_attachment(address: str, name: str) -> bool:
    """Whether a link leads to a file: its address or its printed name ends as files do."""
    if not address.strip() or _script.match(address):
        return False
    if _fetch.search(address) and "附件" in name:
        return True
    return _address.search(unquote(address)) is not None or _named.search(name) is not None


def tell(builder: Builder, link: Link) -> None:
    """Note a link as not read."""
    builder.unread(link.kind, link.text, REASONS[link.kind])
