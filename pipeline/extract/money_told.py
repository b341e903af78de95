"""Money by what stands beside a number: coins, currency marks, a clause that speaks of money."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ..packs.entries import Cue
from ..packs.lexicon import Hits
from ..segment.spans import Parts
from .found_numbers import Figure
from .numerals import Numeral

_DIGITS = {
    "一": "1",
    "二": "2",
    "两": "2",
    "三": "3",
    "四": "4",
    "五": "5",
    "六": "6",
    "七": "7",
    "八": "8",
    "九": "9",
}
COINS = re.compile(
    r"(?:(\d|[一二两三四五六七八九])角)?(?:零?(\d|[一二两三四五六七八九])分(?![钟之公]))?"
)
CURRENCY_MARK = re.compile(r"(人民币|美元|港币|欧元|RMB|(?:US|HK)?\$|[¥€£])[\s:]*$")
CURRENCIES = {
    "$": "USD", "US$": "USD", "美元": "USD", "HK$": "HKD", "港币": "HKD",
    "€": "EUR", "欧元": "EUR", "£": "GBP",
}  # fmt: skip
_OPEN_SCALE = re.compile(r"[,。;、)\s%]|$|[的规资以左用于元作并及和与为]")
_COUNTED = re.compile(
    r"[人户家]口?|群众|居民|职工|学生|面积|产量|用户|粉丝|点击|阅读|浏览|播放|访问"
)
_SENTENCE_END = re.compile(r"[。\n\t]")
LIST_REACH = 40


def coins_value(found: re.Match[str]) -> Decimal:
    """What 6角三分 adds to the yuan before it."""
    jiao, fen = (_DIGITS.get(part, part) if part else "0" for part in found.groups())
    return Decimal(jiao) / 10 + Decimal(fen) / 100


class MoneyTold:
    """Tells in one text whether a number without 元 is money."""

    def __init__(self, folded: str, clauses: Parts, words: Hits[Cue]) -> None:
        self._folded = folded
        self._clauses = clauses
        self._words = words

    def scaled(self, numeral: Numeral, before: Sequence[Figure]) -> bool:
        """Whether 18万 is money, by its clause or the last of the figures ``before`` it."""
        if not _OPEN_SCALE.match(self._folded, numeral.end):
            return False
        clause = self._clauses.around(numeral.start)
        if self._words.between(clause.start, clause.end):
            return True
        last = before[-1] if before else None
        if last is None or last.entry.measure != "money" or last.end < numeral.start - LIST_REACH:
            return False
        led = self._folded[clause.start : numeral.start]
        between = self._folded[last.end : numeral.start]
        return not _COUNTED.search(led) and not _SENTENCE_END.search(between)

    def nothing(self, numeral: Numeral) -> bool:
        """政府性基金拨款支出预算为0: nothing of any unit."""
        clause = self._clauses.around(numeral.start)
        words = self._words.between(clause.start, numeral.start)
        return (
            bool(words)
            and not any(h.value.weak for h in words[-1:])
            and self._folded[words[-1].end : numeral.start].strip() in ("", "为", "是", "数为", ":")
            and clause.end == numeral.end
        )
