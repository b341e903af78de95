"""Blocks as plain text, and as Markdown whose tables are HTML."""

from __future__ import annotations

from pathlib import Path

from .markup import Block
from .web import html_table


def write_txt(meta: dict[str, str], blocks: list[Block], out: Path) -> None:
    """One document as text, in the encoding that its source names.

    The cells of a table are parted by tabs; what was merged is lost.
    """
    lines: list[str] = []
    for block in blocks:
        if block.kind == "table":
            lines += ["\t".join("" if c in ("^", "<") else c for c in row) for row in block.rows]
        else:
            lines.append("\n" if block.kind == "page" else block.text)
    text = "\n".join(lines).strip("\n").replace("<br>", " ") + "\n"
    out.write_bytes(text.encode(meta.get("encoding", "utf-8")))


def write_markdown(meta: dict[str, str], blocks: list[Block], out: Path) -> None:
    """One document as Markdown; a table stays HTML, for Markdown has no merged cells."""
    parts = [_markdown(b) for b in blocks if b.kind not in ("blank", "page")]
    out.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _markdown(block: Block) -> str:
    if block.kind == "table":
        return html_table(block.rows)
    marks = {"title": "# ", "heading": "## "}
    return marks.get(block.kind, "") + block.text.strip()
