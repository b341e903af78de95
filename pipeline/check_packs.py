"""Every example and counter-example of every pack entry, run through the whole document pipeline.

An example passes when something that the entry made holds all the given cells; a counter-example
when the entry made nothing. Most entries leave their id in the ``pattern`` of a row or of an
explained number. The others must at least have had a say: see ``_SAYS``. What is only read in
reports is tried under the title of a report: see ``OF_REPORTS``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation

import regex

from .document import Pipeline, Reading, Result
from .ingest.read import read
from .model.errors import JixiaoError
from .normalise.departments import BODY_HEAD
from .packs.entries import (
    KINDS,
    Cue,
    Entry,
    Example,
    Family,
    Framework,
    Head,
    Label,
    NoPolicy,
    Phrase,
    Reporter,
    Total,
    Words,
)
from .packs.lexicon import Lexicon
from .packs.load import Packs
from .segment.fold import fold
from .segment.words import Tokenizer
from .store.cells import to_cell

KIND_TITLES = {
    "units": "单位词",
    "names": "不是数值的数字",
    "no_policies": "不算文件引用的书名号",
    "cues": "提示词",
    "phrases": "说法",
    "headings": "章节标题",
    "labels": "封面标签",
    "doc_types": "文档类型",
    "heads": "表头",
    "forms": "标准表式",
    "families": "部门类别",
    "indicators": "指标",
    "frameworks": "指标框架",
    "reporters": "正文里的填报部门",
    "totals": "总分和等级",
    "words": "分词词语",
    "measures": "各部门共有的指标",
    "metrics": "比较用的指标",
    "checks": "核对",
}
LONGEST_QUOTE = 40
OF_REPORTS = (Family, Label, Reporter, Total)
REPORT_TITLE = "部门整体支出绩效自评报告"
PLACES = {
    "cause": f"{REPORT_TITLE}\n\n三、自评得分\n扣分的主要原因是：1.",
    "weakness": f"{REPORT_TITLE}\n\n三、存在的主要问题\n",
    "deficiency": f"{REPORT_TITLE}\n\n三、存在的主要问题\n",
    "goal_part": f"{REPORT_TITLE}\n\n三、绩效目标完成情况\n",
    "clause": f"{REPORT_TITLE}\n\n三、存在的主要问题\n",
}


NUMBERLESS_ROLES = frozenset(
    {"text", "unit", "operator", "level1", "level2", "level3", "indicator", "reason", "measure"}
)


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


@dataclass(frozen=True, slots=True)
class Made:
    """A row, or an explained number, with the ids of the entries that made it."""

    table: str
    cells: Mapping[str, object]
    patterns: frozenset[str]

    def holds(self, gives: Iterable[tuple[str, str]]) -> bool:
        """Whether all the given cells are here."""
        return all(k in self.cells and _same(self.cells[k], v) for k, v in gives)

    def shown(self, columns: Iterable[str] = ()) -> str:
        """The quote and the named cells, for a message."""
        pairs = [f"{c}={_shown(self.cells[c])}" for c in columns if c in self.cells]
        quote = str(self.cells.get("text", ""))[:20]
        return f"{self.table}“{quote}”" + (f"（{'，'.join(pairs)}）" if pairs else "")


@dataclass(frozen=True, slots=True)
class Trial:
    """What the pipeline made of one text."""

    reading: Reading
    result: Result
    made: tuple[Made, ...]

    def document(self, column: str) -> str:
        """A cell of the document's own row."""
        return to_cell(getattr(self.result.tables["documents"][0], column))


