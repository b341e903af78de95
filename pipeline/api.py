"""The library's face: ``jixiao.read`` and ``jixiao.outputs``."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from .ingest.source import read_source
from .model.errors import JixiaoError
from .model.tables import TABLES, Document, Row
from .nlp.stages import PackNames, pack_names, stages

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language
    from spacy.tokens import Doc

    from .document import Result
    from .frames import FolderFrames, Frames
    from .model.canonical import Canonical

_NAMES = tuple(table.table for table in TABLES)


def read(
    source: str | os.PathLike[str] | bytes, *, packs: PackNames = (), file: str | None = None
) -> Report:
    """Read a report: a path, or the bytes of a file. The type is told by content.

    A file in an archive has the path ``archive.zip/folder/report.docx``.

    ``packs`` are folders of packs beside those that come with jixiao. ``file`` is what the column
    ``file`` says; without it, the name of the path. Raises ``Unreadable``, whose message says what
    to do, ``PackError`` for a pack that is wrong, and ``OSError`` where there is no such file.
    """
    names = pack_names(packs)
    if isinstance(source, bytes):
        data, name = source, ""
    else:
        data, name = read_source(Path(source)), Path(source).name
    return Report(stages(names).pipeline(data), name if file is None else file, names)


def outputs(folder: str | os.PathLike[str] = "outputs") -> FolderFrames:
    """The tables that a run wrote, as pandas frames: ``jixiao.outputs("outputs").comparison``.

    All tables of the documents, and those of the whole corpus. Raises ``JixiaoError`` for a folder
    without tables.
    """
    from .frames import FolderFrames

    found = FolderFrames(Path(folder))
    if not len(found):
        raise JixiaoError(f"{folder} 里没有表格。请先运行 jixiao run 报告文件夹 --out {folder}。")
    return found


class Report:
    """What was read from a file.

    Each table of the contract is an attribute and a pandas frame: ``report.amounts``. ``tables``
    holds them all by name, ``rows`` the same as typed rows.
    """

    def __init__(self, result: Result, file: str = "", packs: PackNames = ()) -> None:
        self.result = result
        self.file = file
        self.packs = pack_names(packs)

    @property
    def text(self) -> str:
        """The canonical text, of which all offsets count the characters."""
        return self.result.canonical.text

    @property
    def doc_id(self) -> str:
        """The first 12 hexadecimal digits of the file's SHA-256."""
        return self.result.doc_id

    @property
    def canonical(self) -> Canonical:
        """The canonical text with its blocks, tables, and anchors into the file."""
        return self.result.canonical

    @property
    def rows(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows by table, as frozen dataclasses."""
        return self.result.tables

    @property
    def document(self) -> Document:
        """The document's own row."""
        (row,) = self.result.tables[Document.table]
        assert isinstance(row, Document)
        return row

    @cached_property
    def tables(self) -> Frames:
        """A frame per table, by name."""
        from .frames import Frames

        return Frames(self.result, self.file)

    def to_spacy(self, nlp: Language | None = None) -> Doc:
        """The canonical text as a spaCy ``Doc``, with the rows of this file as spans.

        ``nlp`` is any pipeline with components of jixiao; without it, that of ``jixiao.load()``.
        """
        from .nlp.language import doc_of, load

        return doc_of(nlp or load(self.packs), self.result)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name in _NAMES:
            return self.tables[name]
        raise AttributeError(f"{type(self).__name__} 没有 {name}；表有：{'、'.join(_NAMES)}")

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_NAMES})

    def __repr__(self) -> str:
        row = self.document
        year = f"{row.fiscal_year} 年" if row.fiscal_year else ""
        about = [self.file or self.doc_id, row.doc_type, row.department, year]
        about += [f"{row.pages} 页"] if row.pages else []
        about += [f"{row.chars} 字"]
        sizes = [f"{name} {len(self.rows[name])}" for name in _NAMES if name != Document.table]
        return f"<Report {'，'.join(filter(None, about))}；{'，'.join(sizes)}>"
