"""The second opinion on a class: sure or silent, asked only where the packs do not decide."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jixiao.link.admissions import Admissions
from jixiao.link.opinion import Models, Opinions
from jixiao.link.taxonomy import Taxonomy
from jixiao.packs import Packs, load
from jixiao.segment.words import Tokenizer

TOOLS = Path(__file__).parents[2] / "tools"
MODELS: Models = {
    "weakness": {
        "classes": ["capacity", "disclosure", "other"],
        "bias": [0.0, 0.0, 0.0],
        "words": {"船员": [2.0, [4.0, 0.0, 0.0]], "航道": [1.0, [0.0, 0.0, 0.0]]},
    }
}


@pytest.fixture(scope="module")
def packs() -> Packs:
    return load()


@pytest.fixture
def taxonomy(packs: Packs) -> Taxonomy:
    return Taxonomy(packs, lambda text: True, Opinions(packs, MODELS))


def test_an_opinion_decides_where_the_packs_have_no_word(taxonomy: Taxonomy) -> None:
    told = taxonomy.weakness("船员太少")
    assert (told.value, told.pattern) == ("capacity", "core:opinion.weakness")
    # e⁴ / (e⁴ + 2): one known word has the length 1.
    assert told.confidence == Decimal("0.96")


def test_the_packs_go_first(taxonomy: Taxonomy) -> None:
    told = taxonomy.weakness("船员政府采购不规范")
    assert (told.value, told.confidence) == ("procurement", None)


def test_where_words_contradict_each_other_the_opinion_counts(taxonomy: Taxonomy) -> None:
    overruled = taxonomy.weakness("船员人手少，未公开")
    assert (overruled.value, overruled.pattern) == ("capacity", "core:opinion.weakness")
    confirmed = taxonomy.weakness("船员队伍人手少，未公开")
    assert confirmed.pattern == "core:weakness.capacity+core:opinion.weakness"


def test_a_class_that_was_never_learnt_is_not_overruled(taxonomy: Taxonomy) -> None:
    told = taxonomy.weakness("船员满意度，未公开")
    assert (told.value, told.confidence) == ("satisfaction", None)


@pytest.mark.parametrize(
    ("reason", "indicator", "group", "expected"),
    [
        pytest.param(
            "补助兑付慢", "种植户满意度", "效益", "satisfaction", id="the name goes first"
        ),
        pytest.param("受暴雨影响停工", "渠道维修长度", "产出", "output_shortfall", id="weather"),
        pytest.param("受暴雨影响停工", "渠道维修长度", "", "output_shortfall", id="nothing named"),
        pytest.param("", "船员队伍", "效益指标", "benefit_shortfall", id="no reason"),
        pytest.param("", "固定资产利用率", "预算执行情况", "asset_management", id="no outcome"),
        pytest.param("两个时点未达标", "执行进度", "", "budget_execution", id="only the result"),
        pytest.param("2处渠道未验收", "渠道维修长度", "产出", "output_shortfall", id="held up"),
        pytest.param("2处渠道未验收", "渠道完工率", "产出", "project_management", id="a reason"),
    ],
)
def test_what_points_were_lost_for(
    taxonomy: Taxonomy, reason: str, indicator: str, group: str, expected: str
) -> None:
    assert taxonomy.loss(reason, indicator, group)[1].value == expected


def test_unknown_words_and_even_odds_give_no_opinion(packs: Packs, taxonomy: Taxonomy) -> None:
    assert taxonomy.weakness("名存实亡").value == "other"
    even: Models = {"weakness": {**MODELS["weakness"], "classes": ["a", "b", "c", "d"]}}
    even["weakness"].update(bias=[0.0] * 4, words={"航道": [1.0, [0.0] * 4]})
    assert Opinions(packs, even).of("weakness", "航道") is None


def test_an_own_pack_brings_its_own_opinions(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "pack.yml").write_text("name: own\ntitle: 甲\ndescription: 乙\n", "utf-8")
    (folder / "opinion.json").write_text(json.dumps({"columns": MODELS}), "utf-8")
    told = Opinions(load([str(folder)])).of("weakness", "船员太少")
    assert told is not None
    assert told.pattern == "own:opinion.weakness"


@pytest.fixture
def tool() -> Iterator[Any]:
    pytest.importorskip("sklearn")
    sys.path.insert(0, str(TOOLS))
    import train_opinion

    yield train_opinion
    sys.path.remove(str(TOOLS))


def test_what_is_learnt_judges_as_scikit_learn_does(tool: Any, packs: Packs) -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    texts = [*tool.of_packs(packs, "cause")][::7]
    tokenizer = Tokenizer(packs)
    vectorizer = TfidfVectorizer(analyzer=lambda t: tool.words_of(tokenizer, t), sublinear_tf=True)
    model = LogisticRegression(C=tool.STRENGTH, class_weight="balanced", max_iter=1000)
    model.fit(vectorizer.fit_transform([t.text for t in texts]), [t.value for t in texts])
    opinions = Opinions(packs, {"cause": tool.learn(tokenizer, texts)})
    asked = "受疫情影响，原材料市场价格上涨，企业经营困难"
    shares = model.predict_proba(vectorizer.transform([asked]))[0]
    told = opinions.of("cause", asked)
    assert told is not None
    assert told.value == model.classes_[shares.argmax()]
    assert float(told.confidence) == pytest.approx(shares.max(), abs=0.02)


def test_a_model_that_learnt_from_other_texts_is_stale(tool: Any, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    head = "file,indicator,reason,cause,weakness\n"
    (gold / "deductions.csv").write_text(f"{head}a,甲,船员太少,capacity,capacity\n", "utf-8")
    given = ["--gold", str(gold), "--out", str(tmp_path / "opinion.json")]
    tool.main(given)
    tool.main([*given, "--check"])
    (gold / "deductions.csv").write_text(f"{head}a,甲,船员太多,capacity,capacity\n", "utf-8")
    with pytest.raises(SystemExit, match="train_opinion"):
        tool.main([*given, "--check"])


def test_clauses_of_problem_sections_are_judged_by_what_was_learnt(packs: Packs) -> None:
    models: Models = {
        "problem": {
            "classes": ["no", "yes"],
            "bias": [0.0, 0.0],
            "words": {"船员": [1.0, [0.0, 3.0]], "码头": [1.0, [0.0, -3.0]]},
        }
    }
    admissions = Admissions(packs, Opinions(packs, models))
    text = "船员住在岸上,码头有三座。加强船员管理,船员住在船上。船员住房取得明显成效。"
    likely = admissions.within(text, 0, len(text), likely=True)
    # Neither behind a remedy nor where there is praise, and nowhere but in a problem section.
    assert [text[s.start : s.end] for s in likely] == ["船员住在岸上"]
    assert admissions.within(text, 0, len(text)) == []
