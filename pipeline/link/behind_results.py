"""The reasons behind losses that only repeat the result: 未达到95%的要求,扣1.5分。究其原因,一是….

Where the words before the points merely say that a goal was missed, those behind them tell why.
Points lost in a row of a form without a reason may have theirs in a sentence about the indicator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ..packs.load import Packs
from ..segment.alternation import Expressions
from ..segment.spans import Cover
from .context import Text
from .losses import Loss
from .reasons import Reasons
from .score_reasons import words_behind
from .shared_losses import listed

LEAST = 4
LEAST_NAME = 4
_SENTENCE = re.compile("[。;]")
_OUTER = " ,;:。、()"


class Behind:
    """Finds the reasons behind results; made once for all documents.

    ``restates`` says whether a reason only repeats the result.
    """

    def __init__(self, packs: Packs, reasons: Reasons, restates: Callable[[str], bool]) -> None:
        self._reasons = reasons
        self._restates = restates
        says = Expressions(packs, "reason")
        self._inquired = says.compile(r"[,;。 ]*{inquired}[是为:,]*")
        self._halves = says.compile(r"(?:^|(?<=[,;])){half}[,:]?")
        self._about = says.compile(r"(?:[^,。;:\d]{0,8}|[^。;]{0,24},(?:其)?){behind}[:,]?")

    def of(self, text: Text, losses: Sequence[Loss], tables: Cover) -> list[Loss]:
        """The losses, where those that only repeat the result have the reasons behind them."""
        return [
            new
            for loss in losses
            for new in (
                self._in_table(text, loss, tables)
                if loss.start in tables
                else self._in_prose(text, loss)
            )
        ]

    def _in_prose(self, text: Text, loss: Loss) -> Iterator[Loss]:
        halved = self._halves.match(loss.reason) is not None
        only = loss.reason and (halved or self._restates(loss.reason))
        if loss.points is None or not only:
            yield loss
            return
        words = self._own_words(text, loss.end)
        goes_on = text.folded.startswith((",", ";", "("), loss.end)
        reasons = self._behind(words, goes_on)
        yield from self._placed(text, loss, reasons or [loss.reason], loss.end)

    def _own_words(self, text: Text, end: int) -> str:
        """The words behind points; a sentence that goes on to other points is theirs."""
        words = words_behind(text, end, self._reasons)
        whole = text.folded[end : text.paragraphs.around(end - 1).end]
        if len(words) < len(self._reasons.unpointed(whole)):
            words = words[: max(words.rfind("。"), words.rfind(";")) + 1]
        return words

    def _behind(self, words: str, goes_on: bool) -> list[str]:
        """The reasons that the words behind points tell: inquired for, or of the same sentence,
        which ``goes_on``."""
        halves = [*self._halves.finditer(words)]
        if len(halves) > 1:
            parts = self._halves.split(words[halves[0].start() :].split("。")[0])
            return [p.strip(_OUTER) for p in parts if len(p.strip(_OUTER)) >= LEAST]
        inquired = self._inquired.match(words)
        rest = words[inquired.end() :] if inquired is not None else words
        if inquired is None and not goes_on:
            return []
        parts = listed(rest.split("。")[0].strip(_OUTER))
        told = [p for p in parts if len(p) >= LEAST and not self._restates(p)]
        if inquired is None and not all(self._reasons.tells(p) or len(parts) > 1 for p in told):
            return []
        return told

    def _in_table(self, text: Text, row: Loss, tables: Cover) -> Iterator[Loss]:
        if row.reason or row.points is None or len(row.indicator) < LEAST_NAME:
            yield row
            return
        at = text.folded.find(row.indicator, row.end)
        while at >= 0:
            about = self._about.match(text.folded, at + len(row.indicator))
            if at not in tables and about is not None:
                stop = _SENTENCE.search(text.folded, about.end())
                told = text.folded[about.end() : stop.start() if stop else len(text.folded)]
                if len(told) >= LEAST and self._reasons.admits(told):
                    yield replace(row, start=about.end(), end=about.end() + len(told), reason=told)
                    return
            at = text.folded.find(row.indicator, at + 1)
        yield row

    def _placed(self, text: Text, loss: Loss, reasons: Sequence[str], at: int) -> Iterator[Loss]:
        """The loss, or one for each of several reasons, each at its words."""
        for one in loss.for_each(reasons):
            start = text.folded.find(one.reason, at) if len(reasons) > 1 else -1
            yield replace(one, start=start, end=start + len(one.reason)) if start >= 0 else one
