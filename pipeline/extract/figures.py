"""Every number of a text, in one pass: figures with a unit, bare numbers, and explained ones.

A *figure* is a number with a unit that a pack knows (money, rate, quantity). An *explained* number
is no value: a date, a list number, a document number, a name. A *bare* number has neither; table
heads may still give it a unit, else it is a reject.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..packs.entries import Cue, Unit
from ..packs.lexicon import Hits
from ..packs.load import Packs
from ..segment.spans import Parts, Span
from .found_numbers import Numbers
from .fused import Run
from .number_scan import Scan
from .number_words import NumberWords


class FigureFinder:
    """Finds the numbers of a text; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        self._words = NumberWords(packs)

    def unit_at(self, folded: str, position: int) -> tuple[str, Unit] | None:
        """The longest unit word that begins at ``position``."""
        return self._words.unit_at(folded, position)

    def is_value(self, folded: str, position: int) -> bool:
        """Whether a number is told from names by the signs right around it."""
        return self._words.is_value(folded, position)

    def unit_word(self, folded: str, position: int) -> str:
        """The same as printed; empty where none begins there."""
        found = self._words.unit_at(folded, position)
        return found[0] if found is not None else ""

    def find(
        self,
        folded: str,
        clauses: Parts,
        closed: Sequence[Span],
        money_words: Hits[Cue],
        fused: Sequence[Run] = (),
    ) -> Numbers:
        """All numbers of ``folded``.

        ``closed`` are spans whose numbers belong to something else (titles of policies), ``fused``
        numbers that were run together, each with the borders between them;
        ``money_words`` tell in a clause that a bare 18万 is money.
        """
        scan = Scan(self._words, folded, clauses, money_words)
        at = 0
        spans: list[Span | Run] = sorted([*closed, *fused], key=lambda span: span.start)
        for span in spans:
            scan.run(at, span.start)
            if isinstance(span, Run):
                scan.part(span)
            else:
                scan.close(span)
            at = max(at, span.end)
        scan.run(at, len(folded))
        return Numbers(tuple(scan.figures), tuple(scan.bare), tuple(scan.explained))
