"""Files without the moment of their making: the same source gives the same bytes."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

# What a PDF says of the moment of its making; frozen at equal length, for its offsets must hold.
VOLATILE_PDF = re.compile(
    rb"(CreationDate\(D:|DocChecksum /|/ID \[ <|(?<=>)\s+<)([0-9A-F]{14,32})(?=[>Z\s])"
)


def freeze_zip(path: Path) -> None:
    """Give a zipped document fixed times: the same source gives the same bytes."""
    with zipfile.ZipFile(path) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2024-01-01T00:00:00Z", data)
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)


def freeze_pdf(path: Path) -> None:
    """Give a PDF made by LibreOffice a fixed time and checksum."""
    frozen = VOLATILE_PDF.sub(lambda m: m[1] + b"0" * len(m[2]), path.read_bytes())
    path.write_bytes(frozen.replace(b"D:00000000000000", b"D:20240101000000"))
