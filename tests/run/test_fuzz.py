"""A run bears damaged files: some dozens of those that ``make fuzz`` makes by the thousand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[2] / "tools"
FAST = ("txt", "md", "html", "docx", "xlsx", "zip", "eml")


@pytest.mark.slow
def test_damaged_files(tmp_path: Path) -> None:
    command = [sys.executable, str(TOOLS / "fuzz.py"), "--files", "60", "--seed", "7"]
    command += ["--jobs", "2", "--out", str(tmp_path), "--formats", *FAST]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "没有不对的地方" in ended.stdout


@pytest.mark.slow
def test_the_same_seed_makes_the_same_files(tmp_path: Path) -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(TOOLS)!r})\n"
        "from pathlib import Path\n"
        "from fuzz import write_corpus\n"
        "write_corpus(Path(sys.argv[1]), ['txt', 'html', 'docx', 'zip'], 20, 3)\n"
    )
    made = []
    for name in ("a", "b"):
        subprocess.run([sys.executable, "-c", script, str(tmp_path / name)], check=True)
        files = sorted((tmp_path / name / "in").rglob("*.*"))
        made.append([path.read_bytes() for path in files])
    assert len(made[0]) == 20
    assert made[0] == made[1]
