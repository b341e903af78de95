"""What the text itself shows: residue of templates and converters, years, sections, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from ..model.tables import Amount, Quantity, Rate
from ..packs.rules import CheckRule
from .expressions import any_of, expression
from .finding import Case, Finding, of_row, shown

MOST = 20
PLANS = ("target_table", "budget")
NARRATIVE = ("narrative_report", "project_report", "evaluation_report")


def residue(check: CheckRule, case: Case) -> Iterator[Finding]:
    """Each place that one of ``check.patterns`` finds; a pass where there is none."""
    yield from _residue(check, case, case.text.folded)


def residue_as_printed(check: CheckRule, case: Case) -> Iterator[Finding]:
    """The same in the text as printed: folding turns ``\\geq`` into what it stands for."""
    yield from _residue(check, case, case.text.canonical.text)


def _residue(check: CheckRule, case: Case, text: str) -> Iterator[Finding]:
    printed = case.text.canonical.text
    found = {m.span() for pattern in check.patterns for m in expression(pattern).finditer(text)}
    places = sorted(found)[:MOST]
    for start, end in places:
        yield Finding("fail", start, end, observed=printed[start:end].strip(), what=check.title)
    if not places:
        yield Finding("pass", 0, 0)


def years_fit(check: CheckRule, case: Case) -> Iterator[Finding]:
    """No goal or achievement of the audited year is dated to the year after it.

    ``check.sections`` are where figures are of the year; ``check.patterns`` tell plans.
    """
    year = case.profile.fiscal_year
    if year is None:
        return
    plans = any_of(check.patterns)
    figures: list[Amount | Rate | Quantity] = [
        *case.rows(Amount), *case.rows(Rate), *case.rows(Quantity)
    ]  # fmt: skip
    inside = [
        f for f in figures
        if f.year is not None and case.is_in(f.char_start, check.sections)
    ]  # fmt: skip
    wrong = False
    for f in sorted(inside, key=lambda f: f.char_start):
        sentence = case.text.sentences.around(f.char_start)
        said = case.text.folded[sentence.start : f.char_start]
        if f.year == year + 1 and str(f.year) in said and not plans.search(said):
            wrong = True
            yield of_row(
                f, "fail", expected=str(year), observed=str(f.year), difference=Decimal(1),
                what=f.subject, rows=(f,),
            )  # fmt: skip
    if inside and not wrong:
        yield of_row(inside[0], "pass", rows=tuple(inside))


def years_named(check: CheckRule, case: Case) -> Iterator[Finding]:
    """Each year (group ``year``) that ``check.patterns`` find in headings and dates of the text."""
    year = case.profile.fiscal_year
    if year is None:
        return
    for pattern in check.patterns:
        for found in expression(pattern).finditer(case.text.folded):
            named = int(found.group("year"))
            start, end = found.span()
            yield Finding(
                "pass" if named == year else "fail",
                start,
                end,
                expected=str(year),
                observed=str(named),
                difference=Decimal(named - year),
                what=found.group().strip(),
            )


def reported_after(check: CheckRule, case: Case) -> Iterator[Finding]:
    """A report is dated after the year that it is about has ended, or in its last month."""
    year, day = case.profile.fiscal_year, case.profile.report_date
    if year is None or day is None or case.profile.title.doc_type in PLANS:
        return
    late = day.year > year or (day.year == year and day.month == 12)
    yield Finding("pass" if late else "fail", 0, 0, expected=f">{year}-12", observed=str(day))


def sections_present(check: CheckRule, case: Case) -> Iterator[Finding]:
    """A narrative report has a section of one of ``check.sections``.

    Reports whose title ``check.patterns`` find (整改) are about something else.
    """
    title = case.profile.title
    if title.doc_type not in NARRATIVE or any_of(check.patterns).search(title.text):
        return
    nodes = [n for n in case.text.tree.nodes if n.kind in check.sections]
    if nodes:
        yield Finding("pass", nodes[0].start, nodes[0].heading_end)
    elif case.text.tree.nodes:
        yield Finding("fail", 0, 0, expected=check.title)


def counted(check: CheckRule, case: Case) -> Iterator[Finding]:
    """重点工作任务13项 against the numbered headings of the section that lists them."""
    expression = any_of(check.patterns)
    listed = _listed(case, check.sections)
    if listed is None:
        return
    heading, number = listed
    for row in case.rows(Quantity):
        clause = case.text.clauses.around(row.char_start)
        if row.value is None or not expression.search(case.text.folded[clause.start : clause.end]):
            continue
        yield of_row(
            row,
            "pass" if row.value == number else "fail",
            expected=str(number),
            observed=shown(row.value),
            difference=row.value - number,
            what=heading,
            rows=(row,),
        )


def _listed(case: Case, kinds: tuple[str, ...]) -> tuple[str, int] | None:
    """The first section of a kind with numbered headings below it, and how many there are."""
    nodes = case.text.tree.nodes
    children = Counter(node.parent_id for node in nodes)
    for node in nodes:
        if node.kind in kinds and children[node.section_id] >= 3:
            return node.heading, children[node.section_id]
    return None
