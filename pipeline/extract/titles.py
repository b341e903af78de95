"""The title of a document, and what type of document it tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import regex

from ..model.canonical import Canonical
from ..packs.entries import DocType
from ..packs.load import Packs
from ..segment.fold import fold
from ..segment.numbering import mark_at

FIRST_LINES = 25
LONGEST_TITLE = 70
BODY_HEAD = 1500
FLAT_HEAD = 140
FLAT_PIECES = 9
PLACE = 3
_BLANK = re.compile(r"\s+")
_PIECE = re.compile(r"\S+")
_LABELLED = re.compile(r"^\s*(?:标\s*题|名\s*称|信息名称|文件名称|公告)\s*[:\s|]\s*")
# Lines of a web page's frame, and of its catalogue entry.
_FRAME = re.compile(
    r"^(?:政府)?(?:信息|政务)公开$|首页|当前位置|网站!?$|^(?:索引号|主题分类|组配分类|信息分类|发布机构|公开方式)"
)
_ATTACHMENT = re.compile(r"附(?:件|表)?[一二三四五六\d]{0,2}[:.、]?")
_CATALOGUE = re.compile(
    r"(?:监督索引号|索引号)[ :|]*[\dA-Za-z/-]+\s+|(?:公开方式|公开时限)\s+\S+公开\s+"
    r"|是否有效\s+有效\s*"
)
# …绩效自评报告为切实做好…, …绩效自评表单位名称:…: the blank behind the title is lost.
_RUN_ON = re.compile(
    r"\s*(?:\d{1,2}[、.])?(?P<title>[^\s,。;:!?]{6,60}?(?:报告|表|总结))"
    r"(?=为(?:切实|进一步|做好|加强|规范|贯彻|落实|全面|充分)|根据|按照|依据"
    r"|(?:填报|项目|部门|单位|主管)(?:单位|部门|名称))"
)
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|xlsx?|wps|et)", re.I)
_SENTENCE_MARK = re.compile(r"[。;!?,:]")
_ORGANISATION = re.compile(
    r"(?:(?:19|20)\d{2}年?度?)?[\u4e00-\u9fff]{3,30}(?:局|委员会|委|厅|办公室|中心|院|校|政府|办事处|联合会|总工会|支队|大队|所|站|馆|会)(?:[(][^()]{2,8}[)])?"
)
_ORGANISATION_REPORTS = re.compile(
    _ORGANISATION.pattern + r"(?=(?:19|20)\d\d|部门|单位|整体|本级|机关|决算|预算|绩效)"
)
_END = re.compile(
    r"(?:报告(?:摘要)?|表|办法|总结|说明|决算|预算|通知|方案|材料|细则|文本|草案)(?:[(].{0,14}[)])?$"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed and the type of document that it tells; empty when there is none."""

    text: str
    start: int
    end: int
    doc_type: str
    pattern: str

    @property
    def is_regulation(self) -> bool:
        """Whether a pack knows the document for no report, but a rule or a notice."""
        return self.doc_type == "other" and bool(self.pattern)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    alone: bool = False


