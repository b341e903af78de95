"""Which words round 扣N分 are its own, and which belong to the losses beside it."""

from __future__ import annotations

import re

from .context import Text
from .listed_losses import ITEM
from .loss_marks import Mark, Marked
from .reasons import LONGEST_REASON, Reasons
from .score_reasons import words_behind

_ITEM_MARK = re.compile(r"[①-⑳]|[一二三四五六七八九][是来]")
# 主要是…;加之… and 一来…;二来… go on with the reason of the same loss.
_GOES_ON = re.compile(r";[ ]*(?:[二三四五六七八九][是来]|再?加[之上]|另外|此外)")
# 预算编制扣1分(追加较多)、合同管理扣2分: what stands in brackets is the reason of the loss before.
_OTHERS_REASON = re.compile(r"^\([^()]*\)[、,;]?[ ]*|^[),、; ]+")
_ASIDE = re.compile(r"\((?!满分|分值|权重)([^()]{4,})\)")
_THIS_ITEM = re.compile(r"[\s,;:()该此本每项指标处因]*")
_BORDER = re.compile(r",(?!\d{3})|[;)]")
_REST = re.compile(r"[ )]*(?:以?外|之外)")


class Surroundings:
    """The words of one text by the marks of its losses, which are asked for in order."""

    def __init__(self, text: Text, marks: Marked, reasons: Reasons) -> None:
        self._text = text
        self._folded = text.folded
        self._marks = marks
        self._reasons = reasons
        self._told = 0

    def before(self, mark: Mark) -> tuple[int, str]:
        """The words of the same loss before 扣, with their start; before 该项扣N分 if alone."""
        sentence = self._text.sentences.around(mark.start)
        ends = [m.end for m in self._marks.within(sentence.start, mark.start)]
        ends += [m.end() for m in _ITEM_MARK.finditer(self._folded, sentence.start, mark.start)]
        start = min(max([sentence.start, self._told, *ends]), mark.start)
        words = _OTHERS_REASON.sub("", self._folded[start : mark.start])
        words = self._reasons.opened(words).strip(" ,:(")
        if _THIS_ITEM.fullmatch(words) and sentence.start:
            earlier = self._text.sentences.around(max(0, sentence.start - 2))
            words = self._folded[earlier.start : earlier.end].strip(" 。;")[-LONGEST_REASON:]
        return start, words

    def line_behind(self, mark: Mark, opening: bool = False) -> str:
        """The words behind an indicator and its loss: the line if 指标（丢1分）。 is its head.

        ``opening`` says that the indicator opens its paragraph, which then speaks of it.
        """
        bracketed = self._folded.startswith((")。", "):", ")\n"), mark.end)
        end = self._text.paragraphs.around(mark.end).end if bracketed else self._end(mark)
        aside = _ASIDE.match(self._folded, mark.end, end)
        if aside is not None:
            return aside.group(1)
        words, ended = self._up_to_next(mark.end, end)
        if words.strip(" ,。;:)") or not ended:
            return words
        rest = words_behind(self._text, mark.end, self._reasons)
        return rest if ITEM.match(rest.lstrip(" ,:;。")) else self._reasons.why_in(rest, opening)

    def behind(self, mark: Mark) -> str:
        """The words behind 扣N分 up to the next loss, else the next sentence of the paragraph."""
        end = self._end(mark)
        words, ended = self._up_to_next(mark.end, end)
        more = self._reasons.unpointed(words)  # 扣1分,得5分。扣分原因为…
        if more.strip(" ,。;)") or "\n" in words or not ended:
            return words
        told = self._text.sentences.around(end + 1)
        return self._folded[told.start : told.end] if told.start >= end else ""

    def beside(self, mark: Mark) -> str:
        """The words behind 扣N分 in its own sentence, up to the next loss."""
        return self._up_to_next(mark.end, self._end(mark))[0]

    def later(self, mark: Mark) -> str:
        """The sentences behind the only mark of its paragraph, which speaks of it alone."""
        paragraph = self._text.paragraphs.around(mark.start)
        if len(self._marks.within(*paragraph)) > 1:
            return ""
        return words_behind(self._text, mark.end, self._reasons)

    def use(self, mark: Mark) -> None:
        """The words behind a mark, up to the next, were told of it: the next begins behind them."""
        end = self._end(mark)
        self.used_up_to(mark.end + len(self._up_to_next(mark.end, end)[0]))

    def used_up_to(self, at: int) -> None:
        """The words before a place are of no loss behind it."""
        self._told = at

    def _end(self, mark: Mark) -> int:
        """Where the sentence of a mark ends, with the items behind it that lose no points."""
        end = self._text.sentences.around(mark.end - 1).end
        while _GOES_ON.match(self._folded, end):
            further = self._text.sentences.around(end + 1).end
            if self._marks.within(end, further):
                break
            end = further
        return end

    def _up_to_next(self, start: int, end: int) -> tuple[str, bool]:
        """The words up to the next loss or item, and whether more may be told behind ``end``."""
        following = self._marks.within(start, end)
        stop = self._border(start, following[0].start) if following else end
        words = self._folded[start:stop]
        if _REST.match(words):
            return "", False
        return words, not following

    def _border(self, start: int, end: int) -> int:
        """Where the words behind a loss end before the next one: at an item of it, or a comma.

        一是…,二是…;合同管理扣1分: items before a semicolon are reasons of the loss before.
        """
        items = [m.start() for m in _ITEM_MARK.finditer(self._folded, start, end)]
        borders = [*_BORDER.finditer(self._folded, items[-1] if items else start, end)]
        if items and not any(b.group() == ";" for b in borders):
            return items[0]
        return borders[-1].end() if borders else start
