"""Learn the second opinion on causes and weaknesses: patterns/core/opinion.json.

    python tools/train_opinion.py                   # from the packs and corpus/gold
    python tools/train_opinion.py --check           # whether it was learnt from just these
    python tools/train_opinion.py --measure         # each document judged without its own gold
    python tools/train_opinion.py --packs 我的规则 --gold 标注 --out 我的规则/opinion.json

Logistic regression of scikit-learn over tf-idf of jieba words. It learns from the examples and the
words of every class in the packs and from the texts that gold classes. The result is plain data
that ``pipeline/link/opinion.py`` reads, the same for the same input.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import fault_texts
import numpy
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from jixiao.link.admissions import EVEN, Admissions
from jixiao.link.classify import Class
from jixiao.link.faults import LIKELY_FAULT
from jixiao.link.opinion import (
    COLUMNS,
    FAULT,
    FILE,
    LEARNT_FROM,
    PROBLEM,
    YES,
    Models,
    Opinions,
    words_of,
)
from jixiao.link.taxonomy import Taxonomy
from jixiao.normalise.assessment import Assessor
from jixiao.packs import Packs, load
from jixiao.packs.entries import Cue
from jixiao.packs.values import CLASS_COLUMNS
from jixiao.resources import patterns_root
from jixiao.segment.fold import fold
from jixiao.segment.words import Tokenizer

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "corpus" / "gold"
CLAUSES = "clauses.csv"
FOLDS = 5
STRENGTH = 20.0
Weight = str | None  # of classes, as scikit-learn takes it
# As often as they stand in such sections: more rows of problems cost as many false ones.
WEIGHTS: dict[str, Weight] = {PROBLEM: None, FAULT: "balanced"}
DIGITS = 3
SOURCES = {"cause": ("deductions",), "weakness": ("deductions", "weaknesses")}


class Text(NamedTuple):
    """A text with its class.

    ``file`` is the document that it comes from and ``beside`` the indicator and its group, where it
    is a reason; both are empty for the packs.
    """

    text: str
    value: str
    file: str = ""
    beside: tuple[str, str] = ("", "")


def of_packs(packs: Packs, column: str) -> Iterator[Text]:
    """The examples and the words of every class."""
    for cue in packs.of(Cue):
        if cue.column == column:
            yield from (Text(fold(e.text), cue.value) for e in cue.examples)
            yield from (Text(fold(term), cue.value) for term in cue.terms)


def of_gold(folders: Iterable[Path], column: str) -> Iterator[Text]:
    """The texts that gold puts into a class: problems, and reasons for lost points."""
    files = (f for folder in folders for s in SOURCES[column] for f in folder.rglob(f"{s}.csv"))
    for file in sorted(files):
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                text = row["reason"] if "reason" in row else row["text"]
                if row.get(column) and text:
                    beside = (fold(row.get("indicator") or ""), "")
                    yield Text(fold(text), row[column], row["file"], beside)


def of_clauses(packs: Packs) -> Iterator[Text]:
    """Clauses of problem sections, and whether each tells a problem: clauses.csv of the packs."""
    for pack in packs.packs:
        file = pack.path / CLAUSES
        if file.is_file():
            with file.open(encoding="utf-8", newline="") as stream:
                for row in csv.DictReader(stream):
                    yield Text(fold(row["text"]), row[PROBLEM], row["file"])


def of_reasons(packs: Packs, gold: Sequence[Path]) -> list[Text]:
    """Clauses of reasons for lost points, and whose failing each tells."""
    clauses = [*fault_texts.of_packs(packs), *fault_texts.of_gold(gold)]
    return [Text(text, value, file) for text, value, file in clauses]


def learn(
    tokenizer: Tokenizer, texts: Sequence[Text], weight: Weight = "balanced"
) -> dict[str, Any]:
    """Classes, bias, and for each word its rarity and weights, as ``opinion.json`` has them."""
    vectorizer = TfidfVectorizer(analyzer=lambda text: words_of(tokenizer, text), sublinear_tf=True)
    matrix = vectorizer.fit_transform([t.text for t in texts])
    model = LogisticRegression(C=STRENGTH, class_weight=weight, max_iter=1000)
    model.fit(matrix, [t.value for t in texts])
    coefficients, intercepts = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # scikit-learn gives the odds of the second against the first
        coefficients = numpy.vstack([numpy.zeros_like(coefficients), coefficients])
        intercepts = numpy.append(0.0, intercepts)
    words = {
        str(word): (round(float(idf), DIGITS), [round(float(w), DIGITS) for w in weights])
        for word, idf, weights in zip(
            vectorizer.get_feature_names_out(), vectorizer.idf_, coefficients.T, strict=True
        )
    }
    bias = [round(float(b), DIGITS) for b in intercepts]
    return {"classes": [str(c) for c in model.classes_], "bias": bias, "words": words}


def measured(packs: Packs, column: str, texts: Sequence[Text]) -> str:
    """How many texts of gold the packs' words, and both together, class as gold does.

    Each document is judged by what was learnt from the others.
    """
    tokenizer = Tokenizer(packs)
    assessor = Assessor(packs)
    base = [*of_packs(packs, column)]
    told = right_words = right_both = asked = right_asked = 0
    for file in sorted({t.file for t in texts}):
        others = [*base, *(t for t in texts if t.file != file)]
        alone = Taxonomy(packs, assessor.admits, Opinions(packs, {}))
        both = Taxonomy(packs, assessor.admits, Opinions(packs, {column: learn(tokenizer, others)}))
        for text in (t for t in texts if t.file == file):
            words, chosen = judged(alone, column, text), judged(both, column, text)
            told += 1
            right_words += words.value == text.value
            right_both += chosen.value == text.value
            asked += chosen.confidence is not None
            right_asked += chosen.confidence is not None and chosen.value == text.value
    return (
        f"{column}：{told} 条；只用规则包 {right_words / told:.3f}，"
        f"加分类器 {right_both / told:.3f}；分类器定了 {asked} 条，对 {right_asked} 条"
    )


def measured_clauses(packs: Packs, column: str, texts: Sequence[Text]) -> str:
    """How well the packs' words, and both together, tell which clauses are problems (F1).

    A fifth of the documents is judged by what was learnt from the others.
    """
    tokenizer = Tokenizer(packs)
    files = sorted({t.file for t in texts if t.file})
    of_documents = [t for t in texts if t.file]
    words = _told(packs, column, {}, of_documents)
    both = []
    for part in range(FOLDS):
        held = {*files[part::FOLDS]}
        others = [t for t in texts if t.file not in held]
        learnt = learn(tokenizer, others, WEIGHTS[column])
        told = [t for t in of_documents if t.file in held]
        both += _told(packs, column, {column: learnt}, told)
    return (
        f"{column}：{len(of_documents)} 条；"
        f"只用规则包 F1 {_f1(words):.3f}，加分类器 F1 {_f1(both):.3f}"
    )


def _told(
    packs: Packs, column: str, models: Models, texts: Sequence[Text]
) -> list[tuple[bool, bool]]:
    """For each clause whether it tells a problem, and whether it is taken for one."""
    lapses = column == FAULT
    least = LIKELY_FAULT if lapses else EVEN
    admissions = Admissions(packs, Opinions(packs, models), column, least)
    return [
        (
            t.value == YES,
            bool(admissions.within(t.text, 0, len(t.text), lapses=lapses, likely=True)),
        )
        for t in texts
    ]


def _f1(told: Sequence[tuple[bool, bool]]) -> float:
    right = sum(both == (True, True) for both in told)
    return 2 * right / sum(a + b for a, b in told)


def judged(taxonomy: Taxonomy, column: str, text: Text) -> Class:
    """The class of a text as a run would give it."""
    cause, weakness = taxonomy.loss(text.text, *text.beside)
    return cause if column == "cause" else weakness


def fingerprint(tokenizer: Tokenizer, texts: dict[str, list[Text]]) -> str:
    """A digest of the words and classes of all texts, by which a model tells what it learnt."""
    read = {
        c: sorted((t.value, words_of(tokenizer, t.text)) for t in ts) for c, ts in texts.items()
    }
    return hashlib.sha256(_json(read).encode()).hexdigest()


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn and write, or measure."""
    parser = argparse.ArgumentParser(description="训练扣分原因和问题的分类器")
    parser.add_argument("--packs", nargs="*", default=[], metavar="文件夹", help="另加的规则包")
    parser.add_argument("--gold", nargs="*", type=Path, default=[GOLD], metavar="文件夹")
    parser.add_argument("--out", type=Path, default=patterns_root() / "core" / FILE)
    parser.add_argument("--check", action="store_true", help="只看是否与规则包、标注一致")
    parser.add_argument("--measure", action="store_true", help="只测量：逐个文件留出")
    given = parser.parse_args(arguments)
    packs = load(given.packs)
    if given.measure:
        for column in CLASS_COLUMNS:
            print(measured(packs, column, [*of_gold(given.gold, column)]))
        print(measured_clauses(packs, PROBLEM, [*of_clauses(packs)]))
        print(measured_clauses(packs, FAULT, of_reasons(packs, given.gold)))
        return
    tokenizer = Tokenizer(packs)
    texts = {c: [*of_packs(packs, c), *of_gold(given.gold, c)] for c in CLASS_COLUMNS}
    texts[PROBLEM] = [*of_clauses(packs)]
    texts[FAULT] = of_reasons(packs, given.gold)
    learnt_from = fingerprint(tokenizer, texts)
    if given.check:
        known = json.loads(given.out.read_text("utf-8")) if given.out.is_file() else {}
        if known.get(LEARNT_FROM) != learnt_from:
            sys.exit(f"{given.out.name} 与规则包、标注不一致。请运行 python tools/train_opinion.py")
        return
    models: Models = {}
    for column in texts:
        models[column] = learn(tokenizer, texts[column], WEIGHTS.get(column, "balanced"))
        print(f"{column}：{len(texts[column])} 条，{len(models[column]['words'])} 个词")
    given.out.write_text(written(models, learnt_from), encoding="utf-8")


def written(models: Models, learnt_from: str) -> str:
    """JSON with a line for each word, so that what changed can be seen."""
    parts = []
    for column, model in models.items():
        words = ",\n".join(f"{_json(w)}:{_json(v)}" for w, v in sorted(model["words"].items()))
        head = f'"classes":{_json(model["classes"])},\n"bias":{_json(model["bias"])}'
        parts.append(f'"{column}":{{\n{head},\n"words":{{\n{words}}}}}')
    columns = ",\n".join(parts)
    return f'{{"{LEARNT_FROM}":{_json(learnt_from)},\n"{COLUMNS}":{{{columns}}}}}\n'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main()
