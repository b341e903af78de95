"""What a result depends on: the bytes of the file, the packs, the code and its libraries."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from ..resources import PACKAGE
from ..version import DISTRIBUTION
from .results import SCHEMA

_READING = frozenset({"ocr"})
_EXTRA = re.compile(r"""extra\s*==\s*["']([\w-]+)["']""")
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def digest(parts: Iterable[str | bytes]) -> str:
    """SHA-256 over parts; their borders count."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()


def code_digest(package: Path = PACKAGE) -> str:
    """Names the code: every ``.py`` file of the package, Python, and the libraries it needs."""
    parts: list[str | bytes] = [f"{sys.version_info[:2]}"]
    for path in sorted(package.rglob("*.py")):
        parts += [path.relative_to(package).as_posix(), path.read_bytes()]
    return digest([*parts, *_libraries()])


def recipe(packs: str, code: str) -> str:
    """Names how results are made: packs, code, form of the result file."""
    return digest([packs, code, str(SCHEMA)])


def result_key(sha256: str, how: str, corrections: Iterable[str] = ()) -> str:
    """Names one result: a file made by a recipe, with the corrections of these ids."""
    return digest([sha256, how, *corrections])


def result_path(state: Path, key: str) -> Path:
    """Where the result with this key lies; 256 folders keep each of them small."""
    return state / "results" / key[:2] / f"{key}.json.gz"


def _libraries() -> list[str]:
    try:
        wanted = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        return []
    names = sorted({m.group() for line in wanted if _counts(line) and (m := _NAME.match(line))})
    return [f"{name}={_version(name)}" for name in names]


def _counts(line: str) -> bool:
    """Whether a requirement bears on results: tools of the desk, tests and exports do not."""
    extra = _EXTRA.search(line)
    return extra is None or extra[1] in _READING


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
