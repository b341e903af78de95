"""Characters of symbol fonts as the plain characters that they look like."""

from __future__ import annotations

import re

# Code points of each font; Word writes them at U+F000 plus the code, or plain with the font named.
WINGDINGS = {
    0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0xA8: "□", 0xFB: "×", 0xFC: "√", 0xFD: "☒",
    0xFE: "☑", 0x6C: "●", 0x6E: "■", 0xE0: "→", 0xDF: "←",
    **{0x80 + number: mark for number, mark in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")},
    **{0x8B + number: mark for number, mark in enumerate("⓿❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
WINGDINGS_2 = {
    0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□",
    **{0x69 + number: mark for number, mark in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")},
    **{0x74 + number: mark for number, mark in enumerate("⓿❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xB1: "±", 0xB9: "≠", 0xBB: "≈", 0xB0: "°",
    0xA5: "∞", 0xB7: "·", 0xAE: "→", 0xAC: "←", 0xD7: "·", 0xA2: "′", 0xB2: "″", 0x6D: "μ",
    0x61: "α", 0x62: "β", 0x53: "Σ", 0xE5: "∑", 0xD6: "√", 0x40: "≈", 0x2D: "-",
}  # fmt: skip
FONTS = {
    "wingdings": WINGDINGS,
    "wingdings 2": WINGDINGS_2,
    "symbol": SYMBOL,
}
PRIVATE = 0xF000
_private = re.compile("[\uf000-\uf0ff]")


def is_symbol_font(font: str | None) -> bool:
    """Whether the characters of a font are pictures rather than letters."""
    return font is not None and (font.lower() in FONTS or font.lower().startswith("wingdings"))


def symbol(code: int, font: str | None) -> str:
    """The character of a code point in a symbol font; nothing where it has no plain likeness.

    Symbol keeps the digits and most signs of ASCII at their places; Wingdings has none of them.
    """
    low = code - PRIVATE if PRIVATE <= code <= PRIVATE + 0xFF else code
    name = (font or "").lower()
    known = FONTS.get(name, {})
    if low in known:
        return known[low]
    if name.startswith("wingdings") or low >= 0x110000:
        return ""
    if low == code:
        return chr(code)
    return chr(low) if 0x20 <= low < 0x7F else ""


def plain(text: str, font: str | None = None) -> str:
    """A text with its symbols plain; letters that a symbol font has no likeness for stay.

    Without a font, private code points are those of Wingdings, from which check boxes come.
    """
    if is_symbol_font(font):
        known = FONTS.get((font or "").lower(), {})
        text = "".join(known.get(ord(c) & 0xFF, c) if _is_coded(c) else c for c in text)
    if not _private.search(text):
        return text
    return _private.sub(_unnamed, text)


def _is_coded(character: str) -> bool:
    """Whether a font of symbols prints a character; the others come from a font for hanzi."""
    return " " < character <= "\xff" or "\uf000" <= character <= "\uf0ff"


def _unnamed(match: re.Match[str]) -> str:
    code = ord(match.group()) - PRIVATE
    return WINGDINGS.get(code) or WINGDINGS_2.get(code) or ""
