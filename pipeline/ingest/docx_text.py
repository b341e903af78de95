"""The text of a Word paragraph as it is printed: runs, fields, check boxes, symbols, formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .docx_math import M, linear
from .docx_styles import Styles, is_on, whole
from .numbering import W
from .symbols import is_symbol_font, plain, symbol

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
CHECKED, UNCHECKED = "☑", "□"
# Elements whose content is looked through; anything else that holds text is not printed text.
THROUGH = frozenset(
    W + name
    for name in (
        "ins", "moveTo", "hyperlink", "smartTag", "sdtContent", "fldSimple", "customXml",
        "dir", "bdo", "ruby", "rubyBase",
    )
)  # fmt: skip
NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
PLAIN = (f"{W}t", f"{W}r", f"{W}sym")


@dataclass
class Line:
    """What is met in the text of a paragraph: its parts, the notes called, open fields.

    ``fields`` tells for each open field whether its result has begun.
    """

    styles: Styles
    parts: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self.parts)


def read_line(paragraph: Any, styles: Styles) -> Line:
    """The printed text of a paragraph without its number, and the notes that it calls."""
    line = Line(styles)
    if not styles.hides(paragraph):
        _read(paragraph, line, None)
    return line


def _read(element: Any, line: Line, font: str | None) -> None:
    for child in element.iterchildren():
        tag = child.tag
        if tag == f"{W}r":
            if not line.styles.hides_run(child):
                _read(child, line, _font(child))
        elif tag in THROUGH:
            _read(child, line, font)
        elif tag == f"{W}sdt":
            _read_control(child, line, font)
        elif tag == f"{W}fldChar":
            _read_field_mark(child, line)
        elif tag == f"{MC}AlternateContent":
            _read(_alternative(child), line, font)
        elif tag in NOTES:
            line.notes.append((NOTES[tag], child.get(f"{W}id", "")))
        elif tag in (f"{M}oMath", f"{M}oMathPara"):
            line.parts.append(linear(child))
        elif all(line.fields):
            line.parts.append(_character(child, font))


def _font(run: Any) -> str | None:
    """The symbol font of a run, if it has one."""
    fonts = run.find(f"{W}rPr/{W}rFonts")
    font = None if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")
    return font if is_symbol_font(font) else None


def _read_control(control: Any, line: Line, font: str | None) -> None:
    """A content control: a check box by its state, anything else by its content."""
    box = control.find(f"{W}sdtPr/{W14}checkbox")
    if box is not None:
        state = box.find(f"{W14}checked")
        checked = state is not None and state.get(f"{W14}val", "1") in ("1", "true", "on")
        line.parts.append(CHECKED if checked else UNCHECKED)
    elif not is_prompt(control):
        content = control.find(f"{W}sdtContent")
        if content is not None:
            _read(content, line, font)


def is_prompt(control: Any) -> bool:
    """Whether a content control shows only its prompt (单击此处输入文字), as nobody filled it."""
    prompt = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    return prompt is not None and is_on(prompt)


def _read_field_mark(mark: Any, line: Line) -> None:
    kind = mark.get(f"{W}fldCharType")
    if kind == "begin":
        box = mark.find(f"{W}ffData/{W}checkBox")
        if box is not None and all(line.fields):
            line.parts.append(_form_box(box))
        line.fields.append(False)
    elif kind == "separate" and line.fields:
        line.fields[-1] = True
    elif kind == "end" and line.fields:
        line.fields.pop()


def _form_box(box: Any) -> str:
    state = box.find(f"{W}checked")
    if state is None:
        state = box.find(f"{W}default")
    return CHECKED if state is not None and is_on(state) else UNCHECKED


def _alternative(element: Any) -> Any:
    """The one of several forms of a content to read: the fallback where it is plain text."""
    fallback = element.find(f"{MC}Fallback")
    if fallback is not None and next(fallback.iterchildren(*PLAIN), None) is not None:
        return fallback
    choice = element.find(f"{MC}Choice")
    return choice if choice is not None else element


def _character(element: Any, font: str | None) -> str:
    tag = element.tag
    if tag == f"{W}t":
        return plain(element.text or "", font)
    if tag in (f"{W}tab", f"{W}ptab"):
        return " "
    if tag in (f"{W}br", f"{W}cr"):
        return "\n"
    if tag == f"{W}noBreakHyphen":
        return "-"
    if tag == f"{W}sym":
        try:
            return symbol(int(element.get(f"{W}char") or "", 16), element.get(f"{W}font"))
        except ValueError:
            return ""
    return ""


def with_label(label: str, text: str) -> str:
    """A paragraph with its printed number before it."""
    if not label:
        return text
    blank = " " if label[-1].isascii() and label[-1].isalnum() else ""
    return label + blank + text.lstrip()


def is_joined_to_next(paragraph: Any) -> bool:
    """Whether the end of a paragraph is deleted, so that the next one goes on with its text."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(True for _ in mark.iterchildren(f"{W}del", f"{W}moveFrom"))


def boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes anchored in a paragraph, each once (Word writes a fallback copy)."""
    for box in paragraph.iter(f"{W}txbxContent"):
        above: list[str] = []
        for ancestor in box.iterancestors():
            if ancestor is paragraph:
                break
            above.append(ancestor.tag)
        if f"{MC}Fallback" in above and _has_choice(box):
            continue
        if not {f"{W}txbxContent", f"{W}del", f"{W}moveFrom"} & set(above):
            yield box


def _has_choice(box: Any) -> bool:
    fallback = next(box.iterancestors(f"{MC}Fallback"))
    choice = fallback.getparent().find(f"{MC}Choice")
    return choice is not None and next(choice.iter(f"{W}txbxContent"), None) is not None


def span_of(properties: Any | None, name: str) -> int:
    """A count among the properties of a row or cell; 0 where it is absent or no number."""
    element = None if properties is None else properties.find(f"{W}{name}")
    return 0 if element is None else max(whole(element.get(f"{W}val")) or 0, 0)
