"""What is in an archive: names, nesting, limits, and nothing that a villain put there."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from pathlib import Path

import pytest
from archive_maker import make_gbk_zip, make_mail, make_zip

from jixiao.ingest import archives
from jixiao.ingest.archives import Listing, listing, opened, read_member
from jixiao.ingest.source import read_source
from jixiao.model.errors import Unreadable

TEXT = "某县民政局支出419.86万元。".encode()
MEGABYTE = 1 << 20


def listed(data: bytes) -> Listing:
    archive = opened(data)
    assert archive is not None
    return listing(archive)


def kinds(data: bytes) -> dict[str, str]:
    return {member.path: member.kind for member in listed(data).members}


def reasons(data: bytes) -> dict[str, str]:
    return {m.path: m.reason for m in listed(data).members if m.kind == "refused"}


def content(data: bytes, path: str) -> bytes:
    archive = opened(data)
    assert archive is not None
    return read_member(archive, path)


@pytest.mark.parametrize("name", ["自评表/民政局（2023）.txt", "附件1：绩效㙓䶮.docx"])
def test_names_of_chinese_windows(name: str) -> None:
    data = make_gbk_zip(name, TEXT)
    assert kinds(data) == {name: "document"}
    assert content(data, name) == TEXT


def test_names_in_utf8_without_the_flag() -> None:
    raw = "报告.txt".encode()
    data = make_zip({"x" * len(raw): TEXT}).replace(b"x" * len(raw), raw)
    assert kinds(data) == {"报告.txt": "document"}


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/报告.txt", "etc/报告.txt"),
        ("/root/报告.txt", "root/报告.txt"),
        ("C:\\桌面\\报告.txt", "桌面/报告.txt"),
        ("a/./b/../报告.txt", "a/b/报告.txt"),
        ("报告\x1b[31m\u202e.txt", "报告_[31m_.txt"),
        ("..", "_"),
    ],
)
def test_a_name_leads_nowhere_but_into_the_archive(name: str, safe: str) -> None:
    found = listed(make_zip({name: TEXT}))
    assert [m.path for m in found.members] == [safe]
    assert "已换成安全的名字" in found.note


def test_a_name_that_stands_twice_names_two_files() -> None:
    data = make_zip([("a.txt", b"1"), ("a.txt", b"2"), ("b.zip", b"3"), ("b.zip/c.txt", b"4")])
    assert list(kinds(data)) == ["a.txt", "a (2).txt", "b (2).zip", "b.zip/c.txt"]
    assert [content(data, path) for path in kinds(data)] == [b"1", b"2", b"3", b"4"]


def test_what_is_no_report_is_left_out() -> None:
    names = ("__MACOSX/._a.txt", ".DS_Store", "Thumbs.db", "~$a.docx", "README.txt", "a.txt")
    assert list(kinds(make_zip(dict.fromkeys(names, TEXT)))) == ["a.txt"]


def test_archives_in_archives() -> None:
    inner = make_zip({"深/报告.txt": TEXT})
    data = make_zip({"里.zip": inner, "信.eml": make_mail("请查收", {"包.zip": inner})})
    assert kinds(data) == {
        "里.zip": "archive",
        "里.zip/深/报告.txt": "document",
        "信.eml": "archive",
        "信.eml/包.zip": "archive",
        "信.eml/包.zip/深/报告.txt": "document",
    }
    assert content(data, "信.eml/包.zip/深/报告.txt") == TEXT


def test_a_document_that_is_a_zip_inside_is_a_document() -> None:
    word = make_zip({"word/document.xml": b"<a/>"})
    assert kinds(make_zip({"报告.docx": word})) == {"报告.docx": "document"}


def test_nesting_ends() -> None:
    data = make_zip({"报告.txt": TEXT})
    for _ in range(6):
        data = make_zip({"报告.txt": TEXT, "里.zip": data})
    found = kinds(data)
    assert list(found.values()).count("document") == 3
    assert reasons(data).keys() == {"里.zip/里.zip/里.zip"}
    assert "层以上" in reasons(data)["里.zip/里.zip/里.zip"]


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "ARCHIVE_MEMBERS", 5)
    with pytest.raises(Unreadable, match="太多"):
        listed(make_zip({f"{n}.txt": TEXT for n in range(6)}))
    inner = make_zip({f"{n}.txt": TEXT for n in range(3)})
    found = reasons(make_zip({"a.zip": inner, "b.zip": inner, "报告.txt": TEXT}))
    assert found.keys() == {"a.zip", "b.zip"}


def test_all_of_it_together_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "ARCHIVE_BYTES", 1000)
    with pytest.raises(Unreadable, match="解压后过大"):
        listed(make_zip({"a.txt": bytes(600), "b.txt": bytes(600)}))


def test_a_bomb_costs_itself_and_nothing_else() -> None:
    data = make_zip({"弹.txt": bytes(60 * MEGABYTE), "报告.txt": TEXT})
    begun = time.process_time()
    assert "恶意" in reasons(data)["弹.txt"]
    assert kinds(data)["报告.txt"] == "document"
    with pytest.raises(Unreadable, match="恶意"):
        content(data, "弹.txt")
    assert time.process_time() - begun < 0.5


def test_a_member_never_gives_more_than_it_says() -> None:
    data = bytearray(make_zip({"弹.txt": bytes(60 * MEGABYTE)}))
    for magic, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(magic) + at, 100)
    with pytest.raises(Unreadable, match="损坏"):
        content(bytes(data), "弹.txt")


def test_members_that_overlap() -> None:
    once = make_zip({"a.txt": TEXT * 100})
    entry = once[once.index(b"PK\x01\x02") : once.index(b"PK\x05\x06")]
    end = bytearray(once[once.index(b"PK\x05\x06") :])
    struct.pack_into("<HHI", end, 8, 50, 50, 50 * len(entry))
    with pytest.raises(Unreadable, match="重叠"):
        listed(once[: once.index(b"PK\x01\x02")] + 50 * entry + bytes(end))


def test_members_that_cannot_be_inflated() -> None:
    data = bytearray(make_zip({"加密.txt": TEXT, "怪法.txt": TEXT, "坏.txt": TEXT, "好.txt": TEXT}))
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 1)
    third = data.index(b"PK\x01\x02", second + 1)
    data[first + 8] |= 1
    struct.pack_into("<H", data, second + 10, 99)
    struct.pack_into("<I", data, third + 16, 7)
    found = reasons(bytes(data))
    assert "密码" in found["加密.txt"]
    assert "压缩方法" in found["怪法.txt"]
    assert kinds(bytes(data))["好.txt"] == "document"
    with pytest.raises(Unreadable, match="损坏"):
        content(bytes(data), "坏.txt")


def test_a_link_is_no_file() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("链接.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert "符号链接" in reasons(out.getvalue())["链接.txt"]


def test_a_broken_directory() -> None:
    data = make_zip({"a.txt": TEXT, "b.txt": TEXT})
    for damaged in (data[:-30], data[: len(data) // 2], data.replace(b"PK\x01\x02", b"PK\x01\x09")):
        with pytest.raises(Unreadable, match=r"损坏|没有任何文件"):
            listed(damaged)
    with pytest.raises(Unreadable, match="没有任何文件"):
        listed(make_zip({}))


def test_a_mail_gives_its_attachments() -> None:
    names = {"民政局 自评表.txt": TEXT, "../../越权.txt": TEXT}
    data = make_mail("您好，附件是我局的自评材料，请查收。\n> 请于周五前报送。", names)
    assert list(kinds(data)) == ["民政局 自评表.txt", "越权.txt"]
    assert content(data, "民政局 自评表.txt") == TEXT


def test_the_body_of_a_mail_is_read_when_it_is_more_than_a_greeting() -> None:
    report = "部门整体支出绩效自评报告，年初预算数500万元，执行率95.2%。" * 20
    assert list(kinds(make_mail(report, {"a.txt": TEXT}))) == ["正文.txt", "a.txt"]
    assert list(kinds(make_mail("简短。", {}))) == ["正文.txt"]
    both = make_mail(report, {}, f"<html><style>p {{}}</style><p>{report}</p></html>")
    assert list(kinds(both)) == ["正文.html"]
    assert report in content(both, "正文.html").decode()


def test_attachments_with_names_as_old_programs_write_them() -> None:
    data = (
        b"From: a@b.c\r\nSubject: =?gb2312?B?vKjQpw==?=\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n'
        b'--x\r\nContent-Type: text/plain; name="=?gb2312?B?' + b"sai45i50eHQ=" + b'?="\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\nMTIz\r\n"
        b'--x\r\nContent-Type: application/msword\r\nContent-Disposition: attachment; filename="'
        + "报表.doc".encode("gb18030")
        + b'"\r\n\r\nabc\r\n--x--\r\n'
    )
    assert list(kinds(data)) == ["报告.txt", "报表.doc"]
    assert content(data, "报告.txt") == b"123"


def test_a_saved_web_page_is_its_text() -> None:
    data = (
        b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n'
        b"--x\r\nContent-Type: text/html\r\nContent-Location: http://x/\r\n\r\n"
        b"<html><body><p>" + TEXT + b"</p></body></html>\r\n"
        b"--x\r\nContent-Type: image/png\r\nContent-Location: http://x/a.png\r\n\r\nabc\r\n--x--\r\n"
    )
    assert list(kinds(data)) == ["正文.html"]


def test_a_text_that_only_looks_like_a_mail() -> None:
    assert opened("From: 办公室\n全年支出 419.86 万元。\n".encode()) is None
    assert opened("Subject: x\n正文：\nDate: y\n".encode()) is None


def test_the_bytes_of_a_member_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    path.write_bytes(make_zip({"里.zip": make_zip({"报告.txt": TEXT})}))
    assert read_source(path / "里.zip" / "报告.txt") == TEXT
    with pytest.raises(Unreadable, match="没有这个文件"):
        read_source(path / "别的.txt")
    (tmp_path / "a.txt").write_bytes(TEXT)
    with pytest.raises(Unreadable, match="没有这个文件"):
        read_source(tmp_path / "a.txt" / "b")
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["a.txt", "包.zip"]
