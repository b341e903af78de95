"""Build the files of corpus/ from the light-markup sources in tools/corpus_sources/.

usage: python tools/build_corpus.py [SOURCE ...]     (names without .md; none means all)

The markup is told in tools/writers/markup.py. tools/build_formats.py writes the same sources in
all formats.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from writers.formats import WRITERS
from writers.markup import parse
from writers.office import write_pdf

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tools" / "corpus_sources"
CORPUS = ROOT / "corpus"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sources", nargs="*", help="source names; all when none is given")
    names = parser.parse_args().sources or sorted(p.stem for p in SOURCES.glob("*.md"))
    CORPUS.mkdir(exist_ok=True)
    for name in names:
        meta, blocks = parse(SOURCES / f"{name.removesuffix('.md')}.md")
        out = CORPUS / meta["file"]
        write = write_pdf if out.suffix == ".pdf" else WRITERS[out.suffix.removeprefix(".")]
        write(meta, blocks, out)
        print(out.relative_to(ROOT))


if __name__ == "__main__":
    main()
