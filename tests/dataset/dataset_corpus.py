"""A small corpus with what datasets must stand: persons, formulas, long sections."""

from __future__ import annotations

import shutil
from pathlib import Path

from jixiao.run.corpus import Settings, run_corpus

ROOT = Path(__file__).parents[2]
TAKEN = (
    "2022_始兴县综合交通运输局_整体自评报告.txt",
    "2023_始兴县综合交通运输局_整体自评报告.docx",
    "2021_连州市市场监督管理局_部门整体支出绩效自评表.pdf",
    "2022_盐城市盐都区民政局_部门整体支出绩效自评表.txt",
)
REPORT = """某县林业局2023年度部门整体支出绩效自评报告
填报人：欧阳若兰    联系电话：13912345678
一、基本情况
=HYPERLINK("http://example.invalid","点我")部门预算100万元。
{long}
二、存在的问题
预算编制不够细化，欧阳若兰负责的两个项目执行缓慢，支出进度仅52.5%。
"""
PERSONS = ("欧阳若兰", "13912345678", "温志鹏", "戈晓岚", "0515-88420317")
MANIFEST = """\ufefffile,url,retrieved,licence,备注
2022_始兴县综合交通运输局_整体自评报告.txt,https://example.invalid/a,2024-05-01,政府信息公开,"有,逗号"
不存在.pdf,https://example.invalid/b,,,
"""


def make_corpus(folder: Path) -> Path:
    folder.mkdir()
    for name in TAKEN:
        shutil.copy(ROOT / "corpus" / name, folder)
    spent = "".join(f"第{n}个项目投入资金{n}.5万元，按计划实施。\n" for n in range(1, 300))
    long = spent + "\n".join(["各项工作按计划实施，管理制度健全，资金使用规范。" * 20] * 300)
    (folder / "某县林业局.txt").write_text(REPORT.format(long=long), "utf-8")
    (folder / "又一份.txt").write_text(REPORT.format(long=long), "utf-8")
    (folder / "读不了.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "manifest.csv").write_text(MANIFEST, "utf-8")
    return folder


def run(corpus: Path, out: Path, jobs: int = 1) -> Path:
    run_corpus(Settings(corpus=corpus, out=out, jobs=jobs, contacts=True))
    return out
