"""What a text says of persons, blotted out: whatever leaves the machine is made of this."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.tables import Contact
from .results import Stored
from .rows import stored_columns

MASK = "＊"


def private_spans(stored: Stored) -> list[tuple[int, int]]:
    """Where a text names persons, telephones and addresses."""
    columns = stored_columns(Contact)
    first, last = columns.index("char_start"), columns.index("char_end")
    return [(int(c[first]), int(c[last])) for c in stored.tables[Contact.table]]


def blotted(text: str, spans: Iterable[tuple[int, int]], offset: int = 0) -> str:
    """A text with spans blotted out, of the same length; ``offset`` is where it begins."""
    for start, end in spans:
        first, last = max(start - offset, 0), min(end - offset, len(text))
        if last > first:
            text = text[:first] + MASK * (last - first) + text[last:]
    return text


def masked(stored: Stored) -> str:
    """The text of a document without persons' names, telephones and addresses."""
    return blotted(stored.text, private_spans(stored))
