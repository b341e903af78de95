"""The year that a figure is about, from its clause outwards to the title of the form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..extract.years import YearMention, year_in
from ..packs.entries import Cue
from ..packs.lexicon import Hits
from .context import Context, Text

CAPTION_REACH = 160
SHIFT_REACH = 24
SECTION_REACH = 600
_BEGAN = frozenset("由从自")
_ENDED = re.compile(r"\d[^,。;]*(?:到|至|为)(?:了)?[ ]?\Z")
_FOUNDED = re.compile(r"(?:成立|始建|组建|创建|设立|建成|建)于[ ]?\Z")
_SINCE = re.compile(r"[^,。;\d]{0,20}(?:起|开始|以来)")
_OF_TITLE = re.compile(r"[ ]?《")
_CHANGE = re.compile(r"[增减升降涨跌]|提高|下滑|回落|压")


def year_of(text: Text, context: Context, relative: Hits[Cue]) -> int | None:
    """The four-digit year, or None where nothing says one.

    上年 moves the year of the context by one for the figure that follows it; 较上年增加 does not,
    since the change is this year's.
    """
    year = _stated(text, context)
    shift = _shift(text, context, relative)
    if not shift:
        return year
    year = text.form_year if year is None else year
    return year + shift if year is not None else None


def _stated(text: Text, context: Context) -> int | None:
    at = context.figure.at
    if text.years.between(context.sentence.start, context.clause.end):
        year = _before(text, context.clause.start, at)
        if year is not None:
            return year
        for mention in text.years.between(context.figure.end, context.clause.end):
            if not _included(text, mention, context.figure.end):
                return mention.year
        year = _before(text, context.sentence.start, at)
        if year is not None:
            return year
    if context.labels is not None:
        return _of_table(text, context)
    year = _before(text, text.paragraphs.around(at).start, at)
    if year is not None:
        return year
    return text.form_year if text.form_year is not None else _of_section(text, at)


def _before(text: Text, start: int, at: int) -> int | None:
    """The last year before ``at`` that is not only compared with (比2022年增加).

    One in a bracket that is closed before ``at`` counts only where no other year is.
    """
    aside: int | None = None
    for mention in reversed(text.years.between(start, at)):
        if mention.compared or _left_behind(text, mention, at) or _of_other(text, mention):
            continue
        if _since(text, mention) and text.sentences.around(at).start > mention.start:
            continue
        if not _closed_before(text, mention, at):
            return mention.year
        aside = mention.year if aside is None else aside
    return aside


def _of_other(text: Text, mention: YearMention) -> bool:
    """The year when an office was founded (成立于1998年), or that of a rule (2017年《规范》)."""
    before = text.folded[max(0, mention.start - 4) : mention.start]
    return bool(_FOUNDED.search(before) or _OF_TITLE.match(text.folded, mention.end))


def _since(text: Text, mention: YearMention) -> bool:
    """Whether something began in the year: 从2008年实施生态补偿制度开始."""
    began = text.folded[max(0, mention.start - 1) : mention.start] in _BEGAN
    return began and _SINCE.match(text.folded, mention.end) is not None


def _closed_before(text: Text, mention: YearMention, at: int) -> bool:
    """15个 of 2024 in 2024年实施项目(含2023年结转5个)15个: the bracket is about something else."""
    closing = text.folded.find(")", mention.end, at)
    return closing >= 0 and "(" not in text.folded[mention.end : closing]


def _included(text: Text, mention: YearMention, end: int) -> bool:
    """Whether a year behind a figure is about a part: 项目15个(含2023年结转5个)."""
    opening = text.folded.rfind("(", end, mention.start)
    return opening >= 0 and opening + 1 < mention.start


def _left_behind(text: Text, mention: YearMention, at: int) -> bool:
    """Whether the year is where a change began: 3% in 由2021年的5%下降到3%."""
    began = text.folded[max(0, mention.start - 1) : mention.start] in _BEGAN
    return began and _ENDED.search(text.folded, mention.end, at) is not None


def _of_table(text: Text, context: Context) -> int | None:
    """The year of a label, the form, the lines over the table or the section."""
    assert context.labels is not None
    for label in context.labels.ordered:
        year = year_in(label.text)
        if year is not None:
            return year
    at = context.figure.at
    own = _before(text, text.paragraphs.around(at).start, at)
    if own is not None or text.form_year is not None:
        return own if own is not None else text.form_year
    found = text.canonical.cell_at(at)
    start = text.views[found[0]].grid.start if found is not None else at
    caption = _before(text, max(0, start - CAPTION_REACH), start)
    return caption if caption is not None else _of_section(text, start)


def _of_section(text: Text, at: int) -> int | None:
    """The last year before in the innermost section, else in the headings above."""
    chain = text.tree.chain(at)
    if chain:
        year = _before(text, max(chain[0].start, at - SECTION_REACH), at)
        if year is not None:
            return year
    for node in chain:
        found: Sequence[YearMention] = text.years.between(node.start, node.heading_end)
        if found:
            return found[-1].year
    return None


def _shift(text: Text, context: Context, relative: Hits[Cue]) -> int:
    """-1 after 上年, and after 较上年 where no word of change stands before the figure."""
    found = relative.between(context.left.start, context.left.end)
    if not found:
        return 0
    last = found[-1]
    if last.value.value != "0":
        return int(last.value.value)
    between = text.folded[last.end : context.figure.at]
    if len(between) > SHIFT_REACH:
        return 0
    return (
        0 if _CHANGE.search(between) or _CHANGE.search(text.folded[last.start : last.end]) else -1
    )
