"""Places: names that many provinces share, zones, prefectures, short names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from jixiao.normalise.regions import Region, gazetteer


def locate(department: str, body: str = "") -> Region:
    return gazetteer().locate([department], body)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("陕西省安康市石泉县水利局", "610922"),
        ("石泉县水利局", "610922"),
        ("南京市鼓楼区教育局", "320106"),
        ("福州市鼓楼区教育局", "350102"),
        ("北京市朝阳区教育局", "110105"),
        ("长春市朝阳区教育局", "220104"),
        ("朝阳市教育局", "211300"),
        ("朝阳县教育局", "211321"),
        ("重庆市江北区民政局", "500105"),
        ("宁波市江北区民政局", "330205"),
        ("上海市浦东新区财政局", "310115"),
        ("天津市滨海新区审计局", "120116"),
        ("济南市市中区财政局", "370103"),
        ("乐山市市中区教育局", "511102"),
        ("吉林省教育厅", "220000"),
        ("吉林市教育局", "220200"),
        ("吉林市船营区教育局", "220204"),
        ("河南省财政厅", "410000"),
        ("河南财政厅", "410000"),
        ("河南县财政局", "632324"),
        ("海南财政厅", "460000"),
        ("海南藏族自治州共和县教育局", "632521"),
        ("内蒙古财政厅", "150000"),
        ("内蒙古自治区锡林郭勒盟财政局", "152500"),
        ("新疆财政厅", "650000"),
        ("大理州财政局", "532900"),
        ("大理市财政局", "532901"),
        ("恩施市财政局", "422801"),
        ("恩施州恩施市财政局", "422801"),
        ("湘西州凤凰县文化局", "433123"),
        ("甘肃省临夏回族自治州东乡族自治县财政局", "622926"),
        ("凉山彝族自治州西昌市教育局", "513401"),
        ("延边州民政局", "222400"),
        ("临夏州教育局", "622900"),
        ("临夏县教育局", "622921"),
        ("东莞市虎门镇人民政府", "441900"),
        ("仙桃市教育局", "429004"),
        ("神农架林区教育局", "429021"),
        ("喀什地区莎车县教育局", "653125"),
        ("大同教育局", "140200"),
    ],
)
def test_codes(name: str, code: str) -> None:
    assert locate(name).code == code


@pytest.mark.parametrize(
    "name",
    [
        "鼓楼区教育局",
        "新华区财政局",
        "城关区财政局",
        "和平区教育局",
        "西湖区教育局",
        "永定区教育局",
    ],
)
def test_a_shared_county_name_alone_tells_nothing(name: str) -> None:
    assert locate(name) == Region()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("南京市委、市政府部署", "320106"),
        ("徐州市委部署", "320302"),
        ("河南省开封市委部署", "410204"),
    ],
)
def test_a_shared_county_name_with_its_city_in_the_body(body: str, code: str) -> None:
    assert locate("鼓楼区教育局", body).code == code


def test_a_county_is_not_taken_from_another_city() -> None:
    region = locate("深圳市没有收录的龙华区教育局")
    assert region.province == "广东省"
    assert region.city == "深圳市"


@pytest.mark.parametrize(
    ("name", "province", "city", "county"),
    [
        ("武汉东湖新技术开发区管理委员会", "湖北省", "武汉市", "武汉东湖新技术开发区"),
        ("淮安经济技术开发区管理委员会", "江苏省", "淮安市", "淮安经济技术开发区"),
        ("兰州新区教育局", "甘肃省", "兰州市", "兰州新区"),
        ("北京经济技术开发区财政局", "北京市", "", "北京经济技术开发区"),
    ],
)
def test_zones_have_no_code(name: str, province: str, city: str, county: str) -> None:
    assert locate(name) == Region(province, city, county, "")


def test_a_zone_is_not_the_county_that_its_name_contains() -> None:
    assert locate("贵安新区财政局").province == ""


@pytest.mark.parametrize(
    ("name", "county"), [("北京市丰台区水务局", "丰台区"), ("重庆市荣昌区城市管理局", "荣昌区")]
)
def test_districts_of_municipalities_have_no_city(name: str, county: str) -> None:
    region = locate(name)
    assert (region.city, region.county) == ("", county)


def test_a_department_named_only_district() -> None:
    text = "广州市海珠区经济发展较快。海珠区企业多。"
    assert locate("区科工商信局", text).code == "440105"


def test_the_word_county_alone_names_no_place() -> None:
    assert locate("万载县县级预算绩效管理办法").code == "360922"


def test_nothing_known() -> None:
    assert locate("丰收水利局", "没有地名。") == Region()


def test_every_code_of_the_list_is_found_by_its_parents() -> None:
    known = gazetteer()
    assert known.locate(["安徽省合肥市庐阳区财政局"], "").code == "340103"
    assert known.locate(["广西壮族自治区南宁市青秀区财政局"], "").code == "450103"


def test_a_place_left_out_is_not_the_place(rows: Callable[[str, str], list[Any]]) -> None:
    text = "一、基本情况\n山东省立项实施项目12个（均不含青岛市），资金已拨付。\n"
    (document,) = rows("documents", text)
    assert (document.province, document.city) == ("山东省", "")


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("办公室职责：负责办理县委文件和县委领导交办的事项。", ""),
        ("整治涉及东城、横河两个街道。", ""),
        ("出台《山东省社会救助办法》等制度，资金已拨付。", "山东省"),
    ],
)
def test_what_a_text_without_a_place_tells(
    rows: Callable[[str, str], list[Any]], text: str, province: str
) -> None:
    (document,) = rows("documents", "专项资金绩效自评报告\n\n一、基本情况\n" + text + "\n")
    assert document.province == province


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("下达广西资金，支持钦州市、玉林市、梧州市各建一处。", "450000"),
        ("我市将资金拨付乌拉特前旗。巴彦淖尔市财政局下达，乌拉特前旗已支付。", "150800"),
        ("我县建成两处，石泉县水利局已支付，安康市已验收，石泉县已通水。", "610922"),
    ],
)
def test_the_place_that_a_text_speaks_of(
    rows: Callable[[str, str], list[Any]], text: str, code: str
) -> None:
    head = "专项资金绩效自评报告\n\n一、基本情况\n经批准，"
    (document,) = rows("documents", head + text + "\n")
    assert document.region_code == code
