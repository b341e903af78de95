"""The result file of one document: gzipped JSON lines, written whole or not at all.

Line 1 is a header, line 2 the canonical text, line 3 its layout, then a line per table. Cells are
stored as they go into CSV, so that joining a million results into tables parses no number. Anchors
are not kept: rows and passages carry page, box and cell.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model.errors import JixiaoError
from ..model.identity import struck_rows
from ..model.tables import RUN_TABLES
from .atomic import write_atomic
from .layout import Layout, decode_layout, encode_layout
from .rows import Cells, R, decode_rows, encode_rows, stored_columns

if TYPE_CHECKING:  # a run's parent process loads results without loading the document stages
    from ..document import Result

SCHEMA = 3
_COMPRESSION = 4


class DamagedResult(JixiaoError):
    """A result file that cannot be read back; it has to be made again."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a run needs to know of a result without reading its rows."""

    schema: int
    doc_id: str
    chars: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Stored:
    """A result as it lies on disk: text, its layout as JSON, and cells by table name."""

    header: Header
    text: str
    shape: bytes
    tables: Mapping[str, list[Cells]]

    @property
    def layout(self) -> Layout:
        """The shape of the text; taken apart when asked for, which joining tables never does."""
        return decode_layout(json.loads(self.shape))

    def rows(self, table: type[R]) -> tuple[R, ...]:
        """The typed rows of a table."""
        return tuple(decode_rows(table, self.tables[table.table]))


def save_result(path: Path, result: Result, seconds: float) -> Header:
    """Write a result; ``seconds`` is the time that it took to make."""
    text = result.canonical.text
    header = Header(SCHEMA, result.doc_id, len(text), round(seconds, 3))
    lines = [_dump(asdict(header)), _dump(text), _dump(encode_layout(result.canonical))]
    struck = struck_rows(result.tables)
    for table in RUN_TABLES:
        made = result.tables.get(table.table, ())
        rows = list(encode_rows(result.doc_id, table, made, struck))
        columns = stored_columns(table)
        lines.append(_dump({"table": table.table, "columns": columns, "rows": rows}))
    data = "\n".join(lines).encode()
    write_atomic(path, gzip.compress(data, compresslevel=_COMPRESSION, mtime=0))
    return header


def read_header(path: Path) -> Header:
    """The header of a result, without the rest."""
    try:
        with gzip.open(path, "rb") as file:
            return Header(**json.loads(file.readline()))
    except (EOFError, zlib.error, gzip.BadGzipFile, ValueError, TypeError) as error:
        raise _damaged(path) from error


def load_result(path: Path) -> Stored:
    """A whole result."""
    try:
        head, text, shape, *rest = gzip.decompress(path.read_bytes()).splitlines()
        blocks = [json.loads(line) for line in rest]
        header, quote = Header(**json.loads(head)), json.loads(text)
        tables = {block["table"]: block["rows"] for block in blocks}
        intact = [(t.table, list(stored_columns(t))) for t in RUN_TABLES] == [
            (block["table"], block["columns"]) for block in blocks
        ]
    except (EOFError, zlib.error, gzip.BadGzipFile, ValueError, TypeError, KeyError) as error:
        raise _damaged(path) from error
    if not intact:
        raise _damaged(path)
    return Stored(header=header, text=quote, shape=shape, tables=tables)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _damaged(path: Path) -> DamagedResult:
    return DamagedResult(f"结果文件损坏：{path}。请删除它后再运行一次，只有这一份会重新处理。")
