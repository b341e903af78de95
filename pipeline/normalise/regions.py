"""Provinces, cities and counties by the codes of GB/T 2260, from names printed in a document."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..packs.lexicon import Lexicon
from ..resources import patterns_root

_SHORT_SUFFIX = re.compile(
    r"(?:(?:维吾尔|壮族|回族|藏族|彝族|苗族|侗族|土家族|布依族|白族|傣族|哈尼族|(?<!内)蒙古族?|朝鲜族|瑶族|黎族|羌族"
    r"|景颇族|傈僳族|哈萨克族?|柯尔克孜|满族|畲族|各族|土族|撒拉族|拉祜族|佤族|纳西族|水族|仡佬族|仫佬族|毛南族"
    r"|普米族|独龙族|怒族|保安族|东乡族|裕固族|塔吉克|锡伯|达斡尔族|鄂温克族|鄂伦春)*"
    r"(?:自治区|自治州|自治县|自治旗)|特别行政区|省|市|区|县|旗|地区|盟|林区)$"
)
_ZONE = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,8}?)(?:国家级)?(?P<zone>经济技术开发区|高新技术产业开发区|经济开发区|高新技术开发区"
    r"|高新区|经开区|开发区|产业园区|工业园区|新区|保税区|示范区|合作区|度假区|风景名胜区|管理区)"
)
LISTED = 3
_OUR_PLACE = re.compile(r"[我全](省|市|县|旗)(?!级)")
_LEVELS = {"省": 1, "市": 2, "县": 3, "旗": 3}
MUNICIPALITIES = frozenset({"11", "12", "31", "50"})


@dataclass(frozen=True, slots=True)
class Region:
    """A place: names of its levels as GB/T 2260 writes them, and the code of the lowest one.

    A development zone is a county without a code.
    """

    province: str = ""
    city: str = ""
    county: str = ""
    code: str = ""

    def __bool__(self) -> bool:
        return bool(self.province)


@dataclass(frozen=True, slots=True)
class _Place:
    code: str
    name: str

    @property
    def level(self) -> int:
        return 1 if self.code.endswith("0000") else 2 if self.code.endswith("00") else 3


class Gazetteer:
    """Looks places up by full and short name."""

    def __init__(self, places: Iterable[_Place]) -> None:
        self._by_code: dict[str, _Place] = {}
        self._names: dict[str, list[_Place]] = {}
        self._full: set[str] = set()
        for place in places:
            self._by_code.setdefault(place.code, place)
            self._add(place.name, place)
            self._full.add(place.name)
            short = short_name(place.name)
            if len(short) >= 2:
                self._add(short, place)
            if len(short) >= 2 and "自治" in place.name and place.name[-1] in "州县旗":
                self._add(short + place.name[-1], place)  # 大理州
                self._full.add(short + place.name[-1])
        self._lexicon: Lexicon[str] = Lexicon((n, n) for n in self._names)

    def _add(self, name: str, place: _Place) -> None:
        known = self._names.setdefault(name, [])
        if place.code not in {p.code for p in known}:
            known.append(place)

    def locate(self, strong: Iterable[str], weak: str) -> Region:
        """The place that the strong texts (department, title, cover) name, else the weak text.

        A county name that many cities share is settled by the city or province named beside it.
        """
        texts = [t for t in strong if t]
        named = self._counts("\n".join(texts))
        mentioned = named + self._counts(weak)
        place = self._best(named, mentioned, need_full=True)
        place = place or self._best(named, mentioned, need_full=False)
        county_wanted = any(re.match(r"(?:区|县|县级市|旗)[\u4e00-\u9fff]", t) for t in texts)
        if place is None or (county_wanted and place.level < 3):
            place = self._best_county(mentioned) if county_wanted else place
            place = place or self._spoken_of(weak, mentioned)
        if place is None:
            return Region()
        return self._with_zone(self._region(place), texts)

    def _spoken_of(self, text: str, mentioned: Counter[str]) -> _Place | None:
        """The place of a text that names none above it: of the level of its 我市, 全县, if any.

        Where a text lists places of one level alike, it speaks of the one above them.
        """
        told = Counter(_LEVELS[m.group(1)] for m in _OUR_PLACE.finditer(text))
        if told:
            level = told.most_common(1)[0][0]
            ours = Counter({n: c for n, c in mentioned.items() if self._has_level(n, level)})
            place = self._best(ours, mentioned, need_full=True, weak=True)
            if place is not None and place.level == level:
                return place
        place = self._best(mentioned, mentioned, need_full=False, weak=True)
        if place is None or place.level == 1:
            return place
        above = place.code[:2] + "0000" if place.level == 2 else place.code[:4] + "00"
        alike = [
            n
            for n, count in mentioned.items()
            if count >= mentioned[place.name]
            and any(
                p.level == place.level and p.code.startswith(above.rstrip("0"))
                for p in self._names[n]
            )
        ]
        return self._by_code.get(above, place) if len(alike) >= LISTED else place

    def _has_level(self, name: str, level: int) -> bool:
        return any(place.level == level for place in self._names[name])

    def _counts(self, text: str) -> Counter[str]:
        found = self._lexicon.find(text)
        # 安新 in 贵安新区 is not 安新县.
        return Counter(
            h.value
            for h in found
            if h.value in self._full
            or (after := text[h.end : h.end + 1]) not in ("区", "县")
            or any(place.name.endswith(after) for place in self._names[h.value])
        )

    def _best(
        self, names: Counter[str], mentioned: Counter[str], need_full: bool, weak: bool = False
    ) -> _Place | None:
        """The lowest place named; among like ones the one whose parents are named most.

        In a ``weak`` text two characters name no county without its city: 东城 is also a street,
        理县 the middle of 办理县委文件.
        """
        best: tuple[tuple[int, int, int, int, str], _Place] | None = None
        # 龙华区 beside 深圳市 is not the one of 海口市, whatever the list of counties lacks.
        city_named = any(
            place.level == 2
            for name in names
            if name in self._full or len(self._names[name]) == 1
            for place in self._names[name]
        )
        for name, count in names.items():
            if need_full and name not in self._full:
                continue
            for place in self._names[name]:
                parents = self._parents_named(place, name, mentioned)
                alone = self._shared(name) or city_named or (weak and len(name) == 2)
                if place.level == 3 and not parents and alone:
                    continue
                full = name in self._full
                rank = place.level if full else -place.level
                key = (max(rank, 0), parents, count, rank, place.code)
                if best is None or key > best[0]:
                    best = (key, place)
        return best[1] if best else None

    def _best_county(self, mentioned: Counter[str]) -> _Place | None:
        """The county that the text speaks of most, inside a city that it names."""
        best: tuple[tuple[int, int, str], _Place] | None = None
        for name, count in mentioned.items():
            for place in self._names[name]:
                if place.level != 3:
                    continue
                parents = self._parents_named(place, name, mentioned)
                if parents:
                    key = (count, parents, place.code)
                    if best is None or key > best[0]:
                        best = (key, place)
        return best[1] if best else None

    def _shared(self, name: str) -> bool:
        return len([p for p in self._names[name] if p.level == 3]) > 1

    def _parents_named(self, place: _Place, name: str, mentioned: Counter[str]) -> int:
        """How often the places above are named, other than by ``name`` itself (大理)."""
        total = 0
        for code in (place.code[:2] + "0000", place.code[:4] + "00"):
            parent = self._by_code.get(code)
            if parent is not None and parent.code != place.code:
                short = short_name(parent.name)
                names = {parent.name, short, short + parent.name[-1]}
                total += sum(mentioned[n] for n in names - {name})
        return total

    def _region(self, place: _Place) -> Region:
        province = self._by_code[place.code[:2] + "0000"].name
        city = self._by_code.get(place.code[:4] + "00")
        if place.level == 1:
            return Region(province, "", "", place.code)
        if place.level == 2:
            return Region(province, place.name, "", place.code)
        in_municipality = place.code[:2] in MUNICIPALITIES
        return Region(
            province, "" if in_municipality or city is None else city.name, place.name, place.code
        )

    def _with_zone(self, region: Region, texts: list[str]) -> Region:
        """A development zone named by the department takes the county's place, without code."""
        for text in texts:
            zone = _ZONE.match(text)
            if zone is None or (region.county and region.county in zone.group()):
                continue
            if zone.group() in self._full:
                continue
            return Region(region.province, region.city, zone.group(), "")
        return region


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer of the core pack's ``regions.csv``."""
    with (patterns_root() / "core" / "regions.csv").open(encoding="utf-8", newline="") as file:
        return Gazetteer([_Place(r["code"], r["name"]) for r in csv.DictReader(file)])


def short_name(place: str) -> str:
    """A place without what kind of place it is: 恩施土家族苗族自治州 → 恩施."""
    return _SHORT_SUFFIX.sub("", place)
