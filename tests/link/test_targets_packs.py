"""Words of a user's own pack beside those that tell and name goals and achievements."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import ACHIEVEMENTS

from jixiao.document import Pipeline
from jixiao.packs.load import load

OWN = """\
kind: phrases
entries:
- id: named.mark
  phrase: named.mark
  patterns: [县定民生实事]
  examples:
  - {text: 县定民生实事改造管网40公里。, found: 县定民生实事}
- id: entry.survey
  phrase: entry.survey
  patterns: [意见箱]
  examples:
  - {text: 通过意见箱征集建议120条。, found: 意见箱}
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """A pipeline with a pack of two phrases beside those that come with jixiao."""
    folder: Path = tmp_path_factory.mktemp("own")
    (folder / "pack.yml").write_text("name: own\ntitle: own\ndescription: own\n", encoding="utf-8")
    (folder / "words.yml").write_text(OWN, encoding="utf-8")
    return Pipeline(load([str(folder)]))


def names(pipeline: Pipeline, sentence: str) -> list[str]:
    return [r.indicator for r in pipeline(f"{ACHIEVEMENTS}{sentence}\n".encode()).tables["targets"]]


def test_words_before_a_name_are_no_part_of_it(pipeline: Pipeline, own: Pipeline) -> None:
    sentence = "县定民生实事改造管网40公里目标,实际改造38公里。"
    assert names(pipeline, sentence) == ["县定民生实事改造管网"]
    assert names(own, sentence) == ["改造管网"]


def test_figures_of_a_survey_are_no_achievement(pipeline: Pipeline, own: Pipeline) -> None:
    sentence = "通过意见箱征集建议120条。"
    assert names(pipeline, sentence) == ["通过意见箱征集建议"]
    assert names(own, sentence) == []
