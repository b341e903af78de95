"""Formats that another program reads: LibreOffice makes docx or xlsx of them; doc also antiword.

LibreOffice runs without a screen, with a profile of its own that is thrown away, and with macros,
scripts and links switched off.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ..model.canonical import Canonical
from ..model.errors import Unreadable
from .doc_end import with_last_paragraph
from .encoding import Decoded
from .limits import CONVERT_SECONDS
from .programs import Ended, run

Kind = Literal["doc", "rtf", "word-xml", "odt", "ods", "xlsb"]


@dataclass(frozen=True, slots=True)
class Form:
    """A format that is converted: its name to users, its media type, what it becomes."""

    name: str
    media_type: str
    ending: str
    target: Literal["docx", "xlsx"] = "docx"


FORMS: dict[Kind, Form] = {
    "doc": Form("旧版 Word 或 WPS 文档（.doc、.wps）", "application/msword", "doc"),
    "rtf": Form("RTF 文档", "application/rtf", "rtf"),
    "word-xml": Form("Word 2003 XML 文档", "application/msword", "xml"),
    "odt": Form("OpenDocument 文档（.odt）", "application/vnd.oasis.opendocument.text", "odt"),
    "ods": Form(
        "OpenDocument 表格（.ods）", "application/vnd.oasis.opendocument.spreadsheet", "ods", "xlsx"
    ),
    "xlsb": Form(
        "二进制工作簿（.xlsb）",
        "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
        "xlsb",
        "xlsx",
    ),
}
FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
PACKAGES = {"docx": "libreoffice-writer-nogui", "xlsx": "libreoffice-calc-nogui"}
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop>
</item>
</oor:items>
"""
RESTART = 81  # what LibreOffice ends with after it has filled a new profile
STARTS = 3
NO_PROXY = "http://127.0.0.1:9"  # nobody listens there: links lead nowhere


def read_office(data: bytes, kind: Kind) -> Canonical:
    """The canonical text of a file in a format that another program has to read."""
    form = FORMS[kind]
    if office := _office():
        converted = _converted(office, data, form)
        return replace(_read(converted, form), media_type=form.media_type)
    antiword = shutil.which("antiword")
    if antiword and kind == "doc":
        return _by_antiword(antiword, data)
    raise Unreadable(f"{form.name}要由 LibreOffice 转换，这台机器上没有装。{_install(form)}")


def _read(converted: bytes, form: Form) -> Canonical:
    if form.target == "xlsx":
        from .xlsx import read_xlsx

        return read_xlsx(converted)
    from .docx import read_docx

    return read_docx(converted)


def _install(form: Form) -> str:
    return (
        f"请安装 LibreOffice（Debian、Ubuntu：apt install {PACKAGES[form.target]}）后重试，"
        f"或用 Office、WPS 另存为 .{form.target}。"
    )


def _office() -> str | None:
    """The program of LibreOffice itself where it lies beside its starter, else the starter."""
    starter = shutil.which("soffice") or shutil.which("libreoffice")
    if starter is None:
        return None
    program = Path(starter).resolve().with_name("soffice.bin")
    return str(program) if os.access(program, os.X_OK) else starter


def _converted(office: str, data: bytes, form: Form) -> bytes:
    """The file as docx or xlsx."""
    with tempfile.TemporaryDirectory(prefix="jixiao-", ignore_cleanup_errors=True) as folder:
        profile = Path(folder, "profile", "user")
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(PROFILE, "utf-8")
        source, target = (
            Path(folder, f"file.{form.ending}"),
            Path(folder, "out", f"file.{form.target}"),
        )
        source.write_bytes(with_last_paragraph(data) if form.ending == "doc" else data)
        command = [
            office,
            f"-env:UserInstallation={profile.parent.as_uri()}",
            *("--headless", "--invisible", "--norestore", "--nologo", "--nodefault"),
            *("--convert-to", FILTERS[form.target], "--outdir", str(target.parent), str(source)),
        ]
        for _ in range(STARTS):
            if _run(command, folder, "LibreOffice").status != RESTART:
                break
        if not target.is_file():
            raise Unreadable(
                "LibreOffice 打不开这个文件（可能已损坏、有密码，"
                f"或没有装 {PACKAGES[form.target]}）。"
                f"请用 Office 或 WPS 打开，另存为 .{form.target} 后重试。"
            )
        return target.read_bytes()


def _by_antiword(antiword: str, data: bytes) -> Canonical:
    """The text of a Word document; its tables come as lines parted by upright strokes."""
    from .txt import canonical_text

    with tempfile.TemporaryDirectory(prefix="jixiao-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, "file.doc")
        source.write_bytes(data)
        command = [antiword, "-w", "0", "-m", "UTF-8.txt", str(source)]
        text = _run(command, folder, "antiword").out.decode("utf-8", "replace")
    if not text.strip():
        raise Unreadable(f"antiword 没有读出任何文字。{_install(FORMS['doc'])}")
    return canonical_text(Decoded(text, "utf-8"), FORMS["doc"].media_type)


def _run(command: Sequence[str], folder: str, name: str) -> Ended:
    too_slow = (
        f"{name} 转换超过 {CONVERT_SECONDS} 秒，已停止。"
        "请用 Office 或 WPS 另存为 .docx、.xlsx 后重试。"
    )
    return run(command, CONVERT_SECONDS, too_slow, folder=folder, environment=_environment(folder))


def _environment(folder: str) -> dict[str, str]:
    return {
        "HOME": folder,
        "TMPDIR": folder,
        "http_proxy": NO_PROXY,
        "https_proxy": NO_PROXY,
        "SAL_USE_VCLPLUGIN": "svp",
    }
