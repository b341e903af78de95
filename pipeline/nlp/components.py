"""The spaCy components, for any pipeline: ``nlp.add_pipe("jixiao_quantities")``.

Each runs the document stages on the text (once for all components of a pipeline) and puts its
tables on the ``Doc``: ``doc.spans["jixiao_amounts"]`` and so on. The label of a span is the kind or
basis of its row, or the name of the table; ``span._.jixiao`` is the row.
"""

# No postponed annotations here: spaCy reads those of the factories.

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from ..model.tables import Document, Row
from .annotations import KEY, store, stored, text_of
from .reading import ReadText, read_text
from .stages import pack_names, stages

Factory = Callable[[Language, str, list[str]], "Component"]
GIVEN = f"{KEY}_given"
_CATEGORIES = ("basis", "kind", "level")


class Component:
    """Base of the components: it knows its packs by name only, and so can be sent to a worker."""

    def __init__(self, name: str, tables: Sequence[str], packs: Sequence[str]) -> None:
        self.name = name
        self.tables = tuple(tables)
        self.packs = pack_names(packs)
        stages(self.packs)

    def __call__(self, doc: Doc) -> Doc:
        """Put the component's tables on the document."""
        for table in self.tables:
            rows = stored(doc, table) if given(doc) else None
            if rows is None:
                rows = self.reading(doc).tables[table]
                store(doc, table, rows)
            if table != Document.table:
                key = f"{KEY}_{table}"
                doc.spans[key] = SpanGroup(doc, name=key, spans=list(_spans(doc, rows.items())))
        return doc

    def reading(self, doc: Doc) -> ReadText:
        """The document's text, read by the stages."""
        return read_text(stages(self.packs), text_of(doc))


class Sentences(Component):
    """Sets where sentences begin."""

    def __call__(self, doc: Doc) -> Doc:
        """Set ``token.is_sent_start`` of every token."""
        starts = doc.user_data.get(GIVEN)
        if starts is None:
            starts = self.reading(doc).sentence_starts
        if len(doc):
            doc[0].is_sent_start = True  # spaCy refuses this where a parser has set sentences
            begins: Any = np.full((len(doc), 1), -1)
            begins[np.searchsorted(doc.to_array("IDX"), [0, *starts], side="right") - 1] = 1
            doc.from_array(["SENT_START"], begins.astype("uint64"))
        return doc


def give(doc: Doc, reading: ReadText, tables: Iterable[str]) -> None:
    """Let the components of a pipeline take these rows, and not read the text again."""
    for table in tables:
        store(doc, table, reading.tables[table])
    doc.user_data[GIVEN] = list(reading.sentence_starts)


def given(doc: Doc) -> bool:
    """Whether the rows of the document were made from its file."""
    return GIVEN in doc.user_data


def _spans(doc: Doc, rows: Iterable[tuple[str, Row]]) -> Iterator[Span]:
    """The spans of rows; where another tokenizer cut otherwise, they grow to whole tokens."""
    for identity, row in rows:
        span = doc.char_span(
            row.char_start,
            row.char_end,
            label=_label(row),
            span_id=identity,
            alignment_mode="expand",
        )
        if span is not None and len(span):
            yield span


def _label(row: Row) -> str:
    for column in _CATEGORIES:
        value = getattr(row, column, "")
        if value and isinstance(value, str):
            return value
    return row.table


def _factory(name: str, *tables: str, kind: type[Component] = Component) -> Factory:
    def create(nlp: Language, name: str, packs: list[str]) -> Component:
        return kind(name, tables, packs)

    assigns = ["token.is_sent_start"] if kind is Sentences else ["doc.spans", "span._.jixiao"]
    if Document.table in tables:
        assigns = ["doc._.jixiao"]
    Language.factory(name, default_config={"packs": []}, assigns=assigns, func=create)
    return create


sentences = _factory("jixiao_sentences", kind=Sentences)
document = _factory("jixiao_document", "documents")
sections = _factory("jixiao_sections", "sections")
quantities = _factory("jixiao_quantities", "amounts", "rates", "quantities")
scores = _factory("jixiao_scores", "scores")
targets = _factory("jixiao_targets", "targets")
deductions = _factory("jixiao_deductions", "deductions")
weaknesses = _factory("jixiao_weaknesses", "weaknesses")
policies = _factory("jixiao_policies", "policies")
contacts = _factory("jixiao_contacts", "contacts")
metrics = _factory("jixiao_metrics", "metrics")
checks = _factory("jixiao_checks", "checks")
rejects = _factory("jixiao_rejects", "rejects")
