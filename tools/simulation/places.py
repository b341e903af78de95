"""Invented counties below real provinces, and the offices that each of them has.

The provinces are real, so that a report has a place on the map; no county of these names exists,
so that nothing that is made up here is said of anybody.
"""

from __future__ import annotations

from dataclasses import dataclass

FIRST = "云松柏霁澄岚砚禾苇棠樨桐榆椿栖溯淙澍濯沅沐泠洺浔涵渌湛溪漪澜瀚照晖晗昭晏朔望霖霓"
SECOND = "陂坞坝垣埠墟圩畈埭堰峪崮岙嶂垭涧汀渚滘浜"
KINDS = "县区"
PROVINCES = (
    "北京市", "天津市", "河北省", "山西省", "内蒙古自治区", "辽宁省", "吉林省", "黑龙江省",
    "上海市", "江苏省", "浙江省", "安徽省", "福建省", "江西省", "山东省", "河南省", "湖北省",
    "湖南省", "广东省", "广西壮族自治区", "海南省", "重庆市", "四川省", "贵州省", "云南省",
    "西藏自治区", "陕西省", "甘肃省", "青海省", "宁夏回族自治区", "新疆维吾尔自治区",
)  # fmt: skip
OFFICES = (
    ("农业农村局", "农业农村"),
    ("教育局", "教育"),
    ("交通运输局", "交通运输"),
    ("水利局", "水利"),
    ("卫生健康局", "卫生健康"),
    ("民政局", "民政"),
    ("林业局", "林业草原"),
    ("住房和城乡建设局", "住房城建"),
    ("城市管理局", "城市管理"),
    ("应急管理局", "应急管理"),
    ("市场监督管理局", "市场监管"),
    ("审计局", "审计统计"),
)
COUNTIES = len(FIRST) * len(SECOND) * len(KINDS)


@dataclass(frozen=True, slots=True)
class Office:
    """A reporting department."""

    province: str
    county: str
    office: str
    family: str

    @property
    def name(self) -> str:
        """What its reports call it."""
        return f"{self.province}{self.county}{self.office}"


def county(number: int) -> str:
    """An invented county; the names come again after ``COUNTIES`` of them."""
    number, kind = divmod(number, len(KINDS))
    second, first = divmod(number, len(FIRST))
    return FIRST[first] + SECOND[second % len(SECOND)] + KINDS[kind]


def office(number: int) -> Office:
    """The office of a number from 0; numbers below 12 × 31 × ``COUNTIES`` give different ones."""
    place, kind = divmod(number, len(OFFICES))
    # A name that comes again does so in the next province.
    province = PROVINCES[(place + place // COUNTIES) % len(PROVINCES)]
    name, family = OFFICES[kind]
    return Office(province, county(place % COUNTIES), name, family)
