"""The numbers before headings and list items: 一、 （一） 1. （1） ① 第一部分."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal["part", "han", "han_paren", "arabic", "arabic_paren", "circled", "multi", "none"]

_HAN = r"[一二三四五六七八九十百]{1,4}"
_STYLES: tuple[tuple[Style, str], ...] = (
    ("part", rf"第(?:{_HAN}|\d{{1,2}})(?:部分|章|篇|节)[\s:、.]*"),
    ("han", rf"{_HAN}\s?[、.,:]\s*"),
    ("han_paren", rf"\(\s?{_HAN}\s?\)[、.,]?\s*"),
    (
        "multi",
        r"\d{1,2}(?:\.\d{1,2}){1,3}(?:[、.\s](?!\d)\s*"
        r"|(?=[\u4e00-\u9fff]{2})(?![万亿元个项家人次户座公米吨亩台套件辆倍天年月小分名所处条场千百克斤]))",
    ),
    ("arabic", r"\d{1,2}\s?(?:、|\.(?!\d)|,(?!\d)|．)\s*"),
    ("arabic_paren", r"(?:\(\s?\d{1,2}\s?\)|\d{1,2}\))[、.,]?\s*"),
    ("circled", r"[①-⑳⑴-⒇]\s*"),
)
_MARK = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _STYLES))


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at the head of a paragraph: its style and where the words begin."""

    style: Style
    start: int
    end: int


def mark_at(folded: str, start: int, end: int) -> Mark | None:
    """The number with which the paragraph ``start:end`` begins, if it does."""
    found = _MARK.match(folded, start, end)
    if found is None or found.lastgroup is None:
        return None
    return Mark(found.lastgroup, found.start(), found.end())  # type: ignore[arg-type]
