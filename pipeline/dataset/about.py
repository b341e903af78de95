"""What its editor says of a dataset, and what all its descriptions share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model.errors import JixiaoError
from ..run.made_by import MadeBy
from .schema import Table

TITLE = "政府绩效自评材料数据集"
NAME = "jixiao-dataset"
SOFTWARE = "jixiao"
_LICENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user asks of a dataset.

    ``personal`` keeps persons in it. ``manifest`` says where files come from; without it
    ``manifest.csv`` in the corpus folder does, where there is one. ``licence`` is an SPDX id.
    """

    out: Path
    target: Path
    personal: bool = False
    manifest: Path | None = None
    title: str = TITLE
    authors: tuple[str, ...] = ()
    licence: str = ""

    def checked(self) -> Settings:
        """These settings; what cannot be written down is a ``JixiaoError``."""
        if self.licence and not _LICENCE.fullmatch(self.licence):
            raise JixiaoError(f"--licence 应是 SPDX 代号，如 CC-BY-4.0，不是“{self.licence}”。")
        if not self.title.strip() or not all(a.strip() for a in self.authors):
            raise JixiaoError("--title 和 --author 不能是空的。")
        return self


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the dataset: its path below it, its bytes, their SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Made:
    """A table of the dataset with its rows counted and its files by folder (csv, parquet, …)."""

    table: Table
    rows: int
    files: dict[str, list[Written]]


@dataclass(frozen=True, slots=True)
class Dataset:
    """All that is known of a dataset once its tables are written; ``version`` names its content."""

    settings: Settings
    made_by: MadeBy
    tables: Sequence[Made]
    version: str

    @property
    def description(self) -> str:
        """What it is, in one paragraph of both languages."""
        persons = "含联系人的个人信息。" if self.settings.personal else "不含个人信息。"
        return (
            f"由 {SOFTWARE} 从政府绩效自评材料中提取的表，每行注明出处；{persons}"
            " Tables mined from Chinese government performance self-evaluations, every row with its"
            " source."
        )
