"""Where the files that are no code lie: in the wheel, or beside the package in a source tree."""

from __future__ import annotations

from pathlib import Path

from .model.errors import JixiaoError

PACKAGE = Path(__file__).resolve().parent


def patterns_root() -> Path:
    """The folder of the packs that come with jixiao.

    A wheel carries them as ``jixiao/patterns``; an editable install finds ``patterns/`` beside
    ``pipeline/``.
    """
    for root in (PACKAGE / "patterns", PACKAGE.parent / "patterns"):
        if root.is_dir():
            return root
    raise JixiaoError(f"找不到随软件安装的规则包（{PACKAGE / 'patterns'}）。请重新安装 jixiao。")
