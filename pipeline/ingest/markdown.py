"""Markdown marks in text, as converters write them: headings, emphasis, escapes, links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .latex import Span
from .links import Link, is_attachment

_sign = re.compile(
    r"^ {0,3}#{1,6}[ \t]+\S|^ {0,3}\|?[ \t]*:?-{2,}:?[ \t]*\||^[ \t]*\+[-=]{2,}[-=+]*\+[ \t]*$"
    r"|!\[[^\]\n]*\]\(|(?<!\*)\*\*[^\s*][^*\n]*\*\*(?!\*)|^```",
    re.MULTILINE,
)
_heading = re.compile(r"[ \u3000]{0,3}(#{1,6})(?:[ \t\u3000]+|(?=[\u4e00-\u9fff（(]))(?=[^\s#])")
_heading_end = re.compile(r"[ \t]+#+[ \t]*$")
_sentence_end = re.compile(r"[。；;]\s*$")
_rule = re.compile(r"\s*(?:-\s?){3,}\s*|\s*(?:\*\s?){3,}\s*|\s*={3,}\s*|\s*(?:```|~~~)\s*\w*\s*")
_quote = re.compile(r"[ ]{0,3}(?:>[ ]?)+(?=[^\d\s=％%])")
_emphasis = re.compile(
    r"(?<![*\\])(\*{1,3})(?=[^\s*，、。；：！？,;:.!?）)】》”%％])([^*\n]+?)(?<=[^\s\\])\1(?!\*)"
)
_single_edge = re.compile(r"[\w*]")
_escape = re.compile(r"\\(?=[.*_#+\-!~<>\"':=()\[\]`])|\\\s*$")
_image = re.compile(r"!\[([^\]\n]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"\n]*\")?\)")
_link = re.compile(
    r"(?<!!)\[([^\[\]\n]+)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"\n]*\")?\)"
)
_note = re.compile(r"\[\^[^\]\s]{1,20}\]:?")
_front = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(?:(?:title[ \t]*:[ \t]*[\"']?(?P<title>[^\r\n]*?)[\"']?"
    r"|[A-Za-z_][\w-]*[ \t]*:[^\r\n]*|[ \t]+[^\r\n]*|-[ \t][^\r\n]*)[ \t]*\r?\n)+"
    r"(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
)
LONGEST_HEADING = 80


def is_markdown(text: str) -> bool:
    """Whether a text has marks that only Markdown has."""
    return _sign.search(text) is not None


def level_of(line: str) -> int:
    """The level of a heading, else 0; a sentence that a converter marked so is no heading."""
    found = _heading.match(line)
    if found is None or len(line) > LONGEST_HEADING or _sentence_end.search(line):
        return 0
    return len(found[1])


def front_matter(text: str) -> tuple[int, int, int] | None:
    """Where the data of a program before a text end, and where their title stands in them."""
    found = _front.match(text)
    return None if found is None else (found.end(), *found.span("title"))


def is_rule(line: str) -> bool:
    """Whether a line only draws a line or opens a block of code."""
    return _rule.fullmatch(line) is not None


def markdown_spans(line: str) -> Iterator[Span]:
    """The marks of a line: what they wrap stays, pictures and notes' numbers go."""
    for image in _image.finditer(line):
        yield *image.span(), ""
    for link in _link.finditer(line):
        yield link.start(), link.start(1), ""
        yield link.end(1), link.end(), ""
    for mark in (_heading.match(line), _quote.match(line)):
        if mark is not None:
            yield *mark.span(), ""
    if _heading.match(line) and (end := _heading_end.search(line)) is not None:
        yield *end.span(), ""
    for pattern in (_note, _escape):
        yield from ((*found.span(), "") for found in pattern.finditer(line))
    for strong in _emphasis.finditer(line):
        if len(strong[1]) > 1 or not _joins_words(line, strong):
            yield strong.start(), strong.end(1), ""
            yield strong.end(2), strong.end(), ""


def _joins_words(line: str, found: re.Match[str]) -> bool:
    """Whether single asterisks stand inside a word, as in ``3*4*5``, or mark notes."""
    before, after = line[found.start() - 1 : found.start()], line[found.end() : found.end() + 1]
    return any(_single_edge.match(side) for side in (before, after))


def links_in(text: str) -> Iterator[Link]:
    """The pictures and attached files that a text links to."""
    for image in _image.finditer(text):
        yield Link("image", image[1].strip(), image[2])
    for link in _link.finditer(text):
        if is_attachment(link[2], link[1]):
            yield Link("attachment", link[1].strip(), link[2])
