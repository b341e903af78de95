"""Numerals: where they end and what they are worth."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.extract.numbers import find_numbers
from jixiao.extract.numerals import Numeral, parse

PLAIN = "零一二三四五六七八九", ("", "十", "百", "千"), ("", "万", "亿", "万亿")
FINANCIAL = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), ("", "万", "亿", "万亿")
TRADITIONAL = "零一二三四五六七八九", ("", "十", "百", "千"), ("", "萬", "億", "萬億")
Forms = tuple[str, tuple[str, ...], tuple[str, ...]]


def four_digits(number: int, forms: Forms) -> str:
    """1..9999 in characters, without a leading zero."""
    digits, units, _ = forms
    written = ""
    for place, digit in enumerate(map(int, f"{number:04d}")):
        if digit:
            written += digits[digit] + units[3 - place]
        elif written and not written.endswith(digits[0]):
            written += digits[0]
    return written.rstrip(digits[0])


def in_characters(number: int, forms: Forms = PLAIN) -> str:
    """A whole number below 10**12 as a careful clerk writes it."""
    if number == 0:
        return forms[0][0]
    written = ""
    for power in (2, 1, 0):
        group = number // 10_000**power % 10_000
        if not group:
            continue
        gap = written and (group < 1000 or number // 10_000 ** (power + 1) % 10_000 == 0)
        written += (forms[0][0] if gap else "") + four_digits(group, forms) + forms[2][power]
    return written


def read(text: str) -> Numeral:
    """The numeral at the beginning, which must be there."""
    numeral = parse(text, 0)
    assert numeral is not None, text
    return numeral


ONE_SCALE = [
    # text, printed form, value, base, scale
    ("18万元", "18万", "180000", "18", "万"),
    ("18 万", "18 万", "180000", "18", "万"),
    ("13亿", "13亿", "1300000000", "13", "亿"),
    ("1.5亿元", "1.5亿", "150000000", "1.5", "亿"),
    ("40,036.38万", "40,036.38万", "400363800", "40036.38", "万"),
    ("2.07万亿元", "2.07万亿", "2070000000000", "2.07", "万亿"),
    ("6千万元", "6千万", "60000000", "6", "千万"),
    ("8百亿", "8百亿", "80000000000", "8", "百亿"),
    ("7十万", "7十万", "700000", "7", "十万"),
    ("9千亩", "9千亩", "9000", "9", "千"),
    ("4百户", "4百户"[:2], "400", "4", "百"),
    ("12萬元", "12萬", "120000", "12", "万"),
    ("3萬億", "3萬億", "3000000000000", "3", "万亿"),
]


@pytest.mark.parametrize(("text", "printed", "value", "base", "scale"), ONE_SCALE)
def test_scale_word_is_parted_from_the_number(
    text: str, printed: str, value: str, base: str, scale: str
) -> None:
    numeral = read(text)
    assert text[: numeral.end].strip() == printed.removesuffix("亩")
    assert numeral.value == Decimal(value)
    assert (numeral.base, numeral.scale) == (Decimal(base), scale)
    assert numeral.arabic
    assert not numeral.vague


VAGUE = [
    ("600余万元", 5, "6000000", "万"),
    ("30多亿", 4, "3000000000", "亿"),
    ("20几万人", 4, "200000", "万"),
    ("2千多万", 4, "20000000", "千万"),
    ("三百余万元", 4, "3000000", ""),
    ("四十多亿", 4, "4000000000", ""),
    ("一百零几万", 5, "1000000", ""),
]


@pytest.mark.parametrize(("text", "end", "value", "scale"), VAGUE)
def test_a_vague_word_stands_inside(text: str, end: int, value: str, scale: str) -> None:
    numeral = read(text)
    assert (numeral.end, numeral.value, numeral.scale) == (end, Decimal(value), scale)
    assert numeral.vague


@pytest.mark.parametrize(("text", "end"), [("300余家", 3), ("三十多家", 2), ("50余", 2)])
def test_a_vague_word_behind_is_left_to_the_caller(text: str, end: int) -> None:
    numeral = read(text)
    assert numeral.end == end
    assert not numeral.vague


WHOLE = [
    ("2亿3000万", "230000000"),
    ("4万2千3百", "42300"),
    ("4 万2 千3 百", "42300"),
    ("6亿2万", "600020000"),
    ("2千零5", "2005"),
    ("3千零40万", "30400000"),
    ("5千2百万", "52000000"),
    ("6万5000", "65000"),
    ("6万5000.25", "65000.25"),
    ("4万五千", "45000"),
    ("二百三十万", "2300000"),
    ("叁拾伍万", "350000"),
    ("两千三百", "2300"),
    ("十六", "16"),
    ("三百八", "380"),
    ("二万六", "26000"),
    ("两亿三", "230000000"),
    ("千六", "1600"),
    ("三万四千亿", "3400000000000"),
    ("二万万", "200000000"),
    ("三兆零五亿", "3000500000000"),
    ("二〇二四", "2024"),
    ("一九七八", "1978"),
    ("三点一四", "3.14"),
    ("零点六", "0.6"),
    ("六点二亿", "620000000"),
    ("五 点 三", "5.3"),
    ("六千 二百 万", "62000000"),
    ("九十 万", "900000"),
    (".75", "0.75"),
]


@pytest.mark.parametrize(("text", "value"), WHOLE)
def test_the_whole_text_is_one_number(text: str, value: str) -> None:
    numeral = read(text)
    assert numeral.end == len(text)
    assert numeral.value == numeral.base == Decimal(value)
    assert numeral.scale == ""


CUT = [
    ("5千瓦", 1, "5"),
    ("5千瓦时", 1, "5"),
    ("50万千瓦", 3, "500000"),
    ("五千瓦", 1, "5"),
    ("一万五千米", 4, "15000"),
    ("3百分点", 1, "3"),
    ("20百强县", 2, "20"),
    ("4125.49,4143.91", 7, "4125.49"),
    ("10,20", 2, "10"),
    ("1,234,5678", 5, "1234"),
    ("0,123", 1, "0"),
    ("3.2.1", 1, "3"),
    ("八点半", 1, "8"),
    ("八点三十分", 1, "8"),
    ("三点一刻", 1, "3"),
    ("一点两小时", 1, "1"),
    ("100万2022年", 4, "1000000"),
    ("100万 2000", 4, "1000000"),
    ("3亿2亿", 2, "300000000"),
    ("5千 30万", 2, "5000"),
    ("200万一百户", 4, "2000000"),
    ("三百万一年", 3, "3000000"),
    ("五百万 三家企业", 3, "5000000"),
    ("三十千", 2, "30"),
    ("二两", 1, "2"),
    ("一百两", 2, "100"),
    ("百分之五", 0, ""),
    ("万", 0, ""),
    ("亿元", 0, ""),
    ("千家万户", 0, ""),
    ("百兆宽带", 0, ""),
    ("一二三产业", 0, ""),
    ("十二五规划", 0, ""),
    ("十四五规划", 0, ""),
    ("五一", 0, ""),
    ("两两", 0, ""),
    ("陆地", 0, ""),
    ("○○县", 0, ""),
    ("〇〇县", 0, ""),
    ("余万", 0, ""),
    ("元", 0, ""),
    ("", 0, ""),
]


@pytest.mark.parametrize(("text", "end", "value"), CUT)
def test_what_does_not_belong_is_left(text: str, end: int, value: str) -> None:
    numeral = parse(text, 0)
    assert (numeral.end if numeral else 0) == end
    if numeral:
        assert numeral.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("二三十个", 20, 30),
        ("七八次", 7, 8),
        ("十五六人", 15, 16),
        ("三四百万", 3000000, 4000000),
        ("十四五个", 14, 15),
    ],
)
def test_rough_numbers_keep_both_ends(text: str, low: int, high: int) -> None:
    numeral = read(text)
    assert (numeral.value, numeral.high, numeral.vague) == (low, high, True)


@pytest.mark.parametrize(
    ("text", "start"), [("十二五", 1), ("十二五", 2), ("一二三产业", 2), ("A.5", 1)]
)
def test_nothing_begins_inside_another(text: str, start: int) -> None:
    assert parse(text, start) is None


def test_a_product_is_exact_beyond_the_default_precision() -> None:
    assert read("1234567890123456789012345678901234567.89万").value == Decimal(
        "12345678901234567890123456789012345678900"
    )


def test_garbage_of_any_length_is_read_in_bounded_work() -> None:
    assert read("9" * 200_000).end == 200_000
    assert read("9" * 6_000 + "万5000").end == 6_001
    parse("一" * 200_000, 0)
    parse("十 " * 200_000, 0)


@given(st.integers(0, 10**12 - 1), st.sampled_from([PLAIN, FINANCIAL, TRADITIONAL]))
def test_a_number_in_characters_reads_back(number: int, forms: Forms) -> None:
    written = in_characters(number, forms)
    counted = f"共{written}元"
    numeral = parse(counted, 1)
    assert numeral is not None
    assert (numeral.start, numeral.end) == (1, 1 + len(written))
    assert numeral.value == number
    assert not numeral.arabic


@given(st.integers(10, 10**12 - 1))
def test_spoken_forms_read_the_same(number: int) -> None:
    written = in_characters(number)
    if written.startswith("一十"):
        assert read(written[1:]).value == number
    for unit in "千万亿":
        written = written.replace(f"二{unit}", f"两{unit}")
    written = written.replace("十两", "十二")
    assert read(written).value == number


@given(st.integers(1, 9), st.sampled_from("百千万亿"), st.integers(1, 9))
def test_a_last_digit_stands_for_the_next_place(digit: int, unit: str, last: int) -> None:
    worth = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[unit]
    numeral = read(PLAIN[0][digit] + unit + PLAIN[0][last])
    assert numeral.value == digit * worth + last * worth // 10


@given(
    st.decimals(0, 10**15, allow_nan=False, allow_infinity=False, places=2),
    st.sampled_from(["", "万", "亿", "千万"]),
    st.booleans(),
)
def test_arabic_numbers_read_back(number: Decimal, scale: str, commas: bool) -> None:
    written = f"{number:,}" if commas else str(number)
    numeral = read(f"{written}{scale}元")
    worth = {"": 1, "万": 10**4, "亿": 10**8, "千万": 10**7}[scale]
    assert numeral.end == len(written + scale)
    assert numeral.base == number
    assert numeral.value == number * worth
    assert numeral.scale == scale


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_parts_add_up(above: int, below: int) -> None:
    numeral = read(f"{above}亿{below}万元")
    assert numeral.value == above * 10**8 + below * 10**4
    assert numeral.base == numeral.value


SOUP = st.text(
    "0123456789.,-/ 零〇○一二两三五九十拾百千万亿兆萬億余多几点又分之负年个瓦", max_size=40
)


@given(SOUP)
def test_any_text_gives_spans_inside_it(text: str) -> None:
    for start in range(len(text)):
        numeral = parse(text, start)
        if numeral is not None:
            assert numeral.start == start < numeral.end <= len(text)
            assert numeral.value >= 0


@given(SOUP)
def test_the_place_in_the_text_does_not_matter(text: str) -> None:
    here, there = parse(text, 0), parse(f"、{text}", 1)
    assert (here and (here.end, here.value)) == (there and (there.end - 1, there.value))


@given(SOUP)
def test_numbers_stand_in_order_and_apart(text: str) -> None:
    end = 0
    for number in find_numbers(text):
        assert end <= number.start < number.end
        end = number.end


NUMBERS = [
    ("结余为负二十万元", [("负二十万", "-200000")]),
    ("利润-3.2万元", [("-3.2万", "-32000")]),
    ("每户5万元-8万元", [("5万", "50000"), ("8万", "80000")]),
    ("完成率80%-90%", [("80", "80"), ("90", "90")]),
    ("完成了四分之三", [("四分之三", "0.75")]),
    ("约占3/4", [("3/4", "0.75")]),
    ("合计2 1/4份", [("2 1/4", "2.25")]),
    ("三又二分之一", [("三又二分之一", "3.5")]),
    ("2022/5/12", [("2022", "2022"), ("5", "5"), ("12", "12")]),
    ("第2.1.3节", [("2", "2"), ("1", "1"), ("3", "3")]),
    ("共计20，300人参加", [("20", "20"), ("300", "300")]),
    ("共计２０，３００人", [("２０，３００", "20300")]),
    ("肩负三项任务", [("三", "3")]),
    ("收拾五个房间", [("五", "5")]),
    ("到四川调研，一切顺利，信心十足", []),
    ("收拾陆地上的队伍", []),
    ("来了二三十人", []),
    ("他一看就明白", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_find_numbers(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(text[n.start : n.end], n.value) for n in find_numbers(text)]
    assert found == [(printed, Decimal(value)) for printed, value in expected]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("支出419. 86万元", "4198600"),
        ("支出86. 4万元", "864000"),
        ("完成率98. 67%", "98.67"),
        ("10. 86万元", "10"),
        ("共12. 2022年", "12"),
    ],
)
def test_a_blank_behind_the_point(text: str, value: str) -> None:
    first = next(i for i, c in enumerate(text) if c.isdigit())
    numeral = parse(text, first)
    assert numeral is not None
    assert numeral.value == Decimal(value)


def test_commas_in_the_lower_part_of_a_composite() -> None:
    numeral = parse("2亿3,000万元", 0)
    assert numeral is not None
    assert numeral.value == Decimal(230_000_000)
