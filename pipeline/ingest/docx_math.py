"""Formulas of Word (OMML) as one line of plain text: a/b, x^2, √(x), (a)."""

from __future__ import annotations

from typing import Any

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def linear(formula: Any) -> str:
    """The text of a formula; what binds closer than its surroundings stands in brackets."""
    return "".join(_read(child) for child in formula.iterchildren())


def _read(element: Any) -> str:
    if not isinstance(element.tag, str):
        return ""
    name = element.tag.rsplit("}", 1)[-1]
    if name == "t":
        return element.text or ""
    if name.endswith("Pr") or name in ("del", "moveFrom"):
        return ""
    reader = _READERS.get(name)
    return reader(element) if reader else linear(element)


def _part(element: Any, name: str) -> str:
    found = element.find(f"{M}{name}")
    return "" if found is None else linear(found).strip()


def _grouped(text: str) -> str:
    """A text in brackets unless it is one number or name."""
    bare = text.replace(".", "").replace("%", "").replace(",", "")
    closed = text.startswith("(") and text.endswith(")") and text.count("(") == 1
    return text if closed or bare.isalnum() or len(text) <= 1 else f"({text})"


def _fraction(element: Any) -> str:
    return f"{_grouped(_part(element, 'num'))}/{_grouped(_part(element, 'den'))}"


def _scripts(element: Any) -> str:
    text = _part(element, "e")
    sub, sup = _part(element, "sub"), _part(element, "sup")
    return text + (f"_{_grouped(sub)}" if sub else "") + (f"^{_grouped(sup)}" if sup else "")


def _root(element: Any) -> str:
    degree = _part(element, "deg")
    return f"{degree}√{_grouped(_part(element, 'e'))}"


def _bracketed(element: Any) -> str:
    left, right, between = "(", ")", "|"
    properties = element.find(f"{M}dPr")
    if properties is not None:
        left = _sign(properties, "begChr", left)
        right = _sign(properties, "endChr", right)
        between = _sign(properties, "sepChr", between)
    return left + between.join(linear(part).strip() for part in element.findall(f"{M}e")) + right


def _large(element: Any) -> str:
    properties = element.find(f"{M}naryPr")
    sign = "∫" if properties is None else _sign(properties, "chr", "∫")
    sub, sup = _part(element, "sub"), _part(element, "sup")
    limits = (f"_{_grouped(sub)}" if sub else "") + (f"^{_grouped(sup)}" if sup else "")
    return sign + limits + _part(element, "e")


def _sign(properties: Any, name: str, usual: str) -> str:
    element = properties.find(f"{M}{name}")
    return usual if element is None else element.get(f"{M}val", usual)


_READERS = {
    "f": _fraction,
    "sSub": _scripts,
    "sSup": _scripts,
    "sSubSup": _scripts,
    "rad": _root,
    "d": _bracketed,
    "nary": _large,
}
