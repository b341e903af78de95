"""One document from bytes to rows: the pure function that every runner calls."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from .audit.auditor import Auditor
from .audit.finding import Case
from .audit.measures import MeasureFinder
from .extract.cells import CellResolver, Resolved
from .extract.cover import CoverReader, Field
from .extract.figures import FigureFinder
from .extract.found_numbers import Explained, Figure, Numbers
from .extract.fused_rows import FusedFinder
from .extract.grids import GridReader
from .extract.lost_cells import LostCells
from .extract.policies import CitationFinder, Citations
from .extract.score_forms import form_rows, head_scores, reason_cells, text_cells
from .extract.score_prose import ProseScore, ProseScores
from .extract.score_row import FormRow
from .extract.titles import TitleFinder
from .extract.totals import TotalFinder
from .extract.years import years
from .ingest.read import read
from .link.context import Text
from .link.figures import AMOUNT_BASIS, Cues, FigureLinker
from .link.form_losses import form_losses
from .link.goals import Facts, Goal, counts_indicators, is_part_of_sum, missed
from .link.homes import assigned, bare
from .link.list_leads import by_leads
from .link.listed_losses import listed_losses
from .link.loss_sections import named_by_goals, without_detailed
from .link.losses import Loss
from .link.prose_losses import prose_losses
from .link.roles import Roles
from .link.scored import indicators, losers, upper_levels
from .link.section_losses import section_losses
from .link.tasks import all_goals
from .link.told_elsewhere import with_reasons
from .link.told_once import told_once
from .metrics.finder import MetricFinder
from .model.canonical import Canonical
from .model.identity import RowNames
from .model.tables import TABLES, Amount, Check, Correction, Document, Metric, Row
from .normalise import rows
from .normalise.assessment import Assessor
from .normalise.documents import DocumentReader, Profile
from .normalise.figures import row_of
from .normalise.goals import target_rows
from .normalise.regions import Region
from .normalise.scores import form_scores, levels_of, prose_names, prose_rows
from .packs import Packs
from .packs.indicators import Names
from .segment.fold import fold
from .segment.sections import SectionFinder
from .segment.spans import Cover, Span, clauses, paragraphs, sentences

COVER_REACH = 1500
OF_EVIDENCE = "evidence"  # in ``corrected``: rows that this one rests on were corrected
Tables = Mapping[str, tuple[Row, ...]]
# Puts right what people found wrong in the rows of a document: its id, its text, its tables.
Correct = Callable[[str, str, Tables], Tables]


@dataclass(frozen=True, slots=True)
class Result:
    """The rows of one document by table name, and the text that their offsets count.

    ``explained`` are the numbers that are no values, for whoever asks why a number made no row.
    """

    doc_id: str
    canonical: Canonical
    tables: Tables
    explained: tuple[Explained, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the stages found in one document, before it becomes rows.

    ``numbers`` are as printed, ``resolved`` after the tables were asked what theirs are; ``cues``
    are the words that tell columns of figures.
    ``executions`` are points of budget executions in lines whose figures were run together.
    """

    text: Text
    citations: Citations
    numbers: Numbers
    resolved: Resolved
    cues: Cues
    fields: list[Field]
    profile: Profile
    executions: tuple[FormRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Scores:
    """The totals in the heads of forms, the rows of forms, and the scores in prose."""

    heads: list[FormRow]
    forms: list[FormRow]
    prose: list[ProseScore]

    @property
    def names(self) -> list[Names]:
        """The names of all scored indicators by level."""
        return [*(row.names for row in self.forms), *map(prose_names, self.prose)]


class Pipeline:
    """The document stages, made once from packs and used for any number of documents."""

    def __init__(self, packs: Packs) -> None:
        self._sections = SectionFinder(packs)
        self._citations = CitationFinder(packs)
        self._figures = FigureFinder(packs)
        self._grids = GridReader(packs)
        self._lost = LostCells(packs, self._grids)
        self._fused = FusedFinder(packs, self._grids, self._figures.unit_word)
        self._cells = CellResolver(self._figures, self._grids)
        self._cover = CoverReader(packs)
        self._titles = TitleFinder(packs)
        self._totals = TotalFinder(packs)
        self._linker = FigureLinker(packs)
        self._documents = DocumentReader(packs)
        self._assessor = Assessor(packs)
        self._roles = Roles(packs)
        self._prose_scores = ProseScores(packs)
        self._indicators = packs.indicators
        self._measures = MeasureFinder(packs)
        self._auditor = Auditor(packs)
        self._metrics = MetricFinder(packs, self._measures)

    def __call__(self, data: bytes, correct: Correct | None = None) -> Result:
        """Read the bytes of a file and make all its rows; raises ``Unreadable``.

        Metrics and checks are made of the rows as ``correct`` leaves them.
        """
        return self.rows(read(data), hashlib.sha256(data).hexdigest(), correct)

    def rows(self, canonical: Canonical, sha256: str, correct: Correct | None = None) -> Result:
        """All rows of a canonical text."""
        return self.result(self.reading(canonical), sha256, correct)

    def reading(self, canonical: Canonical) -> Reading:
        """What all stages but the last find in a canonical text."""
        canonical, folded = self._lost.find(canonical, fold(canonical.text))
        citations = self._citations.find(canonical.text, folded)
        parts = clauses(folded)
        fused = self._fused.find(canonical, folded)
        canonical = fused.canonical
        views = self._cells.views(canonical, folded, fused.views)
        cues = self._linker.cues(folded)
        numbers = self._figures.find(
            folded, parts, citations.closed, cues[AMOUNT_BASIS], fused.runs
        )
        resolved = self._cells.resolve(numbers, canonical, folded, views)
        text = Text(
            canonical=canonical,
            folded=folded,
            clauses=parts,
            sentences=sentences(folded, parts),
            paragraphs=paragraphs(folded, parts),
            tree=self._sections.find(canonical, folded),
            views=views,
            years=years(folded, resolved.numbers.explained),
            form_year=None,
        )
        fields = self._cover.find(canonical, folded, views, _cover_end(text))
        profile = self._documents.profile(
            canonical,
            folded,
            fields,
            self._titles.find(canonical, folded),
            self._totals.find(folded, text.sentences, views.values()),
            text.years,
        )
        text = text.with_form_year(profile.form_year)
        return Reading(text, citations, numbers, resolved, cues, fields, profile, fused.executions)

    def result(self, reading: Reading, sha256: str, correct: Correct | None = None) -> Result:
        """The rows of what was read."""
        text, resolved = reading.text, reading.resolved
        scored = _scored(text, reading.profile, reading.executions, self._prose_scores)
        profile = self._documents.followed(reading.profile, text.folded, scored.names)
        made: list[Row] = [*rows.sections(text)]
        figures = [*self._linker.link(text, all_figures(resolved), reading.cues)]
        without_unit = {f.at for f in resolved.no_unit}
        for fact in figures:
            at = fact.figure.at
            made.append(
                row_of(text, fact, resolved.unit_sources.get(at, "inline"), at in without_unit)
            )
        made += [
            *rows.policies(text, reading.citations.found),
            *rows.contacts(text, reading.fields),
        ]
        made += rows.rejects(text, resolved.numbers.bare)
        made += self._assessment(
            text,
            profile,
            scored,
            Facts(
                [f for f in figures if not (counts_indicators(text, f) or is_part_of_sum(text, f))]
            ),
        )
        unexplained = len(resolved.numbers.bare)
        total = len(figures) + unexplained + len(resolved.numbers.explained)
        filled = bool(
            profile.department or profile.self_score is not None or profile.region.province
        )
        made.append(rows.document(text, profile, sha256, total, unexplained, filled))
        of_type: dict[type[Row], list[Row]] = {}
        for row in made:
            of_type.setdefault(type(row), []).append(row)
        tables = {t.table: tuple(of_type.get(t, ())) for t in TABLES}
        doc_id = sha256[:12]
        if correct:
            tables = dict(correct(doc_id, text.canonical.text, tables))
            profile = _corrected(profile, tables)
        if not profile.title.is_regulation:
            case = self._case(text, profile, tables, doc_id)
            metrics, checks = self._metrics.find(case), self._auditor.checks(case)
            tables |= {Metric.table: tuple(metrics), Check.table: tuple(checks)}
        if correct:
            tables |= _marked(tables)
        return Result(doc_id, text.canonical, tables, resolved.numbers.explained)

    def _case(
        self, text: Text, profile: Profile, tables: Mapping[str, Sequence[Row]], doc_id: str
    ) -> Case:
        """What metrics and checks look at: the rows, and what each amount is of."""
        amounts = (row for row in tables[Amount.table] if isinstance(row, Amount))
        measured = self._measures.find(text, amounts, profile.fiscal_year)
        names = RowNames(doc_id, tables)
        return Case(text, profile, tables, measured, names, self._indicators)

    def _losses(self, text: Text, scored: Scores, goals: Sequence[Goal]) -> list[Loss]:
        """The lost points of forms, of lists and of running text, each told once."""
        forms, prose = scored.forms, scored.prose
        words, reasons = self._assessor.loss_words, self._assessor.reasons
        tables = _tables(text)
        upper = upper_levels(forms)
        lost = [*losers(forms), *losers(prose)]
        listed = [cell for view in text.views.values() for cell in reason_cells(view)]
        losses = [
            *form_losses(forms, missed(goals), words, reasons),
            *by_leads(listed_losses(text.folded, listed), indicators(forms)),
            *prose_losses(
                text, tables, prose, indicators(forms), words, self._assessor.unscored, reasons
            ),
        ]
        told = [Span(o.start, o.end) for o in losses] + [Span(s.start, s.end) for s in prose]
        losses += section_losses(text, Cover(tables), told, lost, reasons)
        losses = named_by_goals(text, assigned(losses, lost), Cover(tables), goals)
        losses += bare(text, prose, losses, reasons, upper)
        losses = without_detailed(text, losses, Cover(tables))
        losses = told_once(text, losses, Cover(tables), upper)
        losses = self._assessor.behind.of(text, losses, Cover(tables))
        names = {row.indicator for row in forms}
        return with_reasons(text, losses, names, Cover(tables), reasons, words)

    def _assessment(self, text: Text, profile: Profile, scored: Scores, facts: Facts) -> list[Row]:
        """Scores, targets, deductions, weaknesses; a regulation has none."""
        if profile.title.is_regulation:
            return []
        forms, prose = scored.forms, scored.prose
        goals = [*all_goals(text, forms, facts, self._roles)]
        losses = self._losses(text, scored, goals)
        deductions = [*self._assessor.deductions(text, losses)]
        remedies = self._assessor.problems.remedies(text)
        found = [*self._assessor.problems.of(text, remedies)]
        identify = partial(self._indicators.find, framework=profile.framework)
        return [
            *form_scores(text, [*scored.heads, *forms], identify),
            *prose_rows(text, prose, levels_of(forms), identify),
            *target_rows(text, goals),
            *deductions,
            *self._assessor.weaknesses(text, found, deductions, remedies),
        ]


def _scored(
    text: Text, profile: Profile, executions: Sequence[FormRow], prose: ProseScores
) -> Scores:
    """All scores of a document; a regulation has none."""
    if profile.title.is_regulation:
        return Scores([], [], [])
    views = text.views.values()
    tables = _tables(text)
    return Scores(
        [row for view in views for row in head_scores(view)],
        [*(row for view in views for row in form_rows(view)), *executions],
        [*prose.find(text.folded, text.paragraphs, text.sentences, text.tree, tables)],
    )


def _tables(text: Text) -> list[tuple[int, int]]:
    """The tables without the cells of running text in them, in order."""
    spans: list[tuple[int, int]] = []
    for view in text.views.values():
        start = view.grid.start
        for cell in text_cells(view):
            spans.append((start, cell.start))
            start = cell.end
        spans.append((start, view.grid.end))
    return spans


def all_figures(resolved: Resolved) -> list[Figure]:
    """The figures in text order, also those whose unit nothing tells."""
    return sorted((*resolved.numbers.figures, *resolved.no_unit), key=lambda f: f.at)


def process(data: bytes, packs: Packs) -> Result:
    """Read the bytes of a file and make all its rows, with stages made for this call alone."""
    return Pipeline(packs)(data)


def _cover_end(text: Text) -> int:
    """Where the cover ends: at the first section of a known kind, not far down.

    政府信息公开 above a title is the name of a web page's column, and no report begins so.
    """
    none = ("other", "information_disclosure")
    first = next((n.start for n in text.tree.nodes if n.kind not in none), COVER_REACH)
    return min(first, COVER_REACH)


def _corrected(profile: Profile, tables: Tables) -> Profile:
    """The profile as the document's own row has it, once that was corrected."""
    (row,) = tables[Document.table]
    if not isinstance(row, Document) or not row.corrected:
        return profile
    return replace(
        profile,
        title=replace(profile.title, doc_type=row.doc_type),
        department=row.department,
        department_name=row.department_name,
        family=row.department_family,
        region=Region(row.province, row.city, row.county, row.region_code),
        fiscal_year=row.fiscal_year,
        report_date=row.report_date,
        framework=row.framework,
        self_score=row.self_score,
        grade=row.grade,
    )


def _marked(tables: Tables) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Metrics and checks; those that rest on corrected rows say so."""
    made = tables[Correction.table]
    names = {
        f"{c.of_table}:{c.of_row}"
        for c in made
        if isinstance(c, Correction) and c.status == "applied"
    }
    for table in (Metric.table, Check.table):
        yield (
            table,
            tuple(
                replace(row, corrected=OF_EVIDENCE)
                if isinstance(row, Metric | Check) and names & {*row.evidence.split()}
                else row
                for row in tables[table]
            ),
        )
