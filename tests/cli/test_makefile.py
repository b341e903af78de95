"""``make help`` names every target and variable; what the recipes call exists."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "Makefile").read_text("utf-8")


def make(*words: str) -> str:
    """What make prints."""
    command = ["make", "--no-print-directory", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_help_describes_itself() -> None:
    text = make("help")
    for target in re.findall(r"^\.PHONY: (\w+)$", TEXT, re.M):
        assert re.search(rf"^  {target} +[\u4e00-\u9fff]", text, re.M), target
    for variable in re.findall(r"^([A-Z]+) \?=", TEXT, re.M):
        assert re.search(rf"^  {variable} .*[\u4e00-\u9fff]", text, re.M), variable


def test_the_default_goal_runs_over_the_corpus() -> None:
    plan = make("-n", "CORPUS=我的 报告", "OUT=结果", "JOBS=3", "PACKS=a ./b")
    assert "jixiao run \"我的 报告\" --out \"结果\" --jobs 3 --packs 'a' --packs './b'" in plan
