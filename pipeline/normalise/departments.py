"""Departments: who reports, the canonical form of the name, the family of like departments."""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex

from ..extract.cover import Field
from ..extract.titles import Title
from ..packs.entries import Family, Reporter
from ..packs.lexicon import Lexicon
from ..packs.load import Packs
from ..segment.fold import fold
from .regions import Region, short_name

_SUFFIX = (
    r"(?:局|委员会|委|厅|办公室|办公厅|中心|医院|院|校|学|政府|街道办事处|办事处|联合会|总工会|支队|大队|总队"
    r"|所|站|馆|处|协会|会|社|园|台|公司|部|团|队|办|残联|妇联|文联|侨联|科协|工商联)"
)
_TITLE_NAME = re.compile(
    rf"^(?:(?:19|20)\d{{2}}年?度?)?(?P<name>[\u4e00-\u9fff]{{2,30}}?(?:[(][\u4e00-\u9fff]{{2,12}}[)][\u4e00-\u9fff]{{0,10}}?)?{_SUFFIX}(?:[(][^()]{{2,30}}[)])?)"
    r"(?=(?:19|20)\d{2}|部门|整体|本级|单位|项目|绩效|预算|决算|关于|年度|财政|机关|中央|转移支付|专项|衔接)"
)
_PLACE_SUFFIX = r"(?:省|市|州|县|区|旗|盟|地区|自治区|自治州|自治县|自治旗|特别行政区)"
_BRACKET_TAIL = re.compile(r"[(](?:本级|汇总|含下属单位|公章|盖章|机关)[)]$|本级$")
_SEAL_NOTE = re.compile(r"[(（](?:公章|盖章|签章|章)[)）]$")
_CODE = re.compile(r"^[\dA-Z]{3,}[-—_ ]+")
_TEMPLATE = re.compile(r"^[(]?(?:单位|部门)名称[)]?$|^[Xx×*]+|X{2,}|^[(].*[)]$")
_NAME_END = re.compile(_SUFFIX + r"(?:[(].*[)])?(?:本级)?$")
_SIGNED = re.compile(
    rf"\n[ ]*(?P<name>[\u4e00-\u9fff]{{4,30}}?{_SUFFIX})[ ]*(?:[(](?:公章|盖章)[)])?[ ]*\n\s*"
    r"[12〇二O0○零][\d〇零一二三四五六七八九○O]{3}年[ ]?[\d一二三四五六七八九十]{1,3}月"
)
BODY_HEAD = 6000
TAIL = 1000


class DepartmentReader:
    """Finds the reporting department and its family; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        self._families: Lexicon[str] = Lexicon(
            (term, e.family) for e in packs.of(Family) for term in e.terms
        )
        self._reporters = [
            (regex.compile(e.pattern), e) for e in sorted(packs.of(Reporter), key=lambda e: -e.rank)
        ]

    def department(
        self, fields: Sequence[Field], title: Title, first_line: str, text: str, folded: str
    ) -> str:
        """As the cover names it, else the title, the body, or the signature; as printed."""
        named = [f for f in fields if f.label.field == "department" and _is_name(f.value)]
        if named:
            best = max(named, key=lambda f: (f.label.rank + 15 * f.sealed, -f.start))
            return self._fullest(_plain(best.value), title, first_line)
        in_title = _name_in(title.text) or _name_in(first_line)
        if in_title:
            return in_title
        head = folded[:BODY_HEAD]
        for pattern, _ in self._reporters:
            found = pattern.search(head)
            if found is not None:
                name = text[found.start("name") : found.end("name")]
                return self._fullest(name, title, first_line)
        signed = _SIGNED.search(folded, max(0, len(folded) - TAIL))
        return text[signed.start("name") : signed.end("name")] if signed is not None else ""

    def _fullest(self, name: str, title: Title, first_line: str) -> str:
        """县卫生健康局 is what the title calls 松阳县卫生健康局."""
        titled = _name_in(title.text) or _name_in(first_line)
        return titled if fold(titled).endswith(fold(name)) else name

    def family(self, department: str) -> str:
        """The family whose word in the name is the longest; empty when none is known."""
        hits = list(self._families.find(fold(department)))
        return max(hits, key=lambda h: h.end - h.start).value if hits else ""


def canonical_name(department: str, region: Region) -> str:
    """The name with its place before it and without 本级 and the like.

    区科工商信局 in 海珠区 becomes 广州市海珠区科工商信局, so that the same department has one name.
    """
    name = fold(re.sub(r"\s+", "", department))
    name = _BRACKET_TAIL.sub("", name)
    name = re.sub(r"[(].*[)]$", "", name)
    if not name:
        return ""
    for place in (region.county, region.province, region.city, region.county):
        name = _without_place(name, place)
    if name[:1] in "省市区县旗" and len(name) > 3:
        name = name[1:]
    place = ((region.city or region.province) + region.county) if region.county else region.city
    place = place or region.province
    return place + name


def _without_place(name: str, place: str) -> str:
    """The name without a place before it, in its full or short form: 恩施州财政局 → 财政局."""
    if not place:
        return name
    name = name.removeprefix("中共")
    short = short_name(place)
    prefix = re.match(rf"(?:{re.escape(place)}|{re.escape(short)}{_PLACE_SUFFIX})", name)
    if prefix is None and len(short) >= 2:
        prefix = re.match(rf"{re.escape(short)}(?=[\u4e00-\u9fff]{{3}})", name)
    rest = name[prefix.end() :] if prefix is not None else name
    return rest if len(rest) >= 3 else name


def _plain(value: str) -> str:
    """A labelled name without a code before it and a seal note behind it."""
    value = _CODE.sub("", " ".join(value.split()))
    return _SEAL_NOTE.sub("", value).strip()


def _name_in(line: str) -> str:
    """The department that a title begins with."""
    found = _TITLE_NAME.match(fold(line.strip()))
    return line.strip()[found.start("name") : found.end("name")] if found else ""


def _is_name(value: str) -> bool:
    plain = fold(re.sub(r"\s+", "", _plain(value)))
    return (
        2 <= len(plain) <= 60
        and not _TEMPLATE.search(plain)
        and re.search(r"[\u4e00-\u9fff]{2}", plain) is not None
        and _NAME_END.search(plain) is not None
    )
