"""Blocks as plain text: the cells of a table are parted by tabs, what was merged is lost."""

from __future__ import annotations

from pathlib import Path

from .markup import Block


def write_txt(meta: dict[str, str], blocks: list[Block], out: Path) -> None:
    """One document as text, in the encoding that its source names."""
    lines: list[str] = []
    for block in blocks:
        if block.kind == "table":
            lines += ["\t".join("" if c in ("^", "<") else c for c in row) for row in block.rows]
        else:
            lines.append("\n" if block.kind == "page" else block.text)
    text = "\n".join(lines).strip("\n").replace("<br>", " ") + "\n"
    out.write_bytes(text.encode(meta.get("encoding", "utf-8")))
