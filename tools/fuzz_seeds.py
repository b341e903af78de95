"""Whole files to be damaged beside those of the writers: pictures, archives, mail."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage

import pypdfium2

DOTS = 100
PACKED = 6  # archives or mails


def pictures(pdfs: Sequence[bytes], form: str) -> list[bytes]:
    """The first page of some PDFs as pictures."""
    made = []
    for data in pdfs[:2]:
        document = pypdfium2.PdfDocument(data)
        out = io.BytesIO()
        document[0].render(scale=DOTS / 72).to_pil().convert("L").save(out, form)
        document.close()
        made.append(out.getvalue())
    return made


def packed(form: str, whole: Mapping[str, list[bytes]], chance: random.Random) -> list[bytes]:
    """Archives or mails of files that are read fast, one of them inside another."""
    fast = ("txt", "md", "html", "docx", "xlsx", "xls")
    pool = [(kind, data) for kind in fast for data in whole.get(kind, ())]
    pack = _zip if form == "zip" else _mail
    made: list[bytes] = []
    for _ in range(PACKED):
        files = chance.sample(pool, min(3, len(pool)))
        files += [(form, made[0])] if made else []
        made.append(pack([(f"第{n}份/自评表{n}.{kind}", d) for n, (kind, d) in enumerate(files)]))
    return made


def _zip(files: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _mail(files: list[tuple[str, bytes]]) -> bytes:
    mail = EmailMessage()
    mail["From"] = "clerk@example.com"
    mail["Subject"] = "报送绩效自评材料"
    mail.set_content("附件是我局的绩效自评材料，请查收。")
    for name, data in files:
        mail.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=name.split("/")[-1]
        )
    return mail.as_bytes()
