"""A spaCy ``Language`` of our tokenizer and components, and the ``Doc`` of a file."""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from ..document import Result
from . import components, tokenizer
from .reading import ReadText
from .stages import PackNames, pack_names

DEFAULT = (
    "jixiao_sentences",
    "jixiao_document",
    "jixiao_sections",
    "jixiao_quantities",
    "jixiao_policies",
    "jixiao_rejects",
)


def load(packs: PackNames = ()) -> Language:
    """A pipeline with all components but ``jixiao_contacts``; ``packs`` are folders of packs.

    ``nlp(text)`` gives a ``Doc`` with ``doc.spans["jixiao_amounts"]`` and so on. Persons' names and
    telephone numbers stay out unless asked for: ``nlp.add_pipe("jixiao_contacts")``.
    """
    names = list(pack_names(packs))
    config = {"nlp": {"tokenizer": {"@tokenizers": tokenizer.NAME, "packs": names}}}
    nlp = spacy.blank("zh", config=config)
    nlp.meta["name"] = "jixiao"
    for name in DEFAULT:
        nlp.add_pipe(name, config={"packs": names})
    return nlp


def doc_of(nlp: Language, result: Result) -> Doc:
    """Run a pipeline over the canonical text of a file.

    Components of jixiao take the rows that were made from the file, tables and all; the pipeline
    may hold any others.
    """
    reading = ReadText(result.canonical.text, result)
    cut = nlp.tokenizer
    if isinstance(cut, tokenizer.JixiaoTokenizer):
        doc = cut.doc_of(reading)
    else:
        doc = nlp.make_doc(reading.text)
    parts = [pipe for _, pipe in nlp.pipeline if isinstance(pipe, components.Component)]
    components.give(doc, reading, {table for part in parts for table in part.tables})
    return nlp(doc)
