"""The names of members of an archive, made safe to show and to tell apart.

Nothing is ever written to disk under these names; they only become part of the column ``file``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

_drive = re.compile(r"[A-Za-z]:")
# What a terminal would obey: control characters, and those that turn the direction of writing.
_control = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
LONGEST = 200  # characters of a folder or file name; file systems allow no more


def unzipped_name(raw: bytes) -> str:
    """A name without a note of its encoding: UTF-8 where it is that, else that of Chinese Windows.

    A zip without the UTF-8 flag says that names are in code page 437, and that is hardly ever so.
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def safe_name(name: str) -> str:
    """A path below the archive: no way up, no root, no drive, nothing that cannot be printed."""
    parts = name.replace("\\", "/").split("/")
    if _drive.fullmatch(parts[0][:2]):
        parts[0] = parts[0][2:]
    kept = [
        _control.sub("_", part)[:LONGEST] for part in parts if part.strip() not in ("", ".", "..")
    ]
    return "/".join(kept) or "_"


def distinct(names: Sequence[str]) -> list[str]:
    """The names in the same order, those that came before (as file or as folder) with a number.

    ``a.docx`` twice gives ``a.docx`` and ``a (2).docx``.
    """
    taken = set(_folders(names))
    made = []
    for name in names:
        chosen, number = name, 1
        while chosen in taken:
            number += 1
            path = PurePosixPath(name)
            chosen = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
        taken.add(chosen)
        made.append(chosen)
    return made


def _folders(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        yield from map(str, PurePosixPath(name).parents[:-1])
