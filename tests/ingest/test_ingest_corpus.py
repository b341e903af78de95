"""The sample reports: every file is sound, and the same report reads alike in other forms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from canonical_checks import check, check_source, paragraphs

from jixiao.ingest.encoding import decode
from jixiao.ingest.read import read

CORPUS = Path(__file__).parents[2] / "corpus"
KINDS = (".txt", ".pdf", ".docx", ".html", ".xlsx")
FILES = sorted(path for path in CORPUS.iterdir() if path.suffix in KINDS)
CELLS = 4


def is_prose(path: Path) -> bool:
    """Whether a text is no form, and holds none whose cells blanks part: wrapped, they are lost."""
    lines = decode(path.read_bytes()).text.splitlines()
    return "表" not in path.name and all(len(line.strip().split(" ")) < CELLS for line in lines)


TEXTS = [path for path in FILES if path.suffix == ".txt" and is_prose(path)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_is_sound(path: Path) -> None:
    data = path.read_bytes()
    canonical = read(data)
    check(canonical)
    assert canonical == read(data)
    assert len(canonical.text) > 500
    assert (canonical.pages is not None) == (path.suffix == ".pdf")
    if path.suffix == ".txt":
        check_source(canonical, decode(data).text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_amount_is_cut(path: Path) -> None:
    for text in paragraphs(read(path.read_bytes())):
        assert re.search(r"\d[,.]$|\d[万亿]$", text) is None
        assert re.match(r"[万亿]?元", text) is None


def wrapped(text: str, columns: int, indent: bool) -> list[str]:
    """A paragraph in lines of so many hanzi, figures whole and closing marks not at the start."""
    lines, line, room = [], "", columns - (2 if indent else 0)
    for token in re.findall(r"[（《“]*(?:[\dA-Za-z,.%]+|.)[，。、；：！？）》”]*", text):
        need = sum(0.5 if c < "\u1100" else 1 for c in token)
        if need > room and line:
            lines.append(line)
            line, room = "", columns
        line, room = line + token, room - need
    lines.append(line)
    return ["\u3000\u3000" + lines[0], *lines[1:]] if indent else lines


@pytest.mark.parametrize("columns", [28, 30, 38])
@pytest.mark.parametrize("end", ["\n", "\n\n"])
@pytest.mark.parametrize("rows", [0, 22])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_hard_wrapped_reports_read_alike(path: Path, columns: int, end: str, rows: int) -> None:
    texts = paragraphs(read(path.read_bytes()))
    out = ""
    for number, line in enumerate((ln for t in texts for ln in wrapped(t, columns, True)), 1):
        out += line + end
        if rows and number % rows == 0:
            out += f"\n\n- {number // rows} -\n\n\n"
    assert paragraphs(read(out.encode())) == texts
