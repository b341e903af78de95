"""What packs say, in expressions."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.packs.load import Packs, load
from jixiao.segment.alternation import Expressions

WORDS = """\
kind: phrases
entries:
- id: zone.title
  phrase: zone.title
  patterns: [存在(?:的)?问题]
  examples:
  - {text: 存在问题：人手不足。, found: 存在问题}
- id: lead.first
  phrase: clause.lead
  patterns: [首先]
  examples:
  - {text: 首先，人手不足。, found: 首先}
"""
CUES = """\
kind: cues
entries:
- id: clause.half
  column: clause
  value: half
  terms: [单单, 单]
  examples:
  - {text: 单单三人，人手不足。, weakness: capacity}
"""


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Packs:
    """A pack of a few phrases and words beside those that come with jixiao."""
    folder: Path = tmp_path_factory.mktemp("own")
    (folder / "pack.yml").write_text("name: own\ntitle: own\ndescription: own\n", encoding="utf-8")
    (folder / "words.yml").write_text(WORDS, encoding="utf-8")
    (folder / "cues.yml").write_text(CUES, encoding="utf-8")
    every = load([str(folder)])
    return Packs(every.packs, tuple(e for e in every.entries if e.id.startswith("own:")), "")


def test_slots_are_filled_and_counts_are_not(packs: Packs) -> None:
    says = Expressions(packs, "zone", NUMBER=r"\d{1,2}、{clause.lead}?")
    found = says.compile("{NUMBER}{title}(?P<colon>[:]?)").fullmatch("12、首先存在的问题:")
    assert found is not None
    assert found["colon"] == ":"


def test_a_longer_word_goes_first(packs: Packs) -> None:
    found = Expressions(packs).for_texts("{clause:half}").search("共单单三人")
    assert found is not None
    assert found.group() == "单单"


def test_what_no_pack_says_is_nowhere(packs: Packs) -> None:
    says = Expressions(packs, "zone")
    assert says.compile("{note}|{clause:praise}").search("备注 良好") is None


@pytest.mark.parametrize("slot", ["{notes}", "{zone.titel}", "{clause:halves}", "{NUMBER}"])
def test_a_slot_of_no_meaning_is_refused(packs: Packs, slot: str) -> None:
    with pytest.raises(KeyError):
        Expressions(packs, "zone").compile(slot)
