"""Cited rules and notices: 《…》 with or without a document number, and document numbers alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from ..packs.entries import NoPolicy
from ..packs.load import Packs
from ..segment.fold import fold
from ..segment.spans import Span

LONGEST_TITLE = 160
# Web pages lose the closing bracket of the year, or both: 丰财农〔202312号, (丰财农202312号).
_YEAR_NUMBER = (
    r"(?:[\[(][ ]?(?P<year>(?:19|20)\d{2})[ ]?年?[ ]?[\])][ ]?(?:第[ ]?)?"
    r"|\[(?P<open>20\d{2})|(?<=[(、,][\u4e00-\u9fff]{2,8})(?P<bare>20[012]\d))"
    r"(?P<number>\d{1,5})[ ]?号"
)
_NAMED_PART = r"[(][\u4e00-\u9fff]{1,4}[)][\u4e00-\u9fff]{0,4}"  # 丰财(社)发
_AGENCY_HEAD = rf"[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z]{{0,15}}(?:{_NAMED_PART})?"
_DOC_NUMBER = regex.compile(rf"{_AGENCY_HEAD}[ ]?{_YEAR_NUMBER}")
_LONE_NUMBER = regex.compile(_YEAR_NUMBER)
_LINK = re.compile(r"[ ]?[、,;和及][ ]?")
_AGENCY = re.compile(rf"(?:[\u4e00-\u9fff]{{1,14}}|[\u4e00-\u9fff]{{1,8}}{_NAMED_PART})[ ]?$")
_NUMBER_HEAD = re.compile(
    r"[ ]?(?:的(?:通知|意见|决定|函|批复|公告|规定)(?=[ ]?[\[(]))?[ ]?[\[(]*[ ]?"
)
_AGENCY_START = re.compile(
    r"^.*?(?:根据|按照?|依据|落实|执行|印发|贯彻|依照|参照|遵照|以及|文件|通知|精神|和|及|与|的|由|以|对|从|为|等|在|,)"
)
# 政府采购, 委托业务 and 内部控制 go on with a word that names no agency.
_AGENCY_NAME = (
    r"(?:中共中央|国务院|(?:(?!关于|印发|转发|的)[^,。;:《》]){1,40}?"
    r"(?:[局署厅]|(?<![干内全])部(?!门|分)|委(?![托派员])|政府(?![采购性投债信])|中心(?![城区])|国务院"
    r"|(?<=.)(?:法|检察|学|研究|科学|医|卫生)院|(?:委员|管委|联合|协|工|总|理事|常委)会|党组"
    r"|办(?:公室|公厅)?(?!法|理|学|案|公)))(?:等[一二三四五六七八九十\d]{1,2}个?部门)?"
)
_ISSUER = re.compile(
    rf"({_AGENCY_NAME})(?=关于|印发|转发|(?:(?!关于|的).){{0,24}}"
    r"(?:办法|制度|方案|细则|规[定程则范章]|意见|手册|预案|准则|章程|指引|流程|清单))"
)
_ISSUER_BEFORE = re.compile(
    rf"(?:根据|按照?|依据|遵照|落实|执行|贯彻|转发|参照)({_AGENCY_NAME})"
    r"(?:关于)?(?:联合)?(?:[印下转]发|制定|出台|发布|颁布)?的?$"
)
LONGEST_BEFORE = 40
_TITLE_YEAR = re.compile(r"(?:19|20)\d{2}(?=[ ]?年)")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of a rule; offsets of the quote, ``title`` and ``doc_number`` without blanks."""

    start: int
    end: int
    title: str
    doc_number: str
    issuer: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Citations:
    """The citations of a text, and the spans whose numbers belong to titles and numbers."""

    found: tuple[Citation, ...]
    closed: tuple[Span, ...]


