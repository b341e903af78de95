"""A bar on a terminal, plain lines in a log."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

RUNNER = str(Path(__file__).parent / "run_with.py")


def test_a_log_gets_plain_lines(corpus: Path, tmp_path: Path, start_run: Any) -> None:
    (corpus / "坏.txt").write_text("BUG", "utf-8")
    child = start_run(corpus, tmp_path / "out", "faulty", "--jobs", "1")
    output, lines = child.communicate(timeout=30)
    assert child.returncode == 2
    assert re.search(r"^1/13 乙 县/00（部门）.txt 完成 \d+\.\ds$", lines, re.M)
    assert re.search(r"^\d+/13 坏.txt 失败 \d+\.\ds：程序出错 ValueError", lines, re.M)
    assert "\x1b" not in lines
    assert "Traceback" not in lines
    assert "失败的文件：\n  坏.txt：程序出错 ValueError: 意外的值（run/work.py:" in lines
    assert output.startswith("13 个文件：完成 12（新处理 12），失败 1。\n表格已更新：")


def test_debug_shows_where_it_broke(corpus: Path, tmp_path: Path, start_run: Any) -> None:
    (corpus / "坏.txt").write_text("BUG", "utf-8")
    child = start_run(corpus, tmp_path / "out", "faulty", "--debug")
    _, lines = child.communicate(timeout=30)
    assert "Traceback (most recent call last)" in lines
    assert 'raise ValueError("意外的值")' in lines


def test_a_second_run_says_that_nothing_changed(
    corpus: Path, tmp_path: Path, start_run: Any
) -> None:
    start_run(corpus, tmp_path / "out", "steady").communicate(timeout=30)
    output, lines = start_run(corpus, tmp_path / "out", "steady").communicate(timeout=30)
    assert output.startswith("12 个文件：完成 12（新处理 0），失败 0。\n没有变化，表格无须更新：")
    assert lines == ""


def test_a_terminal_gets_a_bar(corpus: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, RUNNER, "slow", "run", str(corpus), "--out", str(tmp_path / "out")]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    child = subprocess.Popen(command, stderr=theirs, stdout=subprocess.PIPE, env=environment)
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux reports the end of a terminal so
            break
        if not part:
            break
        seen += part
    child.communicate(timeout=30)
    os.close(ours)
    assert child.returncode == 0
    assert "读取" in seen.decode()
    assert "\x1b" in seen.decode()
    assert "1/12 " not in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.decode()).splitlines()[0]
