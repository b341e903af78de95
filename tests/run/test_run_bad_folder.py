"""A folder as people have them: each bad file has its row and reason, all others come through."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

GOOD = ("有 空格 的.txt", "【括号】(2023)[甲].txt", "二〇二三年度自评报告.txt")
REPORT = "某县民政局2023年度部门整体支出绩效自评报告\n全年支出 419.86 万元，完成预算的 95.2%。\n"
PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2


@pytest.fixture
def bad_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "坏 文件夹"
    (folder / "下级 [1]").mkdir(parents=True)
    for name in GOOD:
        (folder / "下级 [1]" / name).write_text(REPORT, "utf-8")
    (folder / "空文件.txt").touch()
    (folder / "截断.pdf").write_bytes(pdf()[:200])
    (folder / "加密.pdf").write_bytes(pdf(b"/Encrypt 5 0 R"))
    with zipfile.ZipFile(folder / "其实是压缩包.pdf", "w") as archive:
        archive.writestr("报告.txt", REPORT)
        archive.writestr("安装.exe", b"MZ" + bytes(range(256)))
    with (folder / "一行.txt").open("wb") as file:
        for _ in range(100):
            file.write(b"1" * 1_000_000)
    (folder / "无权限.txt").write_text(REPORT, "utf-8")
    (folder / "无权限.txt").chmod(0)
    (folder / "断链.txt").symlink_to(folder / "没有这个文件.txt")
    (folder / "回环").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "管道.txt")
    (folder / "README.md").write_text("说明", "utf-8")
    (folder / "~$报告.docx").write_bytes(b"lock")
    (folder / ".隐藏.txt").write_text(REPORT, "utf-8")
    (folder / "gold").mkdir()
    (folder / "gold" / "amounts.csv").write_text("file\n", "utf-8")
    (folder / os.fsdecode("湘潭.txt".encode("gb18030"))).write_text(REPORT, "utf-8")
    return folder


BAD = {
    "空文件.txt": "空",
    "截断.pdf": "不完整",
    "加密.pdf": "加密",
    "其实是压缩包.pdf/安装.exe": "程序",
    "一行.txt": "过大",
    "无权限.txt": "没有读取权限",
    "断链.txt": "链接指向的文件不存在",
    "管道.txt": "不是普通文件",
}


def test_each_bad_file_has_its_reason(bad_folder: Path, tmp_path: Path, read_table: Any) -> None:
    out = tmp_path / "结果 1"
    command = [sys.executable, "-m", "jixiao", "run", str(bad_folder), "--out", str(out)]
    ended = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", preexec_fn=plain_rights()
    )
    assert ended.returncode == 2, ended.stderr
    rows = {r["file"]: r for r in read_table(out, "runs")}
    good = {f"下级 [1]/{name}" for name in GOOD} | {"湘潭.txt", "其实是压缩包.pdf/报告.txt"}
    assert rows.pop("其实是压缩包.pdf")["status"] == "unpacked"
    assert set(rows) == set(BAD) | good
    assert {name for name, row in rows.items() if row["status"] == "done"} == good
    assert {r["file"] for r in read_table(out, "documents")} == good
    for name, reason in BAD.items():
        assert rows[name]["status"] == "failed"
        assert reason in rows[name]["error"]
        assert len(rows[name]["error"]) >= 8
        assert "程序出错" not in rows[name]["error"]
        assert f"{name}：{rows[name]['error']}" in ended.stderr


def plain_rights() -> Callable[[], None] | None:
    """Root reads what nobody may read; a child started with this is refused like anyone else."""
    if os.geteuid() != 0:
        return None
    libc = ctypes.CDLL(None)

    def drop() -> None:
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
                raise OSError("prctl")

    return drop


def pdf(trailer: bytes = b"") -> bytes:
    """A PDF of one page; with ``/Encrypt`` in the trailer it asks for a password."""
    key = b"<" + b"00" * 32 + b">"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        b"<</Length 9>>stream\nBT ET    \nendstream",
        b"<</Filter/Standard/V 1/R 2/P -4/O" + key + b"/U" + key + b">>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    data += b"trailer<</Size %d/Root 1 0 R/ID[<00><00>]%s>>\n" % (len(objects) + 1, trailer)
    return data + b"startxref\n%d\n%%%%EOF\n" % start
