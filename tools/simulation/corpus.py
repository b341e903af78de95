"""A corpus of any size: offices × years × forms in turn, formats and faults by a seeded chance."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path
from random import Random

from writers.formats import WRITERS
from writers.markup import Block
from writers.office import write_pdfs

from .facts import facts_of, problems_of
from .forms import FORMS, Form
from .places import Office, office
from .truth import Ledger, TruthFiles

FORMATS = ("txt", "html", "md", "docx", "xlsx")
TRUTH = "gold"  # a run leaves a folder of this name out
_BATCH = 40  # documents that one start of LibreOffice prints


@dataclass(frozen=True, slots=True)
class Plan:
    """What to make: the same plan gives the same bytes. ``faults`` is a share of the documents."""

    size: int
    seed: int = 1
    faults: float = 0.1
    years: tuple[int, ...] = (2021, 2022, 2023)
    formats: Collection[str] = FORMATS


@dataclass(frozen=True, slots=True)
class Made:
    """A document before it is written: its place below the corpus, its format and its truth."""

    path: str
    form: str
    blocks: list[Block]
    truth: Ledger

    @property
    def meta(self) -> dict[str, str]:
        """The front matter for a writer."""
        return {"landscape": "true"} if any(b.kind == "table" for b in self.blocks) else {}


def documents(plan: Plan) -> Iterator[Made]:
    """The documents one after the other; a larger plan begins with those of a smaller one."""
    return islice(_endless(plan), plan.size)


def _endless(plan: Plan) -> Iterator[Made]:
    number = 0
    while True:
        for year, form in product(plan.years, FORMS.values()):
            yield _document(plan, office(number), year, form)
        number += 1


def _document(plan: Plan, who: Office, year: int, form: Form) -> Made:
    chance = Random(f"{plan.seed}|{who.name}|{year}|{form.name}")
    held = [f for f in form.formats if f in plan.formats]
    if not held:
        raise ValueError(f"no format of {sorted(plan.formats)} holds {form.name}")
    suffix = chance.choice(held)
    fault = chance.choice(form.faults) if chance.random() < plan.faults else ""
    prior = problems_of(plan.seed, who, year - 1) if year != plan.years[0] else ()
    if fault == "text.repeated_problem" and not prior:
        fault = "score.grade"
    folder = f"{who.province}/{who.county}{who.office}"
    path = f"{folder}/{year}_{who.county}{who.office}_{form.name}.{suffix}"
    truth = Ledger(path, year)
    blocks = form.blocks(facts_of(plan.seed, who, year), truth, fault, prior)
    return Made(path, suffix, blocks, truth)


def write(plan: Plan, corpus: Path, command: str = "") -> None:
    """Write the documents below ``corpus``, and their truth into its folder ``gold``."""
    made = documents(plan)
    with TruthFiles(corpus / TRUTH, command) as truth:
        while some := list(islice(made, _BATCH)):
            _write(some, corpus)
            for document in some:
                truth.add(document.truth)


def _write(some: Sequence[Made], corpus: Path) -> None:
    for made in some:
        path = corpus / made.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if made.form != "pdf":
            WRITERS[made.form](made.meta, made.blocks, path)
    printed = [made for made in some if made.form == "pdf"]
    if printed:
        with tempfile.TemporaryDirectory(dir=corpus) as folder:
            write_pdfs([(m.meta, m.blocks, str(n)) for n, m in enumerate(printed)], Path(folder))
            for number, made in enumerate(printed):
                Path(folder, f"{number}.pdf").replace(corpus / made.path)