class CitationFinder:
    """Finds citations; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        patterns = [f"(?:{entry.pattern})" for entry in packs.of(NoPolicy)]
        self._no_policy = regex.compile("|".join(patterns)) if patterns else None

    def find(self, text: str, folded: str) -> Citations:
        """All citations in text order; titles of reports, forms and contracts only close."""
        found: list[Citation] = []
        closed: list[Span] = []
        at = 0
        for title in _titles(folded):
            found.extend(_lone_numbers(text, folded, Span(at, title.start), closed))
            numbers = list(_numbers_after(folded, title.end))
            at = max(at, numbers[-1].end() if numbers else title.end)
            closed.append(Span(title.start, at))
            name = _BLANK.sub("", text[title.start + 1 : title.end - 1])
            if numbers or not self._is_no_policy(name):
                found.append(_cite(text, folded, title, name, numbers))
        found.extend(_lone_numbers(text, folded, Span(at, len(folded)), closed))
        return Citations(tuple(found), tuple(closed))

    def _is_no_policy(self, name: str) -> bool:
        return self._no_policy is not None and bool(self._no_policy.search(fold(name)))


def _titles(folded: str) -> Iterator[Span]:
    """《…》 with nested 《》 inside, on one paragraph."""
    at = 0
    while (start := folded.find("《", at)) >= 0:
        depth = 0
        end = -1
        for position in range(start, min(start + LONGEST_TITLE, len(folded))):
            character = folded[position]
            if character == "《":
                depth += 1
            elif character == "》":
                depth -= 1
                end = position + 1
                if depth == 0:
                    break
            elif character in "\n\t":
                break
        if end > 0:
            yield Span(start, end)
        at = end if end > 0 else start + 1


def _numbers_after(folded: str, end: int) -> Iterator[regex.Match[str]]:
    """The document numbers in the bracket right behind a title."""
    head = _NUMBER_HEAD.match(folded, end)
    at = head.end() if head else end
    bracket = head is not None and any(c in "[(" for c in head.group())
    while (number := _DOC_NUMBER.match(folded, at)) is not None:
        if not bracket and number.group()[0] in "和与及或等":
            return
        yield number
        link = _LINK.match(folded, number.end())
        if link is None:
            return
        at = link.end()


def _lone_numbers(text: str, folded: str, within: Span, closed: list[Span]) -> Iterator[Citation]:
    """Document numbers that follow no title."""
    for bracket in _LONE_NUMBER.finditer(folded, within.start, within.end):
        before = folded[max(within.start, bracket.start() - 14) : bracket.start()]
        run = _AGENCY.search(before)
        cut = _AGENCY_START.match(run.group()) if run else None
        agency = run.group()[cut.end() if cut else 0 :] if run else ""
        if not agency.strip():
            continue
        begin = bracket.start() - len(agency)
        closed.append(Span(begin, bracket.end()))
        number = _doc_number(text, Span(begin, bracket.end()), bracket)
        yield Citation(begin, bracket.end(), "", number, "", _year(bracket))


def _year(number: regex.Match[str]) -> int:
    return int(number.group("year") or number.group("open") or number.group("bare"))


def _doc_number(text: str, span: Span, number: regex.Match[str]) -> str:
    """The document number without blanks, with the brackets that its year has lost."""
    printed = _BLANK.sub("", text[span.start : span.end])
    if number.group("year"):
        return printed
    head, year, tail = printed.partition(str(_year(number)))
    return f"{head.rstrip('〔［﹝【〖[')}〔{year}〕{tail}"


def _cite(
    text: str, folded: str, title: Span, name: str, numbers: list[regex.Match[str]]
) -> Citation:
    end = title.end
    doc_number = ""
    year: int | None = None
    if numbers:
        end = numbers[-1].end()
        if folded[end : end + 1] in (")", "]"):
            end += 1
        first = numbers[0]
        doc_number = _doc_number(text, Span(first.start(), first.end()), first)
        year = _year(first)
    else:
        printed = _TITLE_YEAR.search(folded, title.start, title.end)
        year = int(printed.group()) if printed else None
    before = folded[max(0, title.start - LONGEST_BEFORE) : title.start]
    issuer = _ISSUER.match(name) or _ISSUER_BEFORE.search(before)
    return Citation(title.start, end, name, doc_number, issuer.group(1) if issuer else "", year)
