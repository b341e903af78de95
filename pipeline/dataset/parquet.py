"""A table as Parquet: typed, decimals exact, meaning and unit of every column in its metadata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..model.errors import JixiaoError
from .schema import Column, Table

_TYPES = {str: pa.string(), int: pa.int64(), bool: pa.bool_(), date: pa.date32()}
_DIGITS = 38
_GROUP_ROWS = 100_000
_GROUP_BYTES = 32 << 20


class Parquet:
    """The Parquet file of a table; ``digits`` are those that its decimals need at most."""

    def __init__(self, folder: Path, table: Table, digits: Mapping[str, tuple[int, int]]) -> None:
        self.paths = [folder / f"{table.name}.parquet"]
        self._table = table
        self._schema = pa.schema([_field(c, digits) for c in table.columns])
        self._writer = pq.ParquetWriter(self.paths[0], self._schema, compression="zstd")
        self._waiting: list[pa.RecordBatch] = []

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """Append rows; a cell that does not fit its column's type is a ``JixiaoError``."""
        columns = zip(*rows, strict=True)
        arrays = [
            self._array(cells, field) for cells, field in zip(columns, self._schema, strict=True)
        ]
        self._waiting.append(pa.RecordBatch.from_arrays(arrays, schema=self._schema))
        if (
            sum(b.num_rows for b in self._waiting) >= _GROUP_ROWS
            or sum(b.nbytes for b in self._waiting) >= _GROUP_BYTES
        ):
            self._flush()

    def close(self) -> None:
        """Bring the file to disk."""
        self._flush()
        self._writer.close()

    def _array(self, cells: Sequence[str], field: pa.Field) -> pa.Array:
        texts = pa.array([cell or None for cell in cells], pa.string())
        try:
            return texts.cast(field.type)
        except pa.ArrowInvalid as error:
            raise JixiaoError(
                f"{self._table.name}.csv 的 {field.name} 列有的值不是 {field.type}（{error}）。"
                "表格被改过；请删除后重新运行 jixiao run。"
            ) from error

    def _flush(self) -> None:
        if self._waiting:
            self._writer.write_table(pa.Table.from_batches(self._waiting))
            self._waiting = []


def _field(column: Column, digits: Mapping[str, tuple[int, int]]) -> pa.Field:
    about = {"zh": column.said.zh, "en": column.said.en}
    if column.unit:
        about["unit"] = column.unit.en
    kind = _decimal(*digits[column.name]) if column.kind is Decimal else _TYPES[column.kind]
    return pa.field(column.name, kind, metadata=about)


def _decimal(whole: int, part: int) -> pa.DataType:
    """Exact where 38 digits are enough, which they are for all that is a figure."""
    return pa.decimal128(_DIGITS, part) if whole + part <= _DIGITS else pa.float64()
