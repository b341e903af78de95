"""Greedy one-to-one matching of the rows of one document, best pair first."""

from __future__ import annotations

from collections.abc import Sequence

from .alike import same, similarity
from .rules import Rule
from .tables import Cells

Pair = tuple[int, int]


def match(rule: Rule, gold: Sequence[Cells], found: Sequence[Cells]) -> list[Pair]:
    """Pairs of indexes into ``gold`` and ``found``.

    Among equal answers the pair with more of its subject and text in common goes first, then the
    one that agrees in more attributes, then the one whose rows stand at like places in their lists.
    """
    ranked = []
    for i, one in enumerate(gold):
        for j, other in enumerate(found):
            answer = rule.answers(one, other)
            if answer is not None:
                near = -abs(i / len(gold) - j / len(found))
                ranked.append(((answer, *_agreement(rule, one, other), near), -i, -j))
    pairs: list[Pair] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, minus_i, minus_j in sorted(ranked, reverse=True):
        if -minus_i not in taken[0] and -minus_j not in taken[1]:
            taken[0].add(-minus_i)
            taken[1].add(-minus_j)
            pairs.append((-minus_i, -minus_j))
    return sorted(pairs)


def _agreement(rule: Rule, gold: Cells, found: Cells) -> tuple[float, int]:
    equal = sum(same(gold[c], found.get(c, "")) for c in rule.attributes if gold.get(c))
    alike = sum(similarity(gold[c], found.get(c, "")) for c in rule.context if gold.get(c))
    return alike, equal
