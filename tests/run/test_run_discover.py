"""Which files of a folder are documents, and in which order."""

from __future__ import annotations

import os
from pathlib import Path

from jixiao.run.discover import discover
from jixiao.run.names import readable


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")


def names(folder: Path, out: Path | None = None) -> list[str]:
    return [entry.file for entry in discover(folder, out)]


def test_what_is_no_report_is_left_out(tmp_path: Path) -> None:
    make(tmp_path, "乙/报告.txt", "甲.docx", "b/c/d.pdf")
    make(tmp_path, "README.md", "b/readme.txt", "~$甲.docx", ".cache/x.txt", ".x", "gold/a.csv")
    make(tmp_path, "b/gold/rates.csv", "Thumbs.db", "desktop.ini", "__MACOSX/._a.pdf")
    assert names(tmp_path) == ["b/c/d.pdf", "乙/报告.txt", "甲.docx"]


def test_a_folder_of_output_inside_the_corpus_is_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "结果/amounts.csv")
    assert names(tmp_path, tmp_path / "结果") == ["a.txt"]


def test_the_output_of_another_run_is_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "旧结果/amounts.csv", "旧结果/.state/journal.sqlite")
    assert names(tmp_path) == ["a.txt"]


def test_links_are_followed_but_not_in_circles(tmp_path: Path) -> None:
    make(tmp_path, "外/一.txt", "内/二.txt")
    (tmp_path / "内" / "外").symlink_to(tmp_path / "外", target_is_directory=True)
    (tmp_path / "外" / "回").symlink_to(tmp_path / "外", target_is_directory=True)
    (tmp_path / "内" / "内").symlink_to(tmp_path / "内", target_is_directory=True)
    assert names(tmp_path / "内") == ["二.txt", "外/一.txt"]


def test_what_cannot_be_read_has_an_entry(tmp_path: Path) -> None:
    (tmp_path / "断.txt").symlink_to("无.txt")
    (tmp_path / "环.txt").symlink_to("环.txt")
    os.mkfifo(tmp_path / "管道")
    reasons = {entry.file: entry.reason for entry in discover(tmp_path)}
    assert "不存在" in reasons["断.txt"]
    assert "成环" in reasons["环.txt"]
    assert "不是普通文件" in reasons["管道"]


def test_names_in_other_encodings_are_shown_as_meant(tmp_path: Path) -> None:
    assert readable("部门.txt") == "部门.txt"
    assert readable(os.fsdecode("部门.txt".encode("gb18030"))) == "部门.txt"
    assert readable(os.fsdecode(b"\xff\xff.txt")) == "\\xff\\xff.txt"


def test_of_the_folder_beside_a_saved_page_only_documents_are_read(tmp_path: Path) -> None:
    make(tmp_path, "报告.html", "报告_files/a.css", "报告_files/表.xlsx", "报告_files/icon.png")
    make(tmp_path, "表.htm", "表.files/sheet001.htm", "其他_files/a.css")
    (tmp_path / "报告_files/scan.jpg").write_bytes(b"x" * 60_000)
    assert set(names(tmp_path)) == {
        "其他_files/a.css",
        "报告.html",
        "报告_files/scan.jpg",
        "报告_files/表.xlsx",
        "表.files/sheet001.htm",
        "表.htm",
    }
