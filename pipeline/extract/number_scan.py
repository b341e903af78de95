"""One pass over a text that reads every number where it stands."""

from __future__ import annotations

import re
from decimal import Decimal

import rjieba

from ..packs.entries import Cue, Unit
from ..packs.lexicon import Hits
from ..segment.spans import Parts, Span
from .found_numbers import Bare, Explained, Figure, scale_value
from .fused import BASIS, POINTS_COLUMNS, Run
from .money_told import COINS, CURRENCIES, CURRENCY_MARK, MoneyTold, coins_value
from .number_words import NumberWords
from .numerals import Numeral, parse
from .run_on_numbers import run_on_numbers

HAN = "〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
HAN_DIGITS = tuple("一二两三四五六七八九十")
_CANDIDATE = re.compile(f"[0-9{HAN}]")
_HAN_RUN = re.compile(f"[{HAN}]+")
_PREFIX_RATE = re.compile(r"([百千万亿]{1,3})[ ]*分[ ]*之[ ]*")
_POINT = re.compile(r"[ ]*(?:个[ ]*)?百[ ]*分[ ]*点")
_MORE = re.compile(r"[ ]?[余多来几][ ]?")
_ALTERNATIVE = re.compile(r"\([套件台人次头只户栋辆组]{1,2}\)")
PER = re.compile(
    r"(?:[/·](?:人次|人|户|亩|年|月|天|日|次|吨|公里|千米|平方米|平米|㎡|m²|km|立方米|米|个|台|套|件|生|床日|床|场|辆"
    r"|头|只|座|家|村|小时|处|间|份|千瓦时|度|公斤|斤|株|班|所|项|本|学期|学年|季度|季|车|方|期|组|篇|条|例|栋|名|位|位次))+"
)
_RANGE = re.compile(r"[ ]{0,2}~~[ ]{2,4}|[ ]?(?:-{1,2}|~{1,2}|—{1,2}|–|至|到)[ ]?")
_LIST = re.compile(r"[ ]?[、,和及][ ]?")
_DIGITS = re.compile(r"\d[\d,.]*")
_OWN_DIGITS = re.compile(r"[0-9][0-9,.]*")
# 97.93 年初预算数 in a form without lines: no 97.93 years.
_OF_YEAR = re.compile("年[初末底度]")


