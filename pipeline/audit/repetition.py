"""What last year's report said, said again: problems and the measures against them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import regex
from rapidfuzz import fuzz

from ..model.tables import Weakness
from ..packs.rules import CheckRule
from ..segment.spans import Span
from .finding import Case, Finding, of_row

ALIKE = 80
LAST_YEAR = ("prior_year", "rectification")
LONG_ENOUGH = 14  # Chinese characters; shorter measures (加强预算管理) are everybody's
NEARLY = 88
_HAN = regex.compile(r"\p{Han}")
_WORDS = regex.compile(r"[^\p{L}\p{N}]")


def repeated(check: CheckRule, case: Case) -> Iterator[Finding]:
    """Problems of the year before, said to be put right, that are this year's again."""
    rows = case.rows(Weakness)
    old = [w for w in rows if w.origin in LAST_YEAR]
    new = [w for w in rows if w.origin not in LAST_YEAR]
    again = False
    for before in old:
        same = next((w for w in new if fuzz.ratio(before.text, w.text, score_cutoff=ALIKE)), None)
        if same is not None:
            again = True
            yield of_row(
                same, "fail", expected="", observed=same.text[:60], what=same.text[:30],
                rows=(before, same),
            )  # fmt: skip
    if old and new and not again:
        yield of_row(old[0], "pass", rows=(*old, *new))


def measures_repeated(check: CheckRule, case: Case) -> Iterator[Finding]:
    """Sentences of last year's measures that stand among this year's, nearly word for word.

    ``check.kinds`` are the sections that tell of last year, ``check.sections`` those that tell this
    year's measures. Last year's sentences that admit a problem are not measures.
    """
    last = _places(case, check.kinds)
    admitted = [w.char_start for w in case.rows(Weakness)]
    old = [
        s for s in _sentences(case, last)
        if not any(s[0] <= place < s[1] for place in admitted)
    ]  # fmt: skip
    here = [
        s for s in _sentences(case, _places(case, check.sections))
        if not any(place.start <= s[0] < place.end for place in last)
    ]  # fmt: skip
    again = False
    for start, end, words in old:
        same = next((s for s in here if _nearly(words, s[2])), None)
        if same is not None:
            again = True
            quote = case.text.canonical.text[start:end].strip()
            yield Finding("fail", *same[:2], expected="", observed=quote[:60])
    if old and here and not again:
        yield Finding("pass", *old[0][:2])


def _nearly(before: str, now: str) -> bool:
    """Whether a sentence stands whole in another; a half of it is no repetition."""
    return len(before) <= len(now) * 1.2 and bool(
        fuzz.partial_ratio(before, now, score_cutoff=NEARLY)
    )


def _places(case: Case, kinds: Collection[str]) -> list[Span]:
    """The sections of some kinds with all that is in them, each once."""
    found: list[Span] = []
    for node in case.text.tree.nodes:
        if node.kind in kinds and not (found and node.start < found[-1].end):
            found.append(Span(node.heading_end, node.end))
    return found


def _sentences(case: Case, places: Iterable[Span]) -> Iterator[tuple[int, int, str]]:
    """Start, end and bare words of the sentences that are long enough, each wording once."""
    told: set[str] = set()
    for place in places:
        for part in case.text.sentences.spans(place.start, place.end):
            words = _WORDS.sub("", case.text.folded[part.start : part.end])
            if words not in told and len(_HAN.findall(words)) >= LONG_ENOUGH:
                told.add(words)
                yield part.start, part.end, words
