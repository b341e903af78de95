"""A run on a cluster from and to S3, as docs/cluster.md says; its server is in this process."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import s3fs
from moto.server import ThreadedMotoServer

from jixiao.cluster.corpus import ClusterSettings, run_cluster
from jixiao.model.errors import JixiaoError
from jixiao.run.corpus import Settings, run_corpus

pytestmark = pytest.mark.slow
CORPUS = Path(__file__).parents[2] / "corpus"
TAKEN = (
    "2021_连州市市场监督管理局_部门整体支出绩效自评表.pdf",
    "2022_宾川县葡萄产业扶持资金绩效评价报告.docx",
    "2022_盐城市盐都区民政局_部门整体支出绩效自评表.txt",
    "2022_隆回县民政局_部门整体支出绩效评价基础数据表和自评表.xlsx",
    "2023_益阳市林业和湿地保护局_整体自评报告.html",
)


@pytest.fixture(scope="module")
def access() -> Iterator[dict[str, str]]:
    """What a user of S3 has in the environment."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "of a test",
            "AWS_SECRET_ACCESS_KEY": "of a test",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
    finally:
        server.stop()


def run(corpus: str, out: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("jixiao")), "run", corpus, "--out", out]
    command += ["--cluster", "local", "--jobs", "1"]
    return subprocess.run(command, capture_output=True, text=True)


def make_corpus(folder: Path) -> Path:
    inside = folder / "2023 年" / "某县（本级）"
    inside.mkdir(parents=True)
    for name in TAKEN:
        shutil.copy(CORPUS / name, inside)
    shutil.copy(CORPUS / TAKEN[2], folder / "又一份+100%.txt")
    with zipfile.ZipFile(folder / "打包.zip", "w") as archive:
        archive.write(CORPUS / TAKEN[1], "里面/报告.docx")
    (folder / "读不了.pdf").write_bytes(b"%PDF-1.4 broken")
    return folder


def test_the_tables_are_those_of_a_run_on_one_machine(
    access: dict[str, str],
    tmp_path: Path,
    tables: Callable[[Path], dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    corpus = make_corpus(tmp_path / "报告")
    for name, value in access.items():
        monkeypatch.setenv(name, value)
    bucket = s3fs.S3FileSystem(skip_instance_cache=True)
    bucket.mkdir("tong")
    bucket.put(str(corpus), "tong/报告", recursive=True)
    first = run("s3://tong/报告", "s3://tong/结果")
    assert (first.returncode, "失败 1" in first.stdout) == (2, True), first.stderr
    again = run("s3://tong/报告", "s3://tong/结果")
    assert "新处理 0 个" in again.stdout, again.stderr
    bucket.invalidate_cache()
    bucket.get("tong/结果", str(tmp_path / "out"), recursive=True)
    run_corpus(Settings(corpus, tmp_path / "expected", jobs=1))
    found, expected = tables(tmp_path / "out"), tables(tmp_path / "expected")
    assert found.keys() == expected.keys()
    assert [name for name in expected if found[name] != expected[name]] == []
    assert len(expected["amounts.csv"].splitlines()) > 100


def test_what_keeps_it_from_s3_is_said(
    access: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ENDPOINT_URL", access["AWS_ENDPOINT_URL"])
    for given, said in (({}, "credentials"), (access, "bucket does not exist")):
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        s3fs.S3FileSystem.clear_instance_cache()
        asked = ClusterSettings("s3://mei-you/报告", "s3://mei-you/结果", "local", jobs=1)
        with pytest.raises(JixiaoError, match=f"读写 s3://mei-you.*{said}.*请检查地址、权限"):
            run_cluster(asked)
