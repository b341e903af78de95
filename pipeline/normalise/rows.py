"""Rows of sections, policies, contacts, rejects and the document itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..extract.cover import Field
from ..extract.found_numbers import Bare
from ..extract.policies import Citation
from ..link.context import Text
from ..model.tables import Contact, Document, Policy, Reject, Section
from ..segment.fold import fold
from .documents import Profile
from .evidence import evidence

_NAMES = re.compile(r"[\s、,，;；/]+")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,6}")
_PHONE = re.compile(r"(?:\d{3,4}[-— ]?)?\d{7,8}(?:[-转]\d{1,5})?|1[3-9]\d{9}")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
UNEXPLAINED = "数字没有单位，也不是已知的编号、日期或名称"


def sections(text: Text) -> Iterator[Section]:
    """A row for each section; the quote is the whole section."""
    for node in text.tree.nodes:
        cells = evidence(text, node.start, node.end, (node.pattern,))
        yield Section(
            **cells,
            section_id=node.section_id,
            parent_id=node.parent_id,
            level=node.level,
            heading=node.heading,
            kind=node.kind,
        )


def policies(text: Text, citations: Sequence[Citation]) -> Iterator[Policy]:
    """A row for each mention."""
    for c in citations:
        yield Policy(
            **evidence(text, c.start, c.end, ("citation",)),
            title=c.title,
            doc_number=c.doc_number,
            issuer=c.issuer,
            year=c.year,
        )


def contacts(text: Text, fields: Sequence[Field]) -> Iterator[Contact]:
    """A row for each person; a phone or mail label belongs to the person named before it."""
    role, name = "", ""
    for field in fields:
        kind = field.label.field
        cells = evidence(text, field.start, field.end, (field.label.id,))
        value = fold(field.value)
        if kind == "contact":
            phone = _PHONE.search(value)
            for part in _NAMES.split(value):
                person = _NAME.match(part)
                if person is not None:
                    role, name = field.label.role, person.group()
                    yield Contact(
                        **cells, role=role, name=name, phone=phone.group() if phone else ""
                    )
        elif kind == "phone" and (phone := _PHONE.search(value)) is not None:
            yield Contact(**cells, role=role, name=name, phone=phone.group())
        elif kind == "email" and (email := _EMAIL.search(value)) is not None:
            yield Contact(**cells, role=role, name=name, email=email.group())


def rejects(text: Text, bare: Sequence[Bare]) -> Iterator[Reject]:
    """What ingest could not read, and numbers that nothing explains."""
    for unread in text.canonical.unread:
        cells = evidence(text, unread.start, unread.end, ())
        yield Reject(**cells, kind=unread.kind, reason=f"{unread.reason}：{unread.text}")
    for number in bare:
        cells = evidence(text, number.start, number.end, number.patterns)
        yield Reject(**cells, kind="number", reason=UNEXPLAINED)


def document(
    text: Text, profile: Profile, sha256: str, numbers: int, unexplained: int, filled: bool
) -> Document:
    """The document's own row; the quote is its title."""
    title = profile.title
    region = profile.region
    status = "no_report" if title.doc_type == "other" else "filled" if filled else "blank"
    return Document(
        **evidence(text, title.start, title.end, profile.patterns),
        sha256=sha256,
        media_type=text.canonical.media_type,
        pages=text.canonical.pages,
        chars=len(text.canonical.text),
        ocr=text.canonical.ocr,
        doc_type=title.doc_type,
        title=title.text,
        department=profile.department,
        department_name=profile.department_name,
        department_family=profile.family,
        province=region.province,
        city=region.city,
        county=region.county,
        region_code=region.code,
        fiscal_year=profile.fiscal_year,
        report_date=profile.report_date,
        framework=profile.framework,
        self_score=profile.self_score,
        grade=profile.grade,
        status=status,
        numbers=numbers,
        numbers_unexplained=unexplained,
    )
