"""Characters that a reader of pictures confuses inside numbers, put right where no doubt is left.

Only where a unit follows, or the column of a table holds figures, and only where the repair gives
one number: ``1O3.5万元`` is 103.5万元, ``1.203.55万元`` is 1,203.55万元. These repairs keep the
length, so that every place stays; ``%0``, which stands for ``‰``, is told by its place.
"""

from __future__ import annotations

import re

_unit = r"\s?(?:[万亿]?元|亿|%|％|万(?=元|人|亩|户|吨)|个百分点|平方米|公里|人次|户次)"
_suspect = re.compile(
    rf"(?<![A-Za-z0-9.,，。])(?=[\dOolI|.,，。]*\d)[\dOolI|][\dOolI|.,，。]*[\dOolI|](?={_unit})"
)
_cell = re.compile(r"(?=.*\d)[\dOolI|][\dOolI|.,，。]*[\dOolI|]")
_letters = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})
_plain = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_marks = re.compile("[.,，。]")
_document_number = re.compile(
    r"(?![(（].{4}[)）])[〔\[【(（](?P<year>(?:19|20)\d\d)[〕\]】)）](?=第?\d+(?:号|$))"
)
_per_mille = re.compile(r"(?<=\d)[%％][0oO](?![\d.,%])")
_numbering = re.compile(r"[第表款条项注图页例]$")


def repaired(text: str) -> str:
    """The text with its confused numbers put right; its length does not change."""
    text = _document_number.sub(lambda found: f"〔{found['year']}〕", text)
    return _suspect.sub(lambda found: _one_reading(found) or found.group(), text)


def figure_of(text: str) -> str | None:
    """The one number that a cell among figures can be; ``None`` where it is one or is not clear."""
    found = _cell.fullmatch(text)
    return _one_reading(found) if found is not None else None


def per_milles(text: str) -> list[int]:
    """Where ``%`` and ``0`` behind a number are the two halves of ``‰``."""
    return [found.start() for found in _per_mille.finditer(text)]


def _one_reading(found: re.Match[str]) -> str | None:
    """The one number that a run of characters can be; ``None`` where it is one or is not clear."""
    printed = found.group()
    if _plain.fullmatch(printed) or _numbering.search(found.string[: found.start()]):
        return None
    digits = printed.translate(_letters)
    if len(re.findall("[OolI|]", printed)) > len(re.findall(r"\d", printed)):
        return None
    parts, marks = _marks.split(digits), _marks.findall(digits)
    if not all(parts) or "，" in marks:  # 10，200万元 may be two numbers
        return None
    whole, last = parts[:-1], parts[-1]
    grouped = all(len(part) == 3 for part in whole[1:]) and len(whole[0]) <= 3
    if not marks:
        return digits
    if len(marks) == 1:
        return _with_one_mark(marks[0], *parts)
    if not grouped or whole[0].startswith("0"):
        return None
    if len(last) in (1, 2):
        return ",".join(whole) + "." + last
    return ",".join(parts) if len(last) == 3 and set(marks) == {","} else None


def _with_one_mark(mark: str, whole: str, rest: str) -> str | None:
    if mark == ",":
        if len(rest) == 3 and len(whole) <= 3 and not whole.startswith("0"):
            return f"{whole},{rest}"
        return None
    return f"{whole}.{rest}" if mark == "." or len(rest) <= 2 else None
