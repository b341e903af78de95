"""Whether an entry that leaves no id in a row had a say in a text."""

from __future__ import annotations

import re
from collections.abc import Callable

import regex

from ..normalise.departments import BODY_HEAD
from ..packs.entries import Cue, Family, Head, Label, NoPolicy, Phrase, Reporter, Words
from ..packs.entry import Entry
from ..packs.frameworks import Framework
from ..segment.fold import fold
from .trial import Bench, Trial

NUMBERLESS_ROLES = frozenset(
    {"text", "unit", "operator", "level1", "level2", "level3", "indicator", "reason", "measure"}
)


def _cue_says(bench: Bench, entry: Entry, trial: Trial) -> bool:
    """Cues that leave no id: their words stand in the text and no longer word hides them."""
    assert isinstance(entry, Cue)
    leaves_id = entry.value != "skip" and entry.column in (
        "amounts.basis",
        "rates.kind",
        "qualifier",
        "cause",
        "weakness",
    )
    return not leaves_id and entry.id in bench.cues_in(entry.column, trial)


def _head_says(bench: Bench, entry: Entry, trial: Trial) -> bool:
    """Heads whose columns hold no numbers: some cell stands under or beside one."""
    if not isinstance(entry, Head) or entry.role not in NUMBERLESS_ROLES:
        return False
    for view in trial.reading.text.views.values():
        for cell in view.grid.cells:
            if any(lb.head is entry for lb in view.labels(cell).ordered):
                return True
    return False


def _label_says(bench: Bench, entry: Entry, trial: Trial) -> bool:
    return any(f.label is entry for f in trial.reading.fields)


def _family_says(bench: Bench, entry: Entry, trial: Trial) -> bool:
    assert isinstance(entry, Family)
    department = fold(trial.document("department"))
    named = any(fold(t) in department for t in entry.terms)
    return named and trial.document("department_family") == entry.family


def _framework_says(bench: Bench, entry: Entry, trial: Trial) -> bool:
    assert isinstance(entry, Framework)
    return trial.document("framework") == entry.framework


def _reporter_says(bench: Bench, entry: Entry, trial: Trial) -> bool:
    assert isinstance(entry, Reporter)
    found = regex.search(entry.pattern, trial.reading.text.folded[:BODY_HEAD])
    return found is not None and fold(trial.document("department")).endswith(found.group("name"))


def _no_policy_says(bench: Bench, entry: Entry, trial: Trial) -> bool:
    return bool(closed_by(entry, trial))


def _phrase_says(bench: Bench, entry: Entry, trial: Trial) -> bool:
    assert isinstance(entry, Phrase)
    return bool(phrases_in(entry, trial))


def _words_say(bench: Bench, entry: Entry, trial: Trial) -> bool:
    assert isinstance(entry, Words)
    return any(w in entry.words for w in bench.words(trial.reading.text.canonical.text))


SAYS: dict[type[Entry], Callable[[Bench, Entry, Trial], bool]] = {
    Cue: _cue_says,
    Head: _head_says,
    Label: _label_says,
    Family: _family_says,
    Framework: _framework_says,
    Reporter: _reporter_says,
    NoPolicy: _no_policy_says,
    Phrase: _phrase_says,
    Words: _words_say,
}


def phrases_in(entry: Phrase, trial: Trial) -> list[str]:
    """What the patterns of a phrase find, each by itself, in the text."""
    folded = trial.reading.text.folded
    return [m.group() for p in entry.patterns for m in re.finditer(p, folded)]


def closed_by(entry: Entry, trial: Trial) -> list[str]:
    """The titles in 《》 that the entry says are no rules, width-folded."""
    assert isinstance(entry, NoPolicy)
    folded = trial.reading.text.folded
    titles = [folded[s.start : s.end] for s in trial.reading.citations.closed]
    inside = [t[1 : t.rindex("》")] for t in titles if t.startswith("《") and "》" in t]
    return [t for t in inside if regex.search(entry.pattern, t)]
