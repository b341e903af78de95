"""Write every source of the own corpus in all formats that can hold it.

usage: python tools/build_formats.py [--out DIR] [--formats F ...] [SOURCE ...]

DIR (build/formats) gains a folder per format: pdf, scan, docx, doc, xlsx, xls, html, md, txt. The
same gold holds in all of them. Asked for by name there are also texts whose tables lost their
cells, a folder per kind of damage (writers/lost.py). Two kinds of documents are left out where they
cannot be: a report in running text is nobody's worksheet, so xlsx and xls hold the forms only; and
a source without tables whose own format is txt has the wear of that format (lines and numbers cut
in the middle) in its words, so it stays txt. LibreOffice makes pdf, doc and xls.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from writers.formats import WRITERS
from writers.lost import KINDS, write_lost
from writers.markup import Block, parse
from writers.office import convert, write_pdfs
from writers.scan import write_scan

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tools" / "corpus_sources"
OUT = ROOT / "build" / "formats"
FORMATS = ("pdf", "scan", "docx", "doc", "xlsx", "xls", "html", "md", "txt")
LOST = tuple(KINDS)
WIDE = 8  # columns
PAGED = frozenset(("pdf", "scan", "txt"))
SHEETS = frozenset(("xlsx", "xls"))
# LibreOffice makes the one from the other.
CONVERTED = {"doc": "docx", "xls": "xlsx"}
UNFINISHED = re.compile(r"[^。！？；：:.;!?…”）)]$")


@dataclass(frozen=True, slots=True)
class Source:
    """A document of the own corpus: its name in gold, its front matter and its blocks."""

    file: str
    meta: dict[str, str]
    blocks: list[Block]

    @property
    def stem(self) -> str:
        """The name of the document without that of a format."""
        return Path(self.file).stem

    @property
    def tables(self) -> list[list[list[str]]]:
        """The rows of its tables."""
        return [b.rows for b in self.blocks if b.kind == "table"]

    @property
    def is_form(self) -> bool:
        """Whether it has more rows in tables than paragraphs beside them."""
        return sum(map(len, self.tables)) > sum(bool(b.text) for b in self.blocks)

    @property
    def is_wide(self) -> bool:
        """Whether an office would print it on turned pages."""
        return max((len(row) for rows in self.tables for row in rows), default=0) >= WIDE

    def fits(self, form: str) -> bool:
        """Whether a format can hold the document."""
        if form in LOST:
            return bool(self.tables)
        if not self.tables and self.file.endswith(".txt"):
            return form == "txt"
        return self.is_form or form not in SHEETS

    def as_written(self, form: str) -> tuple[dict[str, str], list[Block]]:
        """Front matter and blocks for a format; a charset belongs to the source's own."""
        own = self.file.endswith(f".{form}")
        meta = {k: v for k, v in self.meta.items() if own or k != "encoding"}
        if not own:
            meta |= {"landscape": _flag(self.is_wide), "repeat_heads": _flag(not self.is_form)}
        return meta, self.blocks if own or form in PAGED else unpaged(self.blocks)


def _flag(value: bool) -> str:
    return "true" if value else "false"


def read_sources(names: Collection[str] = ()) -> list[Source]:
    """The sources, all when no names are given."""
    known = {path.stem: path for path in sorted(SOURCES.glob("*.md"))}
    found = []
    for name in names or known:
        meta, blocks = parse(known[name.removesuffix(".md")])
        found.append(Source(meta["file"], meta, blocks))
    return found


def unpaged(blocks: Sequence[Block]) -> list[Block]:
    """Blocks for a format without pages: a sentence that a page break cut is put together."""
    kept: list[Block] = []
    cut = False
    for block in blocks:
        if block.kind == "page":
            cut = bool(kept) and kept[-1].kind == "text" and bool(UNFINISHED.search(kept[-1].text))
        elif cut and block.kind == "text":
            kept[-1] = Block("text", kept[-1].text + block.text)
            cut = False
        else:
            kept.append(block)
            cut = False
    return kept


def build(out: Path, sources: Sequence[Source], formats: Collection[str] = FORMATS) -> None:
    """Write the sources into a folder per format below ``out``; what lay there is replaced."""
    wanted = [*formats, *(CONVERTED[f] for f in formats if f in CONVERTED)]
    wanted += ["pdf"] if "scan" in formats else []
    for form in sorted(set(wanted), key=_order):
        folder = out / form
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        held = [s for s in sources if s.fits(form)]
        if held:
            _write(form, held, out)


def _order(form: str) -> int:
    """What others are made from comes first."""
    return 0 if form in WRITERS or form in LOST else 1 if form != "scan" else 2


def _write(form: str, sources: Sequence[Source], out: Path) -> None:
    folder = out / form
    if form in WRITERS:
        for source in sources:
            WRITERS[form](*source.as_written(form), folder / f"{source.stem}.{form}")
    elif form in LOST:
        for source in sources:
            write_lost(form, unpaged(source.blocks), folder / f"{source.stem}.txt")
    elif form == "pdf":
        write_pdfs([(*s.as_written(form), s.stem) for s in sources], folder)
    elif form == "scan":
        for source in sources:
            write_scan(out / "pdf" / f"{source.stem}.pdf", folder / f"{source.stem}.pdf")
    else:
        made_from = CONVERTED[form]
        files = [out / made_from / f"{source.stem}.{made_from}" for source in sources]
        convert(files, form, folder)


def main() -> None:
    """Build what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sources", nargs="*", help="source names; all when none is given")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the files")
    parser.add_argument("--formats", nargs="+", choices=(*FORMATS, *LOST), default=FORMATS)
    asked = parser.parse_args()
    build(asked.out, read_sources(asked.sources), asked.formats)
    for form in asked.formats:
        folder = asked.out / form
        if folder.is_dir():
            print(f"{folder}: {len(list(folder.iterdir()))}")


if __name__ == "__main__":
    main()
