"""What a file or a script may try on a run: it costs the file, and nothing is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

REPORT = "某县民政局2023年度部门整体支出绩效自评报告\n全年支出 419.86 万元，完成预算的 95.2%。\n"
SCRIPT = """
from pathlib import Path
from jixiao.run.corpus import Settings, run_corpus
{guard}run_corpus(Settings(corpus=Path({corpus!r}), out=Path({out!r}), jobs=2))
"""


def jixiao(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "jixiao", "run", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("guard", ["", "if __name__ == '__main__': "])
def test_a_script_without_a_guard_is_told_so(corpus: Path, tmp_path: Path, guard: str) -> None:
    script, out = tmp_path / "script.py", tmp_path / "out"
    script.write_text(SCRIPT.format(guard=guard, corpus=str(corpus), out=str(out)), "utf-8")
    ended = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    assert (ended.returncode == 0) == bool(guard)
    assert ended.stderr.count("Traceback") == (0 if guard else 1)
    assert ('请把它放在 if __name__ == "__main__": 之下' in ended.stderr) == (not guard)
    assert (out / "runs.csv").exists() == bool(guard)


def test_a_converter_ends_with_the_file_that_took_too_long(tmp_path: Path, read_table: Any) -> None:
    office = tmp_path / "bin" / "soffice"
    office.parent.mkdir()
    office.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/child\nexec sleep 60\n")
    office.chmod(0o755)
    corpus, out = tmp_path / "in", tmp_path / "out"
    corpus.mkdir()
    (corpus / "报告.rtf").write_bytes(rb"{\rtf1\ansi 1}")
    (corpus / "报告.txt").write_text(REPORT, "utf-8")
    path = f"{office.parent}:{os.environ['PATH']}"
    ended = jixiao(str(corpus), "--out", str(out), "--timeout", "3", PATH=path)
    assert ended.returncode == 2
    rows = {r["file"]: r for r in read_table(out, "runs")}
    assert "超过 3 秒" in rows["报告.rtf"]["error"]
    assert rows["报告.txt"]["status"] == "done"
    assert not runs(int((tmp_path / "child").read_text()))


def test_a_pdf_that_nests_without_end_costs_itself(tmp_path: Path, read_table: Any) -> None:
    corpus, out = tmp_path / "in", tmp_path / "out"
    corpus.mkdir()
    (corpus / "套.pdf").write_bytes(nested_pdf(26))
    (corpus / "报告.txt").write_text(REPORT, "utf-8")
    ended = jixiao(str(corpus), "--out", str(out), "--timeout", "3")
    assert ended.returncode == 2
    rows = {r["file"]: r for r in read_table(out, "runs")}
    assert rows["报告.txt"]["status"] == "done"
    assert "超过 3 秒" in rows["套.pdf"]["error"]


def runs(process: int) -> bool:
    """Whether a process still runs; one that nobody has reaped yet does not."""
    try:
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def nested_pdf(depth: int) -> bytes:
    """A page that draws a form twice, which draws a form twice, and so on: 2 ** depth drawings."""
    draw = b"/Length 11 >>stream\n/A Do /B Do\nendstream"
    both = b"/Resources << /XObject << /A %d 0 R /B %d 0 R >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R "
        + both % (5, 5)
        + b">>",
        b"<< " + draw,
    ]
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] "
    for number in range(6, depth + 6):
        objects.append(form + both % (number, number) + draw)
    objects.append(form + b"/Length 11 >>stream\n0 0 m 1 1 l\nendstream")
    data = b"%PDF-1.4\n"
    for number, body in enumerate(objects, 1):
        data += b"%d 0 obj%s\nendobj\n" % (number, body)
    return data + b"trailer<</Size %d/Root 1 0 R>>\n%%%%EOF\n" % (len(objects) + 1)
