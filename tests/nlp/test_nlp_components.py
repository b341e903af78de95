"""The components: their results, in our own pipeline and in other people's."""

from __future__ import annotations

import pickle
import re
from decimal import Decimal
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import jixiao
from jixiao.document import process
from jixiao.model.errors import PackError
from jixiao.model.tables import TABLES, Amount, Document, Policy, Rate
from jixiao.nlp import components
from jixiao.nlp.reading import read_text
from jixiao.nlp.stages import stages
from jixiao.packs import load as load_packs
from jixiao.store.rows import encode_rows

CORPUS = Path(__file__).parents[2] / "corpus"
SPANNED = ("sections", "amounts", "rates", "quantities", "policies", "rejects")


def without_blanks(text: str) -> str:
    """A text without blanks and the numbers of pages that a span runs over and a quote leaves."""
    return "".join(re.sub(r"\n\s*[—-]\s*\d+\s*[—-]\s*\n", "", text).split())


def test_figures_are_spans_with_their_rows(nlp: Language, sentence: str) -> None:
    doc = nlp(sentence)
    (amount,) = doc.spans["jixiao_amounts"]
    (rate,) = doc.spans["jixiao_rates"]
    (quantity,) = doc.spans["jixiao_quantities"]
    assert (amount.text, amount.label_) == ("419.86万元", "expenditure")
    assert isinstance(amount._.jixiao, Amount)
    assert amount._.jixiao.amount_wan == Decimal("419.86")
    assert isinstance(rate._.jixiao, Rate)
    assert (rate.label_, rate._.jixiao.rate_pct) == ("yoy", Decimal("-23.4"))
    assert (quantity.text, quantity.label_) == ("20家", "quantities")


def test_policies_are_spans(nlp: Language, sentence: str) -> None:
    doc = nlp(sentence)
    (span,) = doc.spans["jixiao_policies"]
    assert isinstance(span._.jixiao, Policy)
    assert span.text == "《预算法》（财预〔2020〕10号）"
    assert span._.jixiao.doc_number == "财预〔2020〕10号"


def test_sentences_begin_behind_full_stops_and_semicolons(nlp: Language, sentence: str) -> None:
    assert [s.text for s in nlp(sentence).sents] == [
        "全年支出419.86万元，同比下降23.4%。",
        "走访企业20家；",
        "依据《预算法》（财预〔2020〕10号）执行。",
    ]


def test_a_wrapped_line_ends_no_sentence_and_cuts_no_amount(nlp: Language) -> None:
    doc = nlp("年初预算为40,036.38万\n\n元，已全部下达。\n二、执行情况")
    (amount,) = doc.spans["jixiao_amounts"]
    assert amount.text == "40,036.38万\n\n元"
    assert amount._.jixiao.amount_wan == Decimal("40036.38")
    assert amount._.jixiao.text == amount.text
    assert len(list(doc.sents)) == 2


def test_sections_are_nested_spans(nlp: Language) -> None:
    doc = nlp("一、部门概况\n我局有人员20名。\n（一）主要职责\n负责城市管理。\n二、存在问题\n无。")
    spans = list(doc.spans["jixiao_sections"])
    assert [span._.jixiao.heading for span in spans] == ["部门概况", "主要职责", "存在问题"]
    assert [span.label_ for span in spans] == ["profile", "duties", "problems"]
    assert spans[0].end == spans[1].end
    assert spans[1]._.jixiao.parent_id == spans[0]._.jixiao.section_id


def test_the_document_as_a_whole(nlp: Language, corpus_texts: list[str]) -> None:
    found = nlp(corpus_texts[0])._.jixiao
    assert isinstance(found, Document)
    assert found.fiscal_year == 2022
    assert found.department


def test_a_document_of_another_pipeline_has_no_value() -> None:
    doc = spacy.blank("zh")("支出5万元")
    assert doc._.jixiao is None
    assert doc[0:1]._.jixiao is None


@pytest.mark.parametrize("number", range(4))
def test_spans_are_the_rows_that_the_file_gives(
    nlp: Language, corpus_texts: list[str], number: int
) -> None:
    text = corpus_texts[number]
    doc = nlp(text)
    result = process(text.encode(), load_packs())
    assert sum(map(len, result.tables.values())) > 20
    for table in TABLES:
        if table.table not in SPANNED:
            continue
        rows = [row for row in result.tables[table.table] if row.char_end > row.char_start]
        spans = list(doc.spans[f"jixiao_{table.table}"])
        cells = encode_rows(result.doc_id, table, result.tables[table.table])
        assert [span.id_ for span in spans] == [cell[0] for cell in cells][: len(rows)]
        for span, row in zip(spans, rows, strict=True):
            assert without_blanks(span.text) == without_blanks(row.text)
            assert (span.start_char, span.end_char) == (
                span._.jixiao.char_start,
                span._.jixiao.char_end,
            )
            assert doc.char_span(span.start_char, span.end_char) is not None


