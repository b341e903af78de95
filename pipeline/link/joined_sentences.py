"""Sentences with their figures, two as one where the second tells what came of the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..segment.spans import Cover, Span
from .context import Text
from .figures import Fact
from .parts import unit_of
from .roles import Roles


def joined(
    text: Text, facts: Sequence[Fact], roles: Roles, ahead: Cover
) -> Iterator[tuple[Span, list[Fact]]]:
    """The sentences, two as one where the second tells what came of the goal of the first."""
    held: tuple[Span, list[Fact]] | None = None
    for sentence, group in _by_sentence(text, facts):
        if held is not None and _follows_on(text, held, sentence, group, roles):
            yield Span(held[0].start, sentence.end), [*held[1], *group]
            held = None
            continue
        if held is not None:
            yield held
        held = (sentence, group)
        if group[0].figure.at in ahead:
            yield held
            held = None
    if held is not None:
        yield held


def _follows_on(
    text: Text, held: tuple[Span, list[Fact]], sentence: Span, group: Sequence[Fact], roles: Roles
) -> bool:
    """Whether a sentence begins with a turn to the outcome and the one before ends with a goal."""
    before, facts = held
    if sentence.start - before.end > 1 or text.folded[before.end : sentence.start] not in "。;":
        return False
    unit = unit_of(group[0])
    if unit not in map(unit_of, facts) or not roles.opens(text.folded, sentence):
        return False
    if not roles.marked(text.folded, before):
        return False
    same = [p for p in roles.parts_of(text, before, facts) if unit_of(p.fact) == unit]
    return same[-1].role == "goal"


def _by_sentence(text: Text, facts: Sequence[Fact]) -> Iterator[tuple[Span, list[Fact]]]:
    sentence, group = Span(0, 0), list[Fact]()
    for fact in facts:
        if fact.figure.at >= sentence.end:
            if group:
                yield sentence, group
            sentence, group = text.sentences.around(fact.figure.at), []
        group.append(fact)
    if group:
        yield sentence, group
