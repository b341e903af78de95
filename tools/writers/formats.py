"""The formats that a source is written in without other software."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .markup import Block
from .plain import write_markdown, write_txt
from .sheet import write_xlsx
from .web import write_html
from .word import write_docx

WRITERS: dict[str, Callable[[dict[str, str], list[Block], Path], None]] = {
    "docx": write_docx,
    "xlsx": write_xlsx,
    "html": write_html,
    "md": write_markdown,
    "txt": write_txt,
}