def test_persons_stay_out_unless_asked_for(corpus_texts: list[str]) -> None:
    text = next(t for t in corpus_texts if read_text(stages(), t).tables["contacts"])
    nlp = jixiao.load()
    doc = nlp(text)
    assert "jixiao_contacts" not in doc.spans
    assert "contacts" not in doc.user_data["jixiao"]
    nlp.add_pipe("jixiao_contacts")
    doc = nlp(text)
    assert [s._.jixiao.name for s in doc.spans["jixiao_contacts"]]


def test_every_table_has_a_component() -> None:
    nlp = spacy.blank("zh")
    made = [nlp.create_pipe(name) for name in nlp.factory_names if name.startswith("jixiao_")]
    served = {t for part in made if isinstance(part, components.Component) for t in part.tables}
    assert served == {table.table for table in TABLES}


@pytest.mark.parametrize("language", ["zh", "en", "xx"])
def test_in_a_pipeline_with_another_tokenizer(language: str, sentence: str) -> None:
    nlp = spacy.blank(language)
    for name in ("jixiao_sentences", "jixiao_quantities", "jixiao_policies"):
        nlp.add_pipe(name)
    doc = nlp(sentence)
    (amount,) = doc.spans["jixiao_amounts"]
    assert "419.86万元" in amount.text
    assert amount._.jixiao.text == "419.86万元"
    assert amount._.jixiao.amount_wan == Decimal("419.86")
    assert len(doc.spans["jixiao_policies"]) == 1
    assert len(list(doc.sents)) == (3 if language == "zh" else len(list(doc.sents)))


def test_one_component_alone_reads_no_other_table(sentence: str) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("jixiao_policies")
    doc = nlp(sentence)
    assert set(doc.spans) == {"jixiao_policies"}
    assert set(doc.user_data["jixiao"]) == {"policies"}


def test_spans_may_become_entities(nlp: Language, sentence: str) -> None:
    doc = nlp(sentence)
    doc.set_ents([*doc.spans["jixiao_amounts"], *doc.spans["jixiao_rates"]])
    assert [(e.label_, e._.jixiao.table) for e in doc.ents] == [
        ("expenditure", "amounts"),
        ("yoy", "rates"),
    ]


def test_a_document_keeps_its_rows_as_bytes(nlp: Language, sentence: str) -> None:
    doc = nlp(sentence)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    packed = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (unpacked,) = DocBin().from_bytes(packed).get_docs(nlp.vocab)
    copied = pickle.loads(pickle.dumps(doc))
    for other in (again, unpacked, copied):
        assert other._.jixiao == doc._.jixiao
        for key in doc.spans:
            assert [s._.jixiao for s in other.spans[key]] == [s._.jixiao for s in doc.spans[key]]


def test_components_can_be_sent_to_a_worker(nlp: Language) -> None:
    for _, part in nlp.pipeline:
        assert pickle.loads(pickle.dumps(part)).__dict__ == part.__dict__


def test_an_unknown_pack_fails_at_once() -> None:
    with pytest.raises(PackError, match="/没有/这个包"):
        spacy.blank("zh").add_pipe("jixiao_quantities", config={"packs": ["/没有/这个包"]})


def test_the_rows_of_a_file_go_into_a_pipeline_of_ones_own(nlp: Language) -> None:
    report = jixiao.read(next(iter(sorted(CORPUS.glob("*.xlsx")))))
    foreign = spacy.blank("zh")
    foreign.add_pipe("jixiao_sentences")
    foreign.add_pipe("jixiao_quantities")
    for doc in (report.to_spacy(nlp), report.to_spacy(foreign)):
        assert doc.text == report.text
        for table in ("amounts", "rates", "quantities"):
            spans: list[Span] = list(doc.spans[f"jixiao_{table}"])
            assert [span._.jixiao for span in spans] == list(report.rows[table])
            assert [span.id_ for span in spans] == list(report.tables[table].row_id)
        assert len(list(doc.sents)) > 5
    assert any(row.cell for row in report.rows["amounts"])
