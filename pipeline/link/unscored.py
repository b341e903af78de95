"""Indicators that got no points, or not all, for a reason that the words give."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..packs.load import Packs
from ..segment.alternation import Expressions
from .context import Text
from .losses import Loss
from .reasons import Reasons

_WHY = r"(?=(?:主要|[扣失丢]分|其)?(?:的)?(?:原因|理由)|主要是|系|是?由于|是?因(?!此|素)"


class Unscored:
    """Finds 资产盘点一项不得分,原因是… and 内控建设未得满分,因…; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        says = Expressions(packs, "loss", WHY=_WHY)
        # Four times as fast as ``re`` where words of many beginnings are searched for.
        self._some = says.for_texts("{none}|{part}")
        self._told = says.compile(
            r"(?:(?<=[。;,:\n、.])|^)[ ]*(?:其中)?[“]?"
            r"(?P<name>(?:(?!得分)[\u4e00-\u9fff]){3,20}?)[”]?"
            r"(?:[这一该此本]?项|指标项|得分项)*"
            r"(?:[(]?(?:满分|分值|权重)?(?P<weight>\d{1,2}(?:\.\d)?)分[),]?)?"
            r"[,]?(?:(?P<none>{none})|{part})[,。;:(]*"
            r"{WHY}|(?(weight)[^。;\n]{4}|(?!)))"
        )

    def find(self, text: Text, reasons: Reasons) -> Iterator[Loss]:
        """The losses in text order; only an indicator without any points tells how many it lost."""
        # Most reports have none of these words, and the expression is tried at every clause.
        if not self._some.search(text.folded):
            return
        for found in self._told.finditer(text.folded):
            start, end = found.start("name"), found.end()
            stop = text.sentences.around(end).end
            reason = reasons.told_behind(text.folded[end:stop])
            weight = Decimal(found["weight"]) if found["weight"] else None
            none = weight is not None and found["none"] is not None
            yield Loss(
                start, stop, found["name"], weight, Decimal(0) if none else None,
                weight if none else None, reason, "",
            )  # fmt: skip
