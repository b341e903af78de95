"""Packs of a user's own, written for one test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

PACK = "name: own\ntitle: 自己的规则\ndescription: 测试用\n"

WritePack = Callable[..., Path]


@pytest.fixture
def write_pack(tmp_path: Path) -> WritePack:
    """Write a pack folder: ``write_pack("规则", units="kind: units\\n…")``."""

    def write(folder: str = "规则", pack: str | bytes | None = PACK, **files: str | bytes) -> Path:
        path = tmp_path / folder
        path.mkdir(exist_ok=True)
        named = {f"{name}.yml": content for name, content in files.items()}
        if pack is not None:
            named["pack.yml"] = pack
        for name, content in named.items():
            data = content if isinstance(content, bytes) else content.encode()
            (path / name).write_bytes(data)
        return path

    return write
