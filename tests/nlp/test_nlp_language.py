"""``jixiao.load``: to disk and back, many texts, several processes, packs, entry points."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import jixiao
from jixiao.nlp import stages as stages_module
from jixiao.nlp.language import DEFAULT

ROOT = Path(__file__).parents[2]


def found_in(doc: Doc) -> dict[str, Any]:
    spans = {
        key: [(s.start_char, s.end_char, s.label_, s.id_, s._.jixiao) for s in doc.spans[key]]
        for key in doc.spans
    }
    return {**spans, "doc": doc._.jixiao, "sents": [s.start_char for s in doc.sents]}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack with a unit and a word that nobody else knows."""
    folder = tmp_path / "自用包"
    folder.mkdir()
    (folder / "pack.yml").write_text("name: own\ntitle: 自用\ndescription: 试验\n", "utf-8")
    (folder / "units.yml").write_text(
        "kind: units\nentries:\n- id: quantity.seed\n  measure: quantity\n  forms: [籽粒包]\n"
        "  examples:\n  - {text: 发放种子12籽粒包, value: 12}\n",
        "utf-8",
    )
    (folder / "words.yml").write_text(
        "kind: words\nentries:\n- id: words.own\n  words: [柑橘黄龙病防控]\n"
        "  examples:\n  - {text: 柑橘黄龙病防控工作, words: 柑橘黄龙病防控}\n",
        "utf-8",
    )
    return folder


def test_all_components_but_contacts(nlp: Language) -> None:
    assert tuple(nlp.pipe_names) == DEFAULT
    assert "jixiao_contacts" not in nlp.pipe_names
    assert (nlp.lang, nlp.meta["name"]) == ("zh", "jixiao")


def test_to_disk_and_back(pack: Path, tmp_path: Path) -> None:
    nlp = jixiao.load(packs=pack)
    nlp.to_disk(tmp_path / "nlp")
    again = spacy.load(tmp_path / "nlp")
    text = "发放种子12籽粒包，柑橘黄龙病防控支出5万元。"
    doc, other = nlp(text), again(text)
    assert [token.text for token in other] == [token.text for token in doc]
    assert "柑橘黄龙病防控" in [token.text for token in other]
    assert [s.text for s in other.spans["jixiao_quantities"]] == ["12籽粒包"]
    assert found_in(other) == found_in(doc)
    assert again.config["nlp"]["tokenizer"]["packs"] == [str(pack)]
    assert again.get_pipe_config("jixiao_quantities")["packs"] == [str(pack)]


def test_to_bytes_and_back(nlp: Language, sentence: str) -> None:
    again = jixiao.load().from_bytes(nlp.to_bytes())
    assert found_in(again(sentence)) == found_in(nlp(sentence))


def test_many_texts_give_what_each_gives_alone(nlp: Language, corpus_texts: list[str]) -> None:
    texts = [f"{text}\n第{i}次印发" for i in range(5) for text in corpus_texts]
    for text, doc in zip(texts, nlp.pipe(texts, batch_size=3), strict=True):
        assert doc.text == text
        assert found_in(doc) == found_in(nlp(text))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_several_processes(nlp: Language, corpus_texts: list[str]) -> None:
    docs = list(nlp.pipe(corpus_texts, n_process=2, batch_size=2))
    assert len(docs) == len(corpus_texts)
    for text, doc in zip(corpus_texts, docs, strict=True):
        assert found_in(doc) == found_in(nlp(text))


def test_packs_are_loaded_once_and_again_when_they_change(pack: Path) -> None:
    first = stages_module.stages([pack])
    assert stages_module.stages(str(pack)) is first
    assert stages_module.stages() is stages_module.stages([])
    file = pack / "units.yml"
    file.write_text(file.read_text("utf-8").replace("籽粒包", "营养钵"), "utf-8")
    os.utime(file, ns=(1, 1))
    assert stages_module.stages([pack]) is not first
    doc = jixiao.load(pack)("发放种子12营养钵。")
    assert [s.text for s in doc.spans["jixiao_quantities"]] == ["12营养钵"]


def test_spacy_finds_the_components_without_an_import(
    nlp: Language, tmp_path: Path, sentence: str
) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = project["entry-points"]
    assert {*DEFAULT, "jixiao_contacts"} <= set(groups["spacy_factories"])
    info = tmp_path / "site" / "jixiao_entry_points-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: jixiao-entry-points\nVersion: 1\n")
    lines = [
        line
        for group, names in groups.items()
        for line in (f"[{group}]", *(f"{name} = {place}" for name, place in names.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n")
    nlp.to_disk(tmp_path / "nlp")
    program = (
        "import sys, spacy\n"
        "nlp = spacy.blank('xx')\n"
        "nlp.add_pipe('jixiao_quantities')\n"
        "print(len(nlp(sys.argv[2]).spans['jixiao_amounts']))\n"
        "doc = spacy.load(sys.argv[1])(sys.argv[2])\n"
        "print(doc.spans['jixiao_rates'][0]._.jixiao.rate_pct)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "nlp"), sentence],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.stdout.split() == ["1", "-23.4"], done.stderr
