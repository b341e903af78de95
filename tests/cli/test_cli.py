"""The command line: complete help in Chinese, messages that tell what to do, exit status."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

from jixiao.cli import main

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ["run", "explain", "evaluate", "report", "packs", "packs list", "packs check"]
REPORT = "某县民政局2023年度部门整体支出绩效自评报告\n全年支出 419.86 万元。\n"


def jixiao(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """Run a command line in this process; gives its exit status."""
    monkeypatch.setattr(sys, "argv", ["jixiao", *words])
    monkeypatch.setenv("COLUMNS", "100")
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_complete_and_chinese(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert jixiao(monkeypatch, *command.split(), "--help") == 0
    text = capsys.readouterr().out
    assert "用法" in text
    assert not re.search(r"Usage|Show this|Options ─|Arguments ─|Commands ─|required|default", text)
    for line in re.findall(r"^│ (?:\* )? *(?:--|[A-Z]{2})\S*.*│$", text, re.M):
        assert re.search(r"[\u4e00-\u9fff]", line), f"no explanation: {line}"
    assert "…" not in text.replace("[ARGS]…", "")


@pytest.mark.parametrize(
    "command", ["run", "explain", "evaluate", "report", "packs list", "packs check"]
)
def test_help_has_examples(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    jixiao(monkeypatch, *command.split(), "--help")
    text = capsys.readouterr().out
    assert text.count(f"jixiao {command}") >= 3


def test_version(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert jixiao(monkeypatch, "--version") == 0
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert capsys.readouterr().out == f"jixiao {project['version']}\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["run"], "缺少 CORPUS。"),
        (["run", "x", "--job", "1"], "没有选项 --job，是否要用 "),
        (["run", "x", "--jobs", "many"], "--jobs / -j 的值不对"),
        (["run", "x", "--jobs", "-1"], "--jobs 和 --max-memory 不能小于 0"),
        (["run", "x", "--max-memory", "0.01"], "--max-memory 至少要"),
        (["run", "/没有/这里"], "找不到 /没有/这里。"),
        (["explain", "x"], "二者选一"),
        (["explain", "x", "--at", "1", "--text", "y"], "二者选一"),
        (["nothing"], "命令写得不对"),
    ],
)
def test_a_wrong_command_line_is_explained(
    words: list[str],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert jixiao(monkeypatch, *words) == 1
    errors = capsys.readouterr().err
    assert errors.startswith("错误：")
    assert message in errors
    assert "Traceback" not in errors


def test_run_makes_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "in"
    corpus.mkdir()
    (corpus / "报告.txt").write_text(REPORT, "utf-8")
    out = tmp_path / "out"
    assert jixiao(monkeypatch, "run", str(corpus), "--out", str(out), "--jobs", "1") == 0
    assert "1 个文件：完成 1（新处理 1）" in capsys.readouterr().out
    assert "报告.txt," in (out / "documents.csv").read_text("utf-8")
    (corpus / "空.txt").touch()
    assert jixiao(monkeypatch, "run", str(corpus), "--out", str(out)) == 2
    assert "空.txt：" in capsys.readouterr().err
    (corpus / "报告.txt").unlink()
    assert jixiao(monkeypatch, "run", str(corpus), "--out", str(out)) == 1


def test_an_unknown_pack_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    words = ["run", str(tmp_path), "--out", str(tmp_path / "out"), "--packs", "没有这个包"]
    assert jixiao(monkeypatch, *words) == 1
    assert "没有这个包" in capsys.readouterr().err


def test_packs_pass_their_own_examples(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert jixiao(monkeypatch, "packs", "check") == 0, capsys.readouterr().err
    assert jixiao(monkeypatch, "packs", "list") == 0
    assert "core" in capsys.readouterr().out
