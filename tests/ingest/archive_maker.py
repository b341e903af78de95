"""Zip archives as people and villains make them, and mails."""

from __future__ import annotations

import io
import warnings
import zipfile
from email.message import EmailMessage


def make_zip(members: dict[str, bytes] | list[tuple[str, bytes]]) -> bytes:
    """An archive with these members; a list may name one twice."""
    out = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        warnings.simplefilter("ignore")  # of names that stand twice
        for name, content in members.items() if isinstance(members, dict) else members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def make_gbk_zip(name: str, content: bytes) -> bytes:
    """An archive as Chinese Windows makes it: the name in GB18030, without a flag that says so."""
    raw = name.encode("gb18030")
    stand_in = "x" * len(raw)
    return make_zip({stand_in: content}).replace(stand_in.encode(), raw)


def make_mail(body: str, attachments: dict[str, bytes], html: str = "") -> bytes:
    """A mail with attachments."""
    mail = EmailMessage()
    mail["From"] = "clerk@example.com"
    mail["To"] = "office@example.com"
    mail["Subject"] = "绩效自评材料"
    mail.set_content(body, charset="utf-8")
    if html:
        mail.add_alternative(html, subtype="html")
    for name, content in attachments.items():
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()
