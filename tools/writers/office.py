"""What LibreOffice makes of files: pdf, doc, xls. Needs Writer, Calc and the font of the PDFs."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .frozen import freeze_pdf
from .markup import Block
from .word import write_docx

PDF_FONT = "Noto Serif CJK SC"
SECONDS = 120  # for a start of LibreOffice
SECONDS_A_FILE = 30


def convert(files: Sequence[Path], form: str, folder: Path) -> None:
    """Write every file as ``form`` (pdf, doc, xls) into the folder; all in one start."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", "--headless", f"-env:UserInstallation={Path(profile).as_uri()}"]
        command += ["--convert-to", form, "--outdir", str(folder), *map(str, files)]
        seconds = SECONDS + SECONDS_A_FILE * len(files)
        subprocess.run(command, check=True, capture_output=True, timeout=seconds)
    for file in files:
        made = folder / f"{file.stem}.{form}"
        if not made.is_file():
            raise FileNotFoundError(f"LibreOffice made no {made.name}; is the part for it there?")
        if form == "pdf":
            freeze_pdf(made)


def write_pdf(meta: dict[str, str], blocks: list[Block], out: Path) -> None:
    """One document as PDF."""
    write_pdfs([(meta, blocks, out.stem)], out.parent)


def write_pdfs(documents: Sequence[tuple[dict[str, str], list[Block], str]], folder: Path) -> None:
    """Documents (front matter, blocks, stem) as PDF into a folder, in one start of LibreOffice."""
    with tempfile.TemporaryDirectory() as drafts:
        paths = [Path(drafts) / f"{stem}.docx" for _, _, stem in documents]
        for (meta, blocks, _), path in zip(documents, paths, strict=True):
            write_docx(meta, blocks, path, font=PDF_FONT)
        convert(paths, "pdf", folder)