class Checker:
    """Runs examples; its pipeline is made once for all."""

    def __init__(self, packs: Packs) -> None:
        self._pipeline = Pipeline(packs)
        self._tokenizer = Tokenizer(packs)
        columns = {e.column for e in packs.of(Cue)}
        self._cues = {
            c: Lexicon((fold(t), e.id) for e in packs.of(Cue) if e.column == c for t in e.terms)
            for c in columns
        }

    def failures(self, entries: Iterable[Entry]) -> Iterator[Failure]:
        """The examples of the entries that do not come true, in order."""
        for entry in entries:
            for example in entry.examples:
                yield from self._check(entry, example)
            for text in entry.never:
                yield from self._check_never(entry, text)

    def try_for(self, entry: Entry, text: str) -> Trial:
        """The text as the entry meets it: in a report, a list of reasons, a problem section."""
        if isinstance(entry, Cue) and entry.column in PLACES:
            return self.try_text(PLACES[entry.column] + text)
        trial = self.try_text(text)
        if isinstance(entry, OF_REPORTS) and trial.document("doc_type") == "other":
            return self.try_text(f"{REPORT_TITLE}\n\n{text}")
        return trial

    def try_text(self, text: str) -> Trial:
        """The text as a plain-text file through all stages."""
        data = text.encode()
        reading = self._pipeline.reading(read(data))
        result = self._pipeline.result(reading, hashlib.sha256(data).hexdigest())
        return Trial(reading, result, tuple(_made(reading, result)))

    def words(self, text: str) -> list[str]:
        """The words into which the tokenizer cuts a text."""
        return list(self._tokenizer.cut(text))

    def cues_in(self, column: str, trial: Trial) -> set[str]:
        """The ids of all cues of a column in the text and in the labels of its tables."""
        texts = [trial.reading.text.folded]
        for view in trial.reading.text.views.values():
            texts += [view.text(c) for c in view.grid.cells]
        lexicon = self._cues[column]
        return {hit.value for text in texts for hit in lexicon.find(text)}

    def _check(self, entry: Entry, example: Example) -> Iterator[Failure]:
        place = f"{entry.source.rpartition(':')[0]}:{example.line}"
        try:
            trial = self.try_for(entry, example.text)
        except JixiaoError as error:
            yield Failure(place, entry.id, example.text, str(error), "请改写例句")
            return
        problem = _CHECKS.get(type(entry), _rows_problem)(self, entry, example, trial)
        if problem is not None:
            yield Failure(place, entry.id, example.text, *problem)

    def _check_never(self, entry: Entry, text: str) -> Iterator[Failure]:
        trial = self.try_for(entry, text)
        made = [m for m in trial.made if entry.id in m.patterns]
        says = _SAYS.get(type(entry))
        if made:
            problem = f"反例中不应有任何结果，得到的是 {made[0].shown()}"
        elif says is not None and says(self, entry, trial):
            problem = "反例中本条目不应起作用，但起了作用"
        else:
            return
        remedy = "请把词写得更长、把正则收紧，或删去这个反例"
        yield Failure(entry.source, entry.id, text, problem, remedy)


def check(packs: Packs) -> list[Failure]:
    """All failures of all examples and counter-examples."""
    return list(Checker(packs).failures(packs.entries))


def describe(packs: Packs, verbose: bool = False) -> str:
    """The packs with their kinds and how many entries, examples and counter-examples each has."""
    lines: list[str] = []
    for pack in packs.packs:
        lines.append(f"{pack.name}  {pack.title}  （{pack.path}）")
        lines.append(f"  {pack.description}")
        own = [e for e in packs.entries if e.id.startswith(f"{pack.name}:")]
        for kind, made in KINDS.items():
            found = [e for e in own if type(e) is made]
            if found:
                lines.append(f"  {kind:<12} {_counts(found)}  {KIND_TITLES[kind]}")
            if verbose:
                lines += [f"    {e.id}  {e.source}" for e in found]
        lines.append(f"  {'合计':<10} {_counts(own)}")
    lines.append(f"{'总计':<12} {_counts(packs.entries)}")
    return "\n".join(lines)


def _counts(entries: Sequence[Entry]) -> str:
    examples = sum(len(e.examples) for e in entries)
    never = sum(len(e.never) for e in entries)
    return f"{len(entries):>4} 条 {examples:>4} 例 {never:>4} 反例"


Problem = tuple[str, str] | None


def _rows_problem(checker: Checker, entry: Entry, example: Example, trial: Trial) -> Problem:
    """Whether something made by the entry holds the cells; else what came out and what to do."""
    says = _SAYS.get(type(entry))
    own = [m for m in trial.made if entry.id in m.patterns]
    if any(m.holds(example.gives) for m in own):
        return None
    alike = [m for m in trial.made if m.holds(example.gives)]
    if says is not None and says(checker, entry, trial):
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


def _no_policy_problem(checker: Checker, entry: Entry, example: Example, trial: Trial) -> Problem:
    titles = _closed_by(entry, trial)
    if not titles:
        return "应认出不算文件引用的书名号，没有认出", _remedy(entry)
    kept = [p for p in trial.result.tables["policies"] if fold(p.text)[1:-1] in titles]
    if kept:
        return f"policies 表中不应有“{kept[0].text}”", "请改正则，或换一个没有文号的例句"
    return None


def _words_problem(checker: Checker, entry: Entry, example: Example, trial: Trial) -> Problem:
    words = checker.words(example.text)
    missing = [v for k, v in example.gives if k == "words" and v not in words]
    if not missing:
        return None
    return (
        f"分词应有“{missing[0]}”，得到的是 {' / '.join(words)}",
        "请把这个词写进 words，或换一个例句",
    )


