"""Read thousands of damaged files and see that a run bears them all.

usage: python tools/fuzz.py [--files N] [--seed N] [--out DIR] [--formats F ...] [--jobs N]

The own corpus is written in every format (``build_formats``), packed into archives and mails, and
damaged by chance (``mutate``). Then ``jixiao run`` reads it. It fails (exit 1) when the run does
not end by itself, a file has no row in ``runs``, a row does not quote its text, an exception was
not foreseen, or a process, a file in the corpus or a temporary file is left behind.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from build_formats import ROOT, build, read_sources
from fuzz_check import Verdict, check, started
from fuzz_mutate import mutate
from fuzz_seeds import packed, pictures

OUT = ROOT / "build" / "fuzz"
SOURCES = ("b6_shucheng_wltj_2022", "b1_gucheng_nyncj_2022", "b9b_yandu_mzj_2022")
BUILT = ("pdf", "docx", "doc", "xlsx", "xls", "html", "md", "txt")
PICTURES = {"png": "PNG", "jpg": "JPEG"}
# What takes seconds a file (LibreOffice, character recognition) gets a small share.
SHARES = {
    "txt": 12, "md": 6, "html": 14, "docx": 16, "xlsx": 16, "xls": 12, "pdf": 16, "zip": 6,
    "eml": 6, "doc": 2, "png": 1, "jpg": 1,
}  # fmt: skip
TIMEOUT = 60


def write_corpus(out: Path, formats: Sequence[str], count: int, seed: int) -> Path:
    """``count`` damaged files in a folder below ``out``; the same seed gives the same files."""
    seeds = out / "seeds"
    build(seeds, read_sources(SOURCES), [form for form in BUILT if form in formats])
    whole = {form: _contents(seeds / form) for form in formats if form in BUILT}
    chance = random.Random(seed)
    pdfs = _contents(seeds / "pdf") or _contents(ROOT / "corpus", ".pdf")
    for form, name in PICTURES.items():
        if form in formats:
            whole[form] = pictures(pdfs, name)
    for form in ("zip", "eml"):
        if form in formats:
            whole[form] = packed(form, whole, chance)
    corpus = out / "in"
    shutil.rmtree(corpus, ignore_errors=True)
    forms = chance.choices(list(whole), [SHARES[form] for form in whole], k=count)
    for number, form in enumerate(forms):
        path = corpus / form / f"{number:05}.{form}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(mutate(chance, chance.choice(whole[form]), whole))
    return corpus


def _contents(folder: Path, suffix: str = "") -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.glob(f"*{suffix}")) if path.is_file()]


def fuzz(out: Path, formats: Sequence[str], count: int, seed: int, jobs: int) -> Verdict:
    """Write the corpus, read it, and judge how that went."""
    corpus = write_corpus(out, formats, count, seed)
    tables = out / "out"
    shutil.rmtree(tables, ignore_errors=True)
    begun = time.perf_counter()
    ended = started(corpus, tables, out / "tmp", jobs, TIMEOUT)
    return check(ended, corpus, tables, out / "tmp", time.perf_counter() - begun)


def main() -> None:
    """Fuzz as the command line asks."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=2000, help="how many files")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other files")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for files and tables")
    parser.add_argument("--formats", nargs="+", choices=list(SHARES), default=list(SHARES))
    parser.add_argument("--jobs", type=int, default=0, help="processes; 0: all cores")
    asked = parser.parse_args()
    verdict = fuzz(asked.out, asked.formats, asked.files, asked.seed, asked.jobs)
    print(verdict.report())
    sys.exit(1 if verdict.faults else 0)


if __name__ == "__main__":
    main()
