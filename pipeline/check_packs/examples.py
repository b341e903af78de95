"""Every example and counter-example of every pack entry, run through the whole document pipeline.

An example passes when something that the entry made holds all the given cells; a counter-example
when the entry made nothing. Most entries leave their id in the ``pattern`` of a row or of an
explained number. The others must at least have had a say: see ``says.py``. What is only read in
reports is tried under the title of a report: see ``trial.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ..model.errors import JixiaoError
from ..packs.entries import NoPolicy, Phrase, Words
from ..packs.entry import Entry, Example
from ..packs.load import Packs
from ..segment.fold import fold
from .says import SAYS, closed_by, phrases_in
from .trial import Bench, Made, Trial

LONGEST_QUOTE = 40


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not come true: its place, the entry, what is wrong and what to do."""

    place: str
    entry: str
    example: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        """One line as compilers print it."""
        text = " ".join(self.example.split())
        quote = text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "……"
        return f"{self.place}: {self.entry}: “{quote}”：{self.problem}；{self.remedy}"


class Checker:
    """Runs examples; its pipeline is made once for all."""

    def __init__(self, packs: Packs) -> None:
        self.bench = Bench(packs)

    def failures(self, entries: Iterable[Entry]) -> Iterator[Failure]:
        """The examples of the entries that do not come true, in order."""
        for entry in entries:
            for example in entry.examples:
                yield from self._check(entry, example)
            for text in entry.never:
                yield from self._check_never(entry, text)

    def _check(self, entry: Entry, example: Example) -> Iterator[Failure]:
        place = f"{entry.source.rpartition(':')[0]}:{example.line}"
        try:
            trial = self.bench.try_for(entry, example.text)
        except JixiaoError as error:
            yield Failure(place, entry.id, example.text, str(error), "请改写例句")
            return
        problem = _CHECKS.get(type(entry), _rows_problem)(self.bench, entry, example, trial)
        if problem is not None:
            yield Failure(place, entry.id, example.text, *problem)

    def _check_never(self, entry: Entry, text: str) -> Iterator[Failure]:
        trial = self.bench.try_for(entry, text)
        made = [m for m in trial.made if entry.id in m.patterns]
        says = SAYS.get(type(entry))
        if made:
            problem = f"反例中不应有任何结果，得到的是 {made[0].shown()}"
        elif says is not None and says(self.bench, entry, trial):
            problem = "反例中本条目不应起作用，但起了作用"
        else:
            return
        remedy = "请把词写得更长、把正则收紧，或删去这个反例"
        yield Failure(entry.source, entry.id, text, problem, remedy)


def check(packs: Packs) -> list[Failure]:
    """All failures of all examples and counter-examples."""
    return list(Checker(packs).failures(packs.entries))


Problem = tuple[str, str] | None


def _rows_problem(bench: Bench, entry: Entry, example: Example, trial: Trial) -> Problem:
    """Whether something made by the entry holds the cells; else what came out and what to do."""
    says = SAYS.get(type(entry))
    own = [m for m in trial.made if entry.id in m.patterns]
    if any(m.holds(example.gives) for m in own):
        return None
    alike = [m for m in trial.made if m.holds(example.gives)]
    if says is not None and says(bench, entry, trial):
        if alike:
            return None
        own = list(trial.made)
    columns = [k for k, _ in example.gives]
    wanted = "应有 " + "，".join(f"{k}={v}" for k, v in example.gives)
    if own:
        nearest = max(own, key=lambda m: sum(m.holds([pair]) for pair in example.gives))
        return (
            f"{wanted}，得到的是 {nearest.shown(columns)}",
            "请改例子里的值，或改条目使它得出这个值",
        )
    if alike:
        others = "、".join(sorted(alike[0].patterns)) or "程序本身"
        return (
            f"{wanted}，结果有了，但由 {others} 得出，本条目没有起作用",
            "请看是否有更长、更近的词抢先，或换一个例句",
        )
    return f"{wanted}，得到的是 {_all_shown(trial.made, columns)}", _remedy(entry)


def _no_policy_problem(bench: Bench, entry: Entry, example: Example, trial: Trial) -> Problem:
    titles = closed_by(entry, trial)
    if not titles:
        return "应认出不算文件引用的书名号，没有认出", _remedy(entry)
    kept = [p for p in trial.result.tables["policies"] if fold(p.text)[1:-1] in titles]
    if kept:
        return f"policies 表中不应有“{kept[0].text}”", "请改正则，或换一个没有文号的例句"
    return None


def _words_problem(bench: Bench, entry: Entry, example: Example, trial: Trial) -> Problem:
    words = bench.words(example.text)
    missing = [v for k, v in example.gives if k == "words" and v not in words]
    if not missing:
        return None
    return (
        f"分词应有“{missing[0]}”，得到的是 {' / '.join(words)}",
        "请把这个词写进 words，或换一个例句",
    )


def _phrase_problem(bench: Bench, entry: Entry, example: Example, trial: Trial) -> Problem:
    """Whether the phrase is found as told, and some row holds the other cells."""
    assert isinstance(entry, Phrase)
    cells = tuple((k, v) for k, v in example.gives if k != "found")
    found = phrases_in(entry, trial)
    missing = [v for k, v in example.gives if k == "found" and fold(v) not in found]
    if missing:
        shown = "、".join(f"“{f}”" for f in found) or "空"
        return f"应找到“{missing[0]}”，得到的是 {shown}", _remedy(entry)
    if not cells:
        return None
    return _rows_problem(bench, entry, replace(example, gives=cells), trial)


_CHECKS: dict[type[Entry], Callable[[Bench, Entry, Example, Trial], Problem]] = {
    NoPolicy: _no_policy_problem,
    Phrase: _phrase_problem,
    Words: _words_problem,
}


def _all_shown(made: Iterable[Made], columns: list[str]) -> str:
    """Short: what holds the columns first, then what else was made of the text."""
    with_columns = [m for m in made if all(c in m.cells for c in columns)]
    others = [m for m in made if m.table not in ("documents", "sections") and m not in with_columns]
    found = with_columns + others
    shown = "，".join(
        m.shown(columns if m in with_columns else ["cls"])
        + (f"[{'+'.join(sorted(m.patterns))}]" if m.patterns else "")
        for m in found[:4]
    )
    return shown + (f" 等 {len(found)} 项" if len(found) > 4 else "") if found else "空表"


def _remedy(entry: Entry) -> str:
    """What to do where an entry did nothing: characters that matching never sees come first."""
    words: list[str] = []
    for name in ("forms", "terms", "patterns", "pattern", "title", "body"):
        value = getattr(entry, name, ())
        words += [value] if isinstance(value, str) else list(value)
    for word in words:
        wide = next((c for c in word if fold(c) != c), "")
        if wide:
            return f"匹配前“{wide}”已变为“{fold(wide)}”，请把条目中的“{wide}”改写为“{fold(wide)}”"
    return "请检查条目的词或正则是否与例句一致，或改例句"
