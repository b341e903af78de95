"""The builder: cleaning, offsets and anchors."""

from __future__ import annotations

import pytest
from canonical_checks import check, spans
from hypothesis import given
from hypothesis import strategies as st

from jixiao.ingest.builder import Builder, Piece, TableCell, clean
from jixiao.model.canonical import Box
from jixiao.model.errors import Unreadable

ODD = "绩效12.5万元 \t\n\r\u3000\u00a0\u200b\ufeff\x00\x0c\u2028，。ab\ud800"


def build(*paragraphs: str) -> str:
    builder = Builder()
    for paragraph in paragraphs:
        builder.paragraph((Piece(paragraph),))
    canonical = builder.build("text/plain")
    check(canonical)
    return canonical.text


def test_blanks_become_plain_and_outer_ones_go() -> None:
    assert build("\u3000\u3000一、概况\u00a0") == "一、概况"
    assert build("拨款 18\u00a0万元") == "拨款 18 万元"


def test_invisible_characters_go() -> None:
    assert build("\ufeff绩\u200b效\x00自\u00ad评") == "绩效自评"


def test_line_ends_part_paragraphs_and_empty_ones_go() -> None:
    assert build("一\r\n\u2028二\x0c", "", " \n ") == "一\n二"


def test_a_dropped_character_parts_the_anchor() -> None:
    builder = Builder()
    builder.paragraph((Piece(" 绩\u200b效 ", source=10),))
    canonical = builder.build("text/plain")
    assert [(a.start, a.end, a.source) for a in canonical.anchors] == [(0, 1, 11), (1, 2, 13)]


def test_a_part_of_a_piece_has_its_own_box() -> None:
    piece = Piece("绩效", 5, 1, Box(10, 20, 34, 32), (10, 22, 34))
    assert piece.part(1, 2) == Piece("效", 6, 1, Box(22, 20, 34, 32), (22, 34))


def test_a_table_is_tabs_and_line_feeds() -> None:
    builder = Builder()
    builder.grid(
        [
            TableCell(1, 1, ((Piece("指标"),),), 1, 2),
            TableCell(2, 1, ((Piece("数量"),), (Piece("质量\n时效"),))),
            TableCell(2, 2, ()),
        ]
    )
    canonical = builder.build("text/plain")
    check(canonical)
    assert canonical.text == "指标\n数量\n质量\n时效\t"
    assert [(b.start, b.end, b.kind) for b in canonical.blocks] == [(0, 2, "row"), (3, 12, "row")]
    assert spans(canonical) == {(1, 1): (1, 2)}
    assert (canonical.grids[0].rows, canonical.grids[0].columns) == (2, 2)
    assert canonical.place(3, 5).cell == "1/2/1"


def test_a_table_without_text_is_left_out() -> None:
    builder = Builder()
    builder.grid([TableCell(1, 1, ((Piece(" "),),))])
    assert builder.build("text/plain").grids == ()


def test_a_table_without_end_is_refused() -> None:
    builder = Builder()
    with pytest.raises(Unreadable, match="表格过大"):
        builder.grid(TableCell(row, 1, ()) for row in range(1, 10_000_000))


@given(st.lists(st.text(alphabet=ODD)), st.lists(st.text(alphabet=ODD), max_size=6))
def test_any_text_gives_a_sound_canonical(texts: list[str], cells: list[str]) -> None:
    builder = Builder()
    for text in texts:
        builder.paragraph((Piece(text, 0),))
    builder.grid(TableCell(i // 2 + 1, i % 2 + 1, ((Piece(c, 0),),)) for i, c in enumerate(cells))
    for text in texts:
        builder.paragraph((Piece(text, 0),))
    check(builder.build("text/plain"))


@given(st.text(alphabet=ODD))
def test_cleaning_keeps_places(text: str) -> None:
    for part in clean(Piece(text, 0)):
        assert part.source is not None
        for kept, printed in zip(part.text, text[part.source :], strict=False):
            assert kept in (printed, " ", "\n")
