"""The one row that describes the document: type, title, department, place, year, date, score."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from ..extract.cover import Field
from ..extract.titles import Title
from ..extract.totals import Totals, grade_of
from ..extract.years import Years, year_in
from ..model.canonical import Canonical
from ..packs.frameworks import Framework
from ..packs.indicators import Names
from ..packs.lexicon import Hit, Lexicon
from ..packs.load import Packs
from ..segment.fold import fold
from .dates import date_in
from .departments import DepartmentReader, canonical_name
from .regions import Region, gazetteer

FORM_TYPES = frozenset({"score_table", "base_data_form", "project_table", "target_table"})
NEAR_TITLE = 60
LONGEST_HEADLINE = 60
WEAK_TEXT = 20_000
LONGEST_PLAIN_WORD = 3
_YEAR_LINE = re.compile(
    r"[(]\s*((?:19|20)\d{2})\s*年度?\s*[)]|^\s*((?:19|20)\d{2})\s*年度?\s*$", re.M
)
_FISCAL = re.compile(r"((?:19|20)\d{2})\s?年度?(?=[^\d]{0,12}(?:部门|整体|绩效|预算|支出|决算))")
_CLOSING_DATE = re.compile(
    r"^\s*(?:[\u4e00-\u9fff]{4,30}\s+)?(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$|^\s*二[〇零]\S{2}年\S{1,2}月\S{1,3}日\s*$"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ALONE = re.compile(r"(?:类?指标|目标|情况)?(?![\u4e00-\u9fff])")
_LEFT_OUT = re.compile(r"(?:不含|不包括|除)[\u4e00-\u9fff]{2,8}?[市县区]")
_TITLE_IN_BOOK = re.compile(r"《[^》]*》")


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of the document as a whole."""

    title: Title
    department: str
    department_name: str
    family: str
    region: Region
    fiscal_year: int | None
    report_date: date | None
    self_score: Decimal | None
    grade: str
    patterns: tuple[str, ...]
    framework: str = ""

    @property
    def form_year(self) -> int | None:
        """The year that the title of a form gives to all its figures; None for a narrative."""
        return self.fiscal_year if self.title.doc_type in FORM_TYPES else None


class DocumentReader:
    """Reads the profile of a document; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        self._departments = DepartmentReader(packs)
        self._indicators = packs.indicators
        self._frameworks = [(e, {fold(t) for t in e.terms}) for e in packs.of(Framework)]
        self._terms = Lexicon((t, t) for t in {t for _, terms in self._frameworks for t in terms})

    def profile(
        self,
        canonical: Canonical,
        folded: str,
        fields: Sequence[Field],
        title: Title,
        totals: Totals,
        years: Years,
    ) -> Profile:
        """The profile; what nothing tells stays empty."""
        is_report = not title.is_regulation
        first_line = next(
            (folded[b.start : b.end] for b in canonical.blocks if b.end > b.start), ""
        )
        department = (
            self._departments.department(fields, title, first_line, canonical.text, folded)
            if is_report
            else ""
        )
        strong = [department, title.text]
        strong += [first_line] if len(first_line) <= LONGEST_HEADLINE else []
        strong += [f.value for f in fields if f.label.field == "department"][:4]
        cited = _LEFT_OUT.sub("", folded[:WEAK_TEXT])
        weak = _TITLE_IN_BOOK.sub("", cited)
        region = gazetteer().locate(strong, weak) or gazetteer().locate([], cited)
        reported = _report_date(canonical, folded, fields)
        return Profile(
            title=title,
            department=department,
            department_name=canonical_name(department, region),
            family=self._departments.family(department),
            region=region,
            fiscal_year=_fiscal_year(fields, title, folded, years, reported) if is_report else None,
            report_date=reported if is_report else None,
            self_score=(_score_field(fields) or totals.score) if is_report else None,
            grade=(_grade_field(fields) or totals.grade) if is_report else "",
            patterns=(title.pattern, *totals.patterns),
        )

    def followed(self, profile: Profile, folded: str, scored: Sequence[Names]) -> Profile:
        """The profile with the framework that the scored indicators follow, else the text names."""
        if profile.title.is_regulation:
            return profile
        told = self._frameworks_told(folded, profile.region.province)
        found = self._indicators.framework_of(scored, profile.region.province, told)
        return replace(profile, framework=found or next(iter(told), ""))

    def _frameworks_told(self, folded: str, province: str) -> list[str]:
        """The frameworks whose words the text has, a province's own and the most complete first."""
        found = {
            hit.value
            for hit in self._terms.find(folded)
            if hit.end - hit.start > LONGEST_PLAIN_WORD or _stands_alone(folded, hit)
        }
        shares: list[tuple[bool, float, str]] = []
        for entry, terms in self._frameworks:
            share = len(terms & found) / len(terms)
            if len(terms & found) >= entry.at_least and entry.province in ("", province):
                shares.append((bool(entry.province), share, entry.framework))
        return [name for *_, name in sorted(shares, key=lambda s: s[:2], reverse=True)]


def _stands_alone(folded: str, hit: Hit[str]) -> bool:
    """A short word names a framework only as a head or cell of its own: 投入, 过程指标."""
    before = folded[hit.start - 1 : hit.start]
    return not _HAN.match(before) and _ALONE.match(folded, hit.end) is not None


def _fiscal_year(
    fields: Sequence[Field], title: Title, folded: str, years: Years, reported: date | None
) -> int | None:
    """The label's year, the title's, the one right under the title, else the one most spoken of."""
    for field in fields:
        year = year_in(fold(field.value)) if field.label.field == "fiscal_year" else None
        if year is not None:
            return year
    year = year_in(fold(title.text))
    if year is not None:
        return year
    near = folded[max(0, title.start - NEAR_TITLE) : title.end + NEAR_TITLE]
    line = _YEAR_LINE.search(near)
    if line is not None:
        return int(line.group(1) or line.group(2))
    text = _TITLE_IN_BOOK.sub("", folded)
    counts = Counter(int(m.group(1)) for m in _FISCAL.finditer(text))
    counts.update(m.year for m in years.mentions if not m.dated)
    if reported is not None:
        counts = Counter({y: n for y, n in counts.items() if y < reported.year})
    if counts:
        return max(counts.items(), key=lambda item: (item[1], item[0]))[0]
    return reported.year - 1 if reported is not None else None


def _report_date(canonical: Canonical, folded: str, fields: Sequence[Field]) -> date | None:
    """The labelled date, else a date alone on one of the first or last lines."""
    dated = [f for f in fields if f.label.field == "report_date"]
    for field in sorted(dated, key=lambda f: (-f.label.rank, f.start)):
        found = date_in(fold(field.value))
        if found is not None:
            return found
    lines = [b for b in canonical.blocks if b.kind != "row"]
    for block in [*reversed(lines[-8:]), *lines[:12]]:
        text = folded[block.start : block.end]
        if _CLOSING_DATE.match(text):
            return date_in(text)
    return None


def _score_field(fields: Sequence[Field]) -> Decimal | None:
    for field in fields:
        if field.label.field == "self_score":
            try:
                return Decimal(fold(field.value).strip().rstrip("分"))
            except InvalidOperation:
                continue
    return None


def _grade_field(fields: Sequence[Field]) -> str:
    found = (grade_of(fold(f.value)) for f in fields if f.label.field == "grade")
    return next(filter(None, found), "")
