"""Where each file came from: one row a file, also for those that could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..model.corpus_tables import CorpusRow
from ..model.errors import JixiaoError
from ..model.tables import column
from ..run.made_by import MadeBy
from ..store.duck import csv_source, header, literal

MANIFEST = "manifest.csv"
GIVEN = ("file", "url", "retrieved", "licence")
_IN_ARCHIVE = r"^(.*?\.(?:zip|rar|7z|tar|tgz|gz|eml|msg))/.*$"
# The row of a file, else that of the archive which it lies in.
_ROWS = """
SELECT r.file, r.doc_id, d.sha256, r.status, r.error, r.duplicate_of,
  coalesce(m.url, a.url) AS url, coalesce(m.retrieved, a.retrieved) AS retrieved,
  coalesce(m.licence, a.licence) AS licence,
  {version} AS jixiao, {code} AS code, {packs} AS packs
FROM {runs} r
LEFT JOIN (SELECT file, any_value(sha256) AS sha256 FROM {documents} GROUP BY file) d
  ON d.file = r.file
LEFT JOIN {manifest} m ON m.file = r.file
LEFT JOIN {manifest} a ON a.file = regexp_extract(r.file, {archive}, 1)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance(CorpusRow):
    """Each file of the corpus: its bytes, its source, and what read it."""

    table = "provenance"
    label = "来源"

    file: str = column("语料文件夹下的路径", "path below the corpus folder", default="")
    doc_id: str = column(
        "文件编号", "doc_id of the document; empty where the file could not be opened", default=""
    )
    sha256: str = column("文件哈希", "SHA-256 of the file's bytes", default="")
    status: str = column("状态", "done, failed, or unpacked (an archive)", default="")
    error: str = column("失败原因", "why it could not be read", default="")
    duplicate_of: str = column("与之相同的文件", "first file of the same bytes", default="")
    url: str = column("来源网址", "address that it was taken from, by the manifest", default="")
    retrieved: str = column("取得日期", "when it was taken, by the manifest", default="")
    licence: str = column("许可", "licence or terms, by the manifest", default="")
    jixiao: str = column("软件版本", "version of jixiao", default="")
    code: str = column("代码哈希", "SHA-256 over jixiao's code and its libraries", default="")
    packs: str = column("规则包", "packs with the first 12 digits of their SHA-256", default="")


def provenance_query(out: Path, manifest: Path | None, made_by: MadeBy) -> str:
    """The query that gives the rows of ``Provenance``; a manifest of another form is refused."""
    packs = " ".join(f"{name}@{digest[:12]}" for name, digest in made_by.packs.items())
    return _ROWS.format(
        version=literal(made_by.version),
        code=literal(made_by.code),
        packs=literal(packs),
        archive=literal(_IN_ARCHIVE),
        runs=_source(out / "runs.csv"),
        documents=_source(out / "documents.csv"),
        manifest=_manifest(manifest),
    )


def _source(path: Path) -> str:
    return csv_source(path, header(path))


def _manifest(path: Path | None) -> str:
    if path is None:
        return "(SELECT " + ", ".join(f"NULL::VARCHAR AS {name}" for name in GIVEN) + ")"
    try:
        columns = header(path)
    except UnicodeDecodeError as error:
        raise JixiaoError(f"{path} 不是 UTF-8。请另存为 UTF-8 的 CSV。") from error
    if "file" not in columns:
        raise JixiaoError(
            f"{path} 的第一行应是列名，至少有 file（语料文件夹下的路径），"
            "可以有 url、retrieved（取得日期）、licence（许可）。"
        )
    cells = ", ".join(
        f"min({name}) AS {name}" if name in columns else f"NULL::VARCHAR AS {name}"
        for name in GIVEN[1:]
    )
    return f"(SELECT file, {cells} FROM {csv_source(path, columns)} GROUP BY file)"
