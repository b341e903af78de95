"""What a section says where there is nothing to show."""

from __future__ import annotations

from ..blocks import Note
from ..tables import Tables


def nothing(tables: Tables, table: str, found_none: str) -> Note | None:
    """Why a section on a table is empty; None where the table has rows."""
    if table not in tables.present:
        return Note(
            f"输出文件夹里没有 {table}.csv，这一节没有内容。请重新运行 make 或 jixiao run。"
        )
    if not tables.count(table):
        return Note(f"{found_none}（{table}.csv 里没有行）。")
    return None