class TitleFinder:
    """Finds titles; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        entries = packs.of(DocType)
        self._title = [(_compile(e.title), e) for e in entries if e.title]
        self._body = [(_compile(e.body), e) for e in entries if e.body]

    def find(self, canonical: Canonical, folded: str) -> Title:
        """The best of the first lines: one whose words a pack knows, the highest rank first."""
        lines = list(_first_lines(canonical, folded))
        best: tuple[tuple[int, bool, int, int], Title] | None = None
        for index in range(len(lines)):
            for first in range(max(0, index - 2), index + 1):
                title = self._candidate(lines[first : index + 1], index - first)
                if title is not None and (best is None or title[0] > best[0]):
                    best = title
        found = best[1] if best else Title("", 0, 0, "other", "")
        return self._by_body(found, folded)

    def _candidate(
        self, lines: list[_Line], joined: int
    ) -> tuple[tuple[int, bool, int, int], Title] | None:
        text = "".join(line.text for line in lines)
        plain = fold(text)
        if not 4 <= len(text) <= LONGEST_TITLE or not _END.search(plain):
            return None
        if joined and any(_END.search(fold(line.text)) for line in lines[:-1]):
            return None
        if joined and (len(lines[0].text) < 5 or any(line.alone for line in lines)):
            return None
        matches = [
            (e.rank, len(m.group()), e)
            for p, e in self._title
            if (m := p.search(plain)) is not None
        ]
        if not matches:
            return None
        rank, _, entry = max(matches, key=lambda m: m[:2])
        start = lines[0].start
        return (
            (rank, bool(joined) and _names_office_first(lines), -joined, -start),
            Title(text, start, lines[-1].end, entry.doc_type, entry.id),
        )

    def _by_body(self, title: Title, folded: str) -> Title:
        """A third party's report is told by its text, whatever its title says; others need none."""
        head = folded[:BODY_HEAD]
        for pattern, entry in self._body:
            if title.text and entry.doc_type != "evaluation_report":
                continue
            if pattern.search(head) and title.doc_type in (
                "other",
                "narrative_report",
                "project_report",
            ):
                if title.text and not title.text.endswith("报告"):
                    continue
                return Title(title.text, title.start, title.end, entry.doc_type, entry.id)
        return title


def is_organisation(text: str) -> bool:
    """Whether a line is nothing but the name of an office."""
    return _ORGANISATION.fullmatch(fold(text)) is not None


def _names_office_first(lines: list[_Line]) -> bool:
    """Whether the first line is an office and what follows names none: one title in two lines."""
    rest = fold("".join(line.text for line in lines[1:]))
    if not is_organisation(lines[0].text) or lines[0].text[:PLACE] in rest:
        return False
    return _ORGANISATION_REPORTS.search(rest) is None


def _compile(patterns: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{p})" for p in patterns))


def _first_lines(canonical: Canonical, folded: str) -> Iterator[_Line]:
    """Short lines at the head of the text, the cells of the first rows, and the pieces with which
    a text without line ends begins."""
    blocks = [(b.start, b.end) for b in canonical.blocks if b.kind != "row"]
    spans = blocks[:FIRST_LINES]
    spans += [s for b in blocks[:2] for s in _pieces(folded, *b)]
    cells = [c for grid in canonical.grids[:1] for c in grid.cells if c.row <= 3]
    filled = Counter(c.row for c in cells if canonical.text[c.start : c.end].strip())
    beside = {c.start for c in cells if filled[c.row] > 1}
    spans += [(c.start, c.end) for c in cells]
    for start, end in sorted(spans):
        start = _behind_catalogue(folded, start, end)
        label = _LABELLED.match(folded, start, end)
        start = label.end() if label is not None else start
        if end - start > LONGEST_TITLE + 30:
            continue
        name = _FILE_NAME.search(canonical.text, start, end)
        end = name.start() if name is not None and name.end() == end else end
        text = _BLANK.sub("", canonical.text[start:end])
        plain = fold(text)
        if not text or _SENTENCE_MARK.search(plain) or _FRAME.search(plain):
            continue
        if mark_at(plain, 0, len(plain)) is None:
            yield _Line(start, end, text, start in beside)


def _behind_catalogue(folded: str, start: int, end: int) -> int:
    """Where a line goes on behind the fields of a catalogue: 公开方式 主动公开 … 丰收县自评报告."""
    fields = _CATALOGUE.finditer(folded, start, min(end, start + FLAT_HEAD))
    return max((field.end() for field in fields), default=start)


def _pieces(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The heads of a paragraph longer than a title that end before a blank: a copied PDF page."""
    if end - start <= LONGEST_TITLE + 30:
        return
    file_name = _FILE_NAME.search(folded, start, start + LONGEST_TITLE)
    start = file_name.end() if file_name is not None else start
    pieces = list(islice(_PIECE.finditer(folded, start, min(end, start + FLAT_HEAD)), FLAT_PIECES))
    run_on = _RUN_ON.match(folded, start, min(end, start + FLAT_HEAD))
    if run_on is not None:
        yield run_on.span("title")
    if pieces and _ATTACHMENT.fullmatch(pieces[0].group()):
        del pieces[0]
    for piece in pieces:
        if _END.search(piece.group()):
            yield pieces[0].start(), piece.end()
