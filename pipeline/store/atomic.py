"""Write a file so that a reader finds the old or the new, never half, also after ``kill -9``."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

TEMPORARY = ".tmp"


def write_atomic(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path``: a temporary file in the same folder, fsync, rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}{TEMPORARY}")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def sync(path: Path) -> None:
    """Make the bytes of a file, or the renames inside a folder, durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
