"""A shadow of the text, of the same length, in which like characters are alike.

Patterns look at the shadow, rows quote the text: offsets are the same in both.
"""

from __future__ import annotations

import re

from .latex import fold_latex

_WIDE: dict[int, int] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ALIKE: dict[str, str] = {
    **dict.fromkeys("\u3000\u00a0\u2002\u2003\u2009", " "),
    **dict.fromkeys("﹪", "%"),
    **dict.fromkeys("〔［﹝【〖", "["),
    **dict.fromkeys("〕］﹞】〗", "]"),
    **dict.fromkeys("≧⩾", "≥"),
    **dict.fromkeys("≦⩽", "≤"),
    **dict.fromkeys("═﹦", "="),
    **dict.fromkeys("﹥〉", ">"),
    **dict.fromkeys("﹤〈", "<"),
    **dict.fromkeys("－−﹣", "-"),
    **dict.fromkeys("〜", "~"),
    **dict.fromkeys("￥", "¥"),
    **dict.fromkeys("○Ｏ", "〇"),
    **dict.fromkeys("﹙", "("),
    **dict.fromkeys("﹚", ")"),
    **dict(
        zip(
            "萬億個幣點間項條戶處臺噸畝總額單與為",
            "万亿个币点间项条户处台吨亩总额单与为",
            strict=True,
        )
    ),
}
_TABLE: dict[int, int | str] = {**_WIDE, **{ord(k): v for k, v in _ALIKE.items()}}


# Most of what is folded, each sign in one go.
_COMMON = "，：；（）"
# A wide comma between narrow digits parts two numbers; between wide digits it groups thousands.
_FOLDED = re.compile("[" + re.escape("".join(map(chr, _TABLE))) + "]+")
_NARROW_LIST = re.compile(r"，(?<=[0-9]，)(?=[0-9])(?![0-9]{3}\.[0-9])")


def fold(text: str) -> str:
    """Fold full-width forms, brackets, operators, LaTeX signs, traditional unit characters."""
    if "\\" in text or "$" in text:
        text = fold_latex(text)
    text = _NARROW_LIST.sub("、", text)
    for sign in _COMMON:
        text = text.replace(sign, chr(_WIDE[ord(sign)]))
    return _FOLDED.sub(_folded, text)


def _folded(found: re.Match[str]) -> str:
    return found.group().translate(_TABLE)