class Scan:
    """The state of one pass over one text."""

    def __init__(
        self, words: NumberWords, folded: str, clauses: Parts, money_words: Hits[Cue]
    ) -> None:
        self._words = words
        self._folded = folded
        self._money = MoneyTold(folded, clauses, money_words)
        self._listed = run_on_numbers(folded)
        self._pending: list[Bare] = []
        self._floor = 0
        self.figures: list[Figure] = []
        self.bare: list[Bare] = []
        self.explained: list[Explained] = []

    def run(self, start: int, end: int) -> None:
        """Scan ``start:end``."""
        at = max(start, self._floor)
        search = _CANDIDATE.search
        while (found := search(self._folded, at, end)) is not None:
            at = self._take(found.start())
            self._floor = at
        self._flush()

    def close(self, span: Span) -> None:
        """Explain the numbers inside a span that belongs to something else."""
        for found in _DIGITS.finditer(self._folded, span.start, span.end):
            self.explained.append(Explained(found.start(), found.end(), "policy", ""))

    def part(self, run: Run) -> None:
        """Read the numbers of a fused run one by one; without borders none of them is known."""
        self._flush()
        if not run.parts:
            self.explained.append(Explained(run.start, run.end, "fused", ""))
        for part in run.parts:
            start, end = run.start + part.start, run.start + part.end
            if part.value is None:
                continue
            if part.column in POINTS_COLUMNS:
                self.explained.append(Explained(start, end, "points", ""))
                continue
            own = self._folded[start:end]
            digits = _OWN_DIGITS.search(own)
            assert digits is not None  # no column but that of points may be a dash
            at, stop = start + digits.start(), start + digits.end()
            if self._large(at, stop, end):
                continue
            unit = self._words.unit_at(own, stop - start)
            if unit is not None and stop + len(unit[0]) == end:
                self._floor = start
                self._add(at, end, at, part.value, None, Decimal(1), unit[0], unit[1])
                continue
            basis = BASIS.get(part.column, "")
            self.bare.append(Bare(at, end, at, part.value, None, "exact", (), basis))

    def _large(self, at: int, stop: int, end: int) -> bool:
        """Read digits ``at:stop`` with a word for thousands and a unit up to ``end``: 550万粒."""
        numeral = parse(self._folded, at) if stop < end else None
        if numeral is None or not stop < numeral.end < end:
            return False
        unit = self._words.unit_at(self._folded, numeral.end)
        if unit is None or numeral.end + len(unit[0]) != end:
            return False
        self._figure(numeral, numeral.end, unit, numeral.vague)
        return True

    def _take(self, at: int) -> int:
        """Read the number at ``at``; returns where to go on."""
        digit = self._folded[at].isascii()
        name = self._words.name_at(self._folded, at)
        if name is not None:
            self._flush()
            self.explained.append(name)
            return name.end
        listed = self._listed.get(at)
        if listed is not None:
            self._flush()
            self.explained.append(Explained(at, listed, "list_number", ""))
            return listed
        rate = None if digit else _PREFIX_RATE.match(self._folded, at)
        if rate is not None and self._folded[at - 1 : at] not in HAN_DIGITS:
            return self._prefix_rate(at, rate)
        numeral = parse(self._folded, at)
        if numeral is None:
            return self._word(at)
        return self._number(numeral)

    def _word(self, at: int) -> int:
        """A Chinese numeral inside a word (万物, 一般): no number at all."""
        self._flush()
        run = _HAN_RUN.match(self._folded, at)
        end = run.end() if run else at + 1
        self.explained.append(Explained(at, end, "word", ""))
        return end

    def _prefix_rate(self, at: int, mark: re.Match[str]) -> int:
        numeral = parse(self._folded, mark.end()) or _hundred(self._folded, mark.end())
        if numeral is None:
            return self._word(at)
        whole = mark.group(1)
        found = self._words.unit_at(f"{whole}分之", 0) or self._words.unit_at("百分之", 0)
        if found is None:
            return self._word(at)
        scale = Decimal(1) if found[0].startswith(whole) else 100 / scale_value(whole)
        self._flush()
        self._add(at, numeral.end, at, numeral.value, numeral.high, scale, found[0], found[1])
        return numeral.end

    def _number(self, numeral: Numeral) -> int:
        places = [(numeral.end, numeral.vague)]
        more = _MORE.match(self._folded, numeral.end)
        if more is not None:
            places.append((more.end(), True))
        for start, vague in places:
            position = _behind_blanks(self._folded, start)
            unit = self._words.unit_at(self._folded, position)
            point = _POINT.match(self._folded, start)
            if point is not None:
                return self._points_figure(numeral, point.end())
            if numeral.value != numeral.value.to_integral_value() and _OF_YEAR.match(
                self._folded, position
            ):
                continue
            if unit is not None and self._counts(numeral, unit[1], position + len(unit[0])):
                return self._figure(numeral, position, unit, vague)
        joined = self._range(numeral, numeral.end)
        if joined is not None:
            return joined
        return self._without_unit(numeral)

    def _points_figure(self, numeral: Numeral, end: int) -> int:
        """六 个 百 分点: percentage points, however the blanks fell."""
        found = self._words.unit_at("个百分点", 0)
        if found is None:
            return self._without_unit(numeral)
        self._share(numeral.start, found[0], found[1])
        return self._add(
            numeral.start, end, numeral.start, numeral.value, numeral.high, Decimal(1), *found
        )

    def _counts(self, numeral: Numeral, unit: Unit, end: int) -> bool:
        """Whether a Chinese numeral before a unit that ends at ``end`` is a count and no word."""
        if numeral.arabic:
            return True
        first = self._folded[numeral.start]
        if not unit.han or first in "百千万亿佰仟":
            return False
        before = self._folded[numeral.start - 1 : numeral.start]
        if before and before in HAN + "第数几每逐进统同唯专":
            return False
        if numeral.value == 1 and unit.measure == "quantity" and not unit.one:
            return False
        return not self._in_word(numeral.start, end)

    def _in_word(self, start: int, end: int) -> bool:
        """Whether numeral and unit begin a longer word of the dictionary: 一部分, 一家人."""
        stops = range(end + 1, min(end + 2, len(self._folded)) + 1)
        return any(rjieba.has_word(self._folded[start:stop]) for stop in stops)

    def _figure(self, numeral: Numeral, position: int, unit: tuple[str, Unit], vague: bool) -> int:
        form, entry = unit
        end = position + len(form)
        if entry.measure == "money":
            per = PER.match(self._folded, end)
            form += per.group() if per else ""
            end = per.end() if per else end
            coins = COINS.match(self._folded, end) if form == "元" else None
            if coins is not None and coins.end() > end and not numeral.scale:
                value = numeral.value + coins_value(coins)
                return self._add(
                    numeral.start, coins.end(), numeral.start, value, None, Decimal(1), form, entry
                )
        elif entry.measure == "quantity":
            other = _ALTERNATIVE.match(self._folded, end)
            form += other.group() if other else ""
            end = other.end() if other else end
        joined = self._range(numeral, end, form)
        if joined is not None:
            return joined
        self._share(numeral.start, numeral.scale + form, entry)
        base, word = numeral.base, numeral.scale
        counted = entry.measure == "quantity" or (entry.measure == "money" and not numeral.high)
        if counted and not numeral.arabic:
            base, word = self._han_scale(numeral)
        return self._add(
            numeral.start, end, numeral.start, base, numeral.high if not word else None,
            scale_value(word), word + form,
            entry, vague=vague and numeral.high is None,
        )  # fmt: skip

    def _han_scale(self, numeral: Numeral) -> tuple[Decimal, str]:
        """三十万人次 is 30 万人次, as 30万人次 is, and 一百二十万元 is 120 万元."""
        word = self._folded[numeral.end - 1]
        if word not in "万亿" or numeral.value % scale_value(word):
            return numeral.base, ""
        return numeral.value / scale_value(word), word

    def _range(self, low: Numeral, end: int, form: str = "") -> int | None:
        """1.5～2亿元, 80%-90%: two numbers with one unit, or with the same unit twice."""
        link = _RANGE.match(self._folded, end)
        if link is None:
            return None
        high = parse(self._folded, link.end())
        if high is None or high.arabic != low.arabic:
            return None
        position = _behind_blanks(self._folded, high.end)
        unit = self._words.unit_at(self._folded, position)
        if unit is None:
            return None
        end = position + len(unit[0])
        per = PER.match(self._folded, end) if unit[1].measure == "money" else None
        word = unit[0] + (per.group() if per else "")
        if form not in ("", unit[0], word):
            return None
        low_value = low.base if low.scale in ("", high.scale) else low.value / _of(high)
        if high.base <= low_value:
            return None
        self._flush()
        return self._add(
            low.start, position + len(word), low.start, low_value, high.base,
            scale_value(high.scale), high.scale + word, unit[1],
        )  # fmt: skip

    def _without_unit(self, numeral: Numeral) -> int:
        if not numeral.arabic:
            return self._word(numeral.start)
        entry = self._words.money
        marked = CURRENCY_MARK.search(self._folded, max(0, numeral.start - 6), numeral.start)
        scaled = numeral.scale.endswith(("万", "亿")) and self._money.scaled(numeral, self.figures)
        if entry is not None and (scaled or marked is not None):
            self._share(numeral.start, numeral.scale, entry)
            return self._add(
                numeral.start, numeral.end, numeral.start, numeral.base, None,
                scale_value(numeral.scale), numeral.scale, entry, vague=numeral.vague,
            )  # fmt: skip
        if entry is not None and numeral.value == 0 and self._money.nothing(numeral):
            return self._add(
                numeral.start,
                numeral.end,
                numeral.start,
                numeral.value,
                None,
                Decimal(1),
                "",
                entry,
            )
        late = self._words.late.match(self._folded, numeral.start)
        if late is not None:
            self._flush()
            self.explained.append(late)
            return late.end
        self._push(numeral)
        return numeral.end

    def _push(self, numeral: Numeral) -> None:
        start, before = self._words.qualifier_before(self._folded, numeral.start, self._floor)
        start, value = self._signed(start, numeral.start, numeral.value)
        qualifier = before.value if before else "exact"
        patterns = (before.id,) if before else ()
        bare = Bare(start, numeral.end, numeral.start, value, None, qualifier, patterns)
        last = self._pending[-1] if self._pending else None
        if last is not None:
            link = _LIST.match(self._folded, last.end)
            if link is None or link.end() != start:
                self._flush()
        self._pending.append(bare)

    def _share(self, start: int, unit: str, entry: Unit) -> None:
        """Give the unit of the last number of a list to all of it: 10、20、30万元."""
        last = self._pending[-1] if self._pending else None
        link = _LIST.match(self._folded, last.end) if last else None
        if link is None or link.end() != start:
            self._flush()
            return
        scale = unit.removesuffix(unit.lstrip("十百千万亿"))
        for bare in self._pending:
            self.figures.append(
                Figure(
                    bare.start, bare.end, bare.at, bare.value, None, scale_value(scale), unit,
                    entry, entry.currency, bare.qualifier, (entry.id, *bare.patterns),
                )
            )  # fmt: skip
        self._pending.clear()

    def _flush(self) -> None:
        self.bare.extend(self._pending)
        self._pending.clear()

    def _signed(self, start: int, at: int, value: Decimal) -> tuple[int, Decimal]:
        """A minus right before the digits, where it is no dash between two things."""
        if start == at and at > 0 and self._folded[at - 1] in "-负":
            before = self._folded[at - 2 : at - 1] if at > 1 else ""
            if not (before.isascii() and before.isalnum()) and before not in ("-", "—"):
                return at - 1, -value
        return start, value

    def _add(
        self, start: int, end: int, at: int, value: Decimal, high: Decimal | None, scale: Decimal,
        unit: str, entry: Unit, vague: bool = False,
    ) -> int:  # fmt: skip
        self._flush()
        currency = entry.currency
        start, before = self._words.qualifier_before(self._folded, start, self._floor)
        start, value = self._signed(start, at, value)
        if entry.measure == "money" and start == at:
            mark = CURRENCY_MARK.search(self._folded, max(self._floor, at - 6), at)
            if mark is not None:
                start = mark.start()
                currency = CURRENCIES.get(mark.group(1), currency)
        end, after = self._words.qualifier_after(self._folded, end)
        cue = before or (None if vague else after)
        qualifier = "range" if high is not None else "over" if vague else "exact"
        if high is None and cue is not None:
            qualifier = cue.value
        patterns = (entry.id, cue.id) if cue is not None else (entry.id,)
        self.figures.append(
            Figure(start, end, at, value, high, scale, unit, entry, currency, qualifier, patterns)
        )
        return end


def _behind_blanks(folded: str, at: int) -> int:
    """Where what follows a number begins: behind two blanks at most."""
    end = at
    while end < at + 2 and folded.startswith(" ", end):
        end += 1
    return end


def _hundred(folded: str, at: int) -> Numeral | None:
    """百分之百: a bare 百 is a hundred only here."""
    if folded[at : at + 1] != "百":
        return None
    hundred = Decimal(100)
    return Numeral(at, at + 1, hundred, hundred, "", arabic=False, vague=False)


def _of(numeral: Numeral) -> Decimal:
    return scale_value(numeral.scale)
