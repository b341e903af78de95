"""Styles of Word documents: what paragraphs inherit of outline levels, lists and hiding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .numbering import Numbering, W, read_numbering

OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says: its base, outline level, list and whether it hides text."""

    base: str | None
    outline: int | None
    number: str | None
    level: int | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document and the state of its lists, which counts on as it is read."""

    found: dict[str, Style]
    default: str | None
    numbering: Numbering

    def outline(self, paragraph: Any) -> int | None:
        """The outline level of a paragraph, counted from 1, or ``None`` for body text."""
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if own is not None:
            value = whole(own.get(f"{W}val"))
            return value + 1 if value is not None and value < 9 else None
        for style in self._of(paragraph):
            if style.outline is not None:
                return style.outline + 1 if style.outline < 9 else None
        return None

    def label(self, paragraph: Any) -> str:
        """The number that is printed before a paragraph; ask once for each, in order."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        number, level = (None, None) if own is None else _list_of(own)
        for style in self._of(paragraph):
            number = number if number is not None else style.number
            level = level if level is not None else style.level
        if number is None or number == "0":
            return ""
        if level is None:
            level = self.numbering.level_of(number, self._name(paragraph))
        return self.numbering.label(number, level)

    def hides(self, paragraph: Any) -> bool:
        """Whether the style of a paragraph hides its text."""
        return any(style.hidden for style in self._of(paragraph))

    def hides_run(self, run: Any) -> bool:
        """Whether a run is hidden by itself or by its character style."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return False
        vanish = properties.find(f"{W}vanish")
        if vanish is not None:
            return is_on(vanish)
        style = properties.find(f"{W}rStyle")
        return style is not None and any(s.hidden for s in self._chain(style.get(f"{W}val")))

    def _name(self, paragraph: Any) -> str | None:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return self.default if style is None else style.get(f"{W}val")

    def _of(self, paragraph: Any) -> Iterator[Style]:
        return self._chain(self._name(paragraph))

    def _chain(self, name: str | None) -> Iterator[Style]:
        seen: set[str] = set()
        while name is not None and name in self.found and name not in seen:
            seen.add(name)
            yield self.found[name]
            name = self.found[name].base


def read_styles(styles: Any | None, lists: Any | None) -> Styles:
    """The styles of ``word/styles.xml`` and the lists of ``word/numbering.xml``."""
    found: dict[str, Style] = {}
    default: str | None = None
    for element in [] if styles is None else styles.findall(f"{W}style"):
        name = element.get(f"{W}styleId")
        if name is None:
            continue
        base, outline = element.find(f"{W}basedOn"), element.find(f"{W}pPr/{W}outlineLvl")
        numbering = element.find(f"{W}pPr/{W}numPr")
        number, level = _list_of(numbering) if numbering is not None else (None, None)
        vanish = element.find(f"{W}rPr/{W}vanish")
        found[name] = Style(
            base=None if base is None else base.get(f"{W}val"),
            outline=None if outline is None else whole(outline.get(f"{W}val")),
            number=number,
            level=level,
            hidden=vanish is not None and is_on(vanish),
        )
        if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true"):
            default = name
    return Styles(found, default, read_numbering(lists))


def is_on(switch: Any) -> bool:
    """Whether a property that may be switched off is on."""
    return switch.get(f"{W}val", "1") not in OFF


def whole(text: str | None) -> int | None:
    """A whole number of an attribute, or ``None`` where it is absent or no number."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def _list_of(properties: Any) -> tuple[str | None, int | None]:
    number, level = properties.find(f"{W}numId"), properties.find(f"{W}ilvl")
    return (
        None if number is None else number.get(f"{W}val"),
        None if level is None else whole(level.get(f"{W}val")),
    )
