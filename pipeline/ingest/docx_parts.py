"""The parts of a Word document beside its body: headers, footers, notes, what else it embeds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..model.errors import Unreadable
from .numbering import W
from .package import DAMAGED, FALLBACK, RELATION, parse, targets_of

OFFICE = "{urn:schemas-microsoft-com:office:office}"
NOTE_PARTS = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}
# The number of a page is no text of the report, in whatever words the field stands.
_page_field = re.compile(r"\b(?:PAGE|NUMPAGES|SECTIONPAGES)\b")
_main = re.compile(r"word/document\d*\.xml")
_word = re.compile(r"[^\W\d_]{2}")
_page_words = re.compile(r"[第共页码\d\s/—–－-]*")


def main_part(names: Mapping[str, Any]) -> str:
    """The name of the part that holds the body; ``Unreadable`` where there is none."""
    found = next((name for name in sorted(names) if _main.fullmatch(name)), None)
    if found is None:
        raise Unreadable(DAMAGED)
    return found


@dataclass(frozen=True, slots=True)
class Parts:
    """The XML members of a package, and the targets of the links of its main part by id."""

    members: Mapping[str, bytes]
    targets: Mapping[str, str]

    def root(self, name: str) -> Any | None:
        """The root of a part; ``None`` where the file lacks it."""
        content = self.members.get(name)
        return None if content is None else parse(content)

    def target(self, element: Any) -> str:
        """What the link of an element leads to, as the file names it."""
        return self.targets.get(element.get(f"{RELATION}id", ""), "")

    def notes(self) -> dict[tuple[str, str], Any]:
        """The notes by kind and number."""
        return {
            (kind, note.get(f"{W}id", "")): note
            for kind, name in NOTE_PARTS.items()
            if (root := self.root(name)) is not None
            for note in root.findall(f"{W}{kind}")
        }

    def margins(self, section: Any, kind: str) -> Iterator[Any]:
        """The headers (``headerReference``) or footers of a section, that of page 1 first."""
        references = section.findall(f"{W}{kind}")
        order = ("first", "default", "even")
        for reference in sorted(references, key=lambda r: order.index(_type(r))):
            root = self.root(self.target(reference))
            if root is not None:
                yield root


def read_parts(members: Mapping[str, bytes], main: str) -> Parts:
    """The parts beside the body, found by the links of the main part."""
    return Parts(members, targets_of(members, main))


def _type(reference: Any) -> str:
    kind = reference.get(f"{W}type", "default")
    return kind if kind in ("first", "even") else "default"


def has_page_number(paragraph: Any) -> bool:
    """Whether a paragraph of a header or footer shows the number of the page."""
    instructions = [e.text or "" for e in paragraph.iter(f"{W}instrText")]
    instructions += [e.get(f"{W}instr", "") for e in paragraph.iter(f"{W}fldSimple")]
    return bool(_page_field.search("".join(instructions)))


def says_something(text: str) -> bool:
    """Whether a line of a header or footer has words that are no page number."""
    return bool(_word.search(text)) and not _page_words.fullmatch(text)


def pictures(root: Any) -> int:
    """How many pictures a document shows, without the previews of embedded objects."""
    return sum(
        1
        for element in root.iter("{*}blip", "{*}imagedata")
        if not in_fallback(element) and next(element.iterancestors(f"{W}object"), None) is None
    )


def in_fallback(element: Any) -> bool:
    """Whether an element belongs to the copy that Word writes for older programs."""
    return next(element.iterancestors(FALLBACK), None) is not None
