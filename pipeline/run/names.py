"""File names as people read them, whatever bytes the file system holds."""

from __future__ import annotations

import os


def readable(name: str) -> str:
    """A name that can be printed and written as UTF-8.

    Archives made on Chinese Windows leave names in GB18030; those are shown as meant. The bytes
    themselves stay the identity of the file.
    """
    return "/".join(map(_readable, os.fsencode(name).split(b"/")))


def _readable(part: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return part.decode(encoding)
        except UnicodeDecodeError:
            continue
    return part.decode("utf-8", "backslashreplace")
