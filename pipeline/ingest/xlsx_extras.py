"""What stands on a sheet beside its cells: text boxes, comments, pictures, charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .package import FALLBACK, parse, targets_of
from .sheets import Beside
from .xlsx_styles import S, rich_text

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
D = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
ANCHORS = (f"{D}twoCellAnchor", f"{D}oneCellAnchor", f"{D}absoluteAnchor")


def beside(parts: Mapping[str, bytes], sheet: str) -> Beside:
    """What the links of a sheet lead to."""
    boxes: list[tuple[int, str]] = []
    comments: list[tuple[str, str]] = []
    pictures = charts = 0
    for target in targets_of(parts, sheet).values():
        if target not in parts:
            continue
        if "/drawings/" in target and target.endswith(".xml"):
            root = parse(parts[target])
            boxes += _boxes(root)
            pictures += _count(root, f"{A}blip")
            charts += _count(root, "{*}chart") + _count(root, "{*}relIds")
        elif "comments" in target.lower() and "threaded" not in target.lower():
            root = parse(parts[target])
            comments += [
                (c.get("ref") or "", t) for c in root.iter(f"{S}comment") if (t := _said(c))
            ]
    return Beside(tuple(boxes), tuple(comments), pictures, charts)


def _boxes(root: Any) -> Iterator[tuple[int, str]]:
    """The texts of shapes with the row, counted from 1, at which they begin."""
    for anchor in root.iterchildren(*ANCHORS):
        start = anchor.find(f"{D}from/{D}row")
        row = int(start.text) + 1 if start is not None and (start.text or "").isdecimal() else 1
        for body in anchor.iter(f"{D}txBody"):
            lines = ("".join(t.text or "" for t in p.iter(f"{A}t")) for p in body.iter(f"{A}p"))
            text = "\n".join(line for line in lines if line.strip())
            if text and not _in_fallback(body):
                yield row, text


def _said(comment: Any) -> str:
    text = comment.find(f"{S}text")
    return "" if text is None else " ".join(rich_text(text).split())


def _count(root: Any, name: str) -> int:
    return sum(not _in_fallback(element) for element in root.iter(name))


def _in_fallback(element: Any) -> bool:
    return next(element.iterancestors(FALLBACK), None) is not None