def _phrase_problem(checker: Checker, entry: Entry, example: Example, trial: Trial) -> Problem:
    """Whether the phrase is found as told, and some row holds the other cells."""
    assert isinstance(entry, Phrase)
    cells = tuple((k, v) for k, v in example.gives if k != "found")
    found = _phrases_in(entry, trial)
    missing = [v for k, v in example.gives if k == "found" and fold(v) not in found]
    if missing:
        shown = "、".join(f"“{f}”" for f in found) or "空"
        return f"应找到“{missing[0]}”，得到的是 {shown}", _remedy(entry)
    if not cells:
        return None
    return _rows_problem(checker, entry, replace(example, gives=cells), trial)


_CHECKS: dict[type[Entry], Callable[[Checker, Entry, Example, Trial], Problem]] = {
    NoPolicy: _no_policy_problem,
    Phrase: _phrase_problem,
    Words: _words_problem,
}


def _cue_says(checker: Checker, entry: Entry, trial: Trial) -> bool:
    """Cues that leave no id: their words stand in the text and no longer word hides them."""
    assert isinstance(entry, Cue)
    leaves_id = entry.value != "skip" and entry.column in (
        "amounts.basis",
        "rates.kind",
        "qualifier",
        "cause",
        "weakness",
    )
    return not leaves_id and entry.id in checker.cues_in(entry.column, trial)


def _head_says(checker: Checker, entry: Entry, trial: Trial) -> bool:
    """Heads whose columns hold no numbers: some cell stands under or beside one."""
    if not isinstance(entry, Head) or entry.role not in NUMBERLESS_ROLES:
        return False
    for view in trial.reading.text.views.values():
        for cell in view.grid.cells:
            if any(lb.head is entry for lb in view.labels(cell).ordered):
                return True
    return False


def _label_says(checker: Checker, entry: Entry, trial: Trial) -> bool:
    return any(f.label is entry for f in trial.reading.fields)


def _family_says(checker: Checker, entry: Entry, trial: Trial) -> bool:
    assert isinstance(entry, Family)
    department = fold(trial.document("department"))
    named = any(fold(t) in department for t in entry.terms)
    return named and trial.document("department_family") == entry.family


def _framework_says(checker: Checker, entry: Entry, trial: Trial) -> bool:
    assert isinstance(entry, Framework)
    return trial.document("framework") == entry.framework


def _reporter_says(checker: Checker, entry: Entry, trial: Trial) -> bool:
    assert isinstance(entry, Reporter)
    found = regex.search(entry.pattern, trial.reading.text.folded[:BODY_HEAD])
    return found is not None and fold(trial.document("department")).endswith(found.group("name"))


def _no_policy_says(checker: Checker, entry: Entry, trial: Trial) -> bool:
    return bool(_closed_by(entry, trial))


def _phrase_says(checker: Checker, entry: Entry, trial: Trial) -> bool:
    assert isinstance(entry, Phrase)
    return bool(_phrases_in(entry, trial))


def _words_say(checker: Checker, entry: Entry, trial: Trial) -> bool:
    assert isinstance(entry, Words)
    return any(w in entry.words for w in checker.words(trial.reading.text.canonical.text))


_SAYS: dict[type[Entry], Callable[[Checker, Entry, Trial], bool]] = {
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


def _phrases_in(entry: Phrase, trial: Trial) -> list[str]:
    """What the patterns of a phrase find, each by itself, in the text."""
    folded = trial.reading.text.folded
    return [m.group() for p in entry.patterns for m in re.finditer(p, folded)]


def _closed_by(entry: Entry, trial: Trial) -> list[str]:
    """The titles in 《》 that the entry says are no rules, width-folded."""
    assert isinstance(entry, NoPolicy)
    folded = trial.reading.text.folded
    titles = [folded[s.start : s.end] for s in trial.reading.citations.closed]
    inside = [t[1 : t.rindex("》")] for t in titles if t.startswith("《") and "》" in t]
    return [t for t in inside if regex.search(entry.pattern, t)]


def _made(reading: Reading, result: Result) -> Iterator[Made]:
    for table, rows in result.tables.items():
        for row in rows:
            cells = {f.name: getattr(row, f.name) for f in fields(row)}
            yield Made(table, cells, frozenset(row.pattern.split("+")) - {""})
    for number in result.explained:
        text = reading.text.canonical.text[number.start : number.end]
        patterns = frozenset(filter(None, [number.pattern]))
        yield Made("explained", {"text": text, "cls": number.cls}, patterns)


def _same(cell: object, expected: str) -> bool:
    """Numbers by value, everything else as its cell is written."""
    if isinstance(cell, Decimal | int) and not isinstance(cell, bool):
        try:
            return cell == Decimal(expected)
        except InvalidOperation:
            return False
    return to_cell(cell) == expected


def _shown(cell: object) -> str:
    return to_cell(cell) or "空"


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
