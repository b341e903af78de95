"""The indicator that an item begins with: 3.采购管理。…, “居民满意度”指标：…, 资产管理方面，…."""

from __future__ import annotations

import re

from .score_row import balanced

_NUMBER = (
    r"(?:\d{1,2}[.、](?!\d)|[(]\d{1,2}[)]|[①-⑳]"
    r"|[一二三四五六七八九十]{1,3}[、.]|[(][一二三四五六七八九十]{1,3}[)])"
)
_LABEL = re.compile(
    rf"[ ]*(?P<number>{_NUMBER})?[ ]*(?:(?P<quoted>[“][^“”。,;:()]{{2,24}}[”])(?:指标)?(?=[。,:(])"
    r"|(?P<name>[^。,;:()\d]{2,20}?)"
    r"(?:(?:指标)?(?:方面|这一[块项]|一项)[,:]|(?(number)[。:(]|(?!))))"
)


def label_at(folded: str, start: int, end: int) -> str:
    """The name at the beginning of an item, that is not behind ``end``; empty for none."""
    found = _LABEL.match(folded, start, end)
    if found is None:
        return ""
    quoted = found["quoted"]
    if quoted is None:
        return balanced(found["name"].strip())
    return quoted[1:-1]
