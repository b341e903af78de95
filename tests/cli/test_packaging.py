"""The distribution: a wheel alone works, and declares what it imports."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# What programs import that run in .venv-bench and .venv-tables.
PEERS = {"jionlp", "recognizers_number", "recognizers_number_with_unit", "camelot", "pdfplumber"}
PARTS = ["pyproject.toml", "setup.py", "README.md", "LICENSE", "pipeline", "patterns"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def name_of(requirement: str) -> str:
    """The normal form of the name in a requirement."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name.group()).lower()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the repository."""
    copy = tmp_path_factory.mktemp("source")
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / part)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir"]
    subprocess.run([*command, str(copy / "dist"), str(copy)], check=True, capture_output=True)
    return next((copy / "dist").glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_holds_code_and_packs(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    code = {f"jixiao/{p.relative_to(ROOT / 'pipeline')}" for p in (ROOT / "pipeline").rglob("*.py")}
    packs = {f"jixiao/{p.relative_to(ROOT)}" for p in (ROOT / "patterns").rglob("*.yml")}
    assert packs
    assets = {
        f"jixiao/{path.relative_to(ROOT / 'pipeline')}"
        for path in (ROOT / "pipeline" / "report" / "assets").iterdir()
    }
    assert assets
    assert not (code | packs | assets) - held
    assert "jixiao/py.typed" in held
    assert not [name for name in held if name.startswith(("pipeline", "patterns", "tests"))]


@pytest.mark.slow
def test_the_wheel_alone_reads_a_folder(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    python = str(home / "bin" / "python")
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(subprocess.check_output([python, "-c", where], text=True).strip())
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "报告.txt").write_text(
        "民政局2023年度自评报告\n支出 419.86 万元。\n", "utf-8"
    )
    for words in (["run", "in", "--out", "out"], ["packs", "list"], ["report", "out"]):
        command = [python, "-I", "-m", "jixiao", *words]
        ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert ended.returncode == 0, ended.stderr
    assert "419.86" in (tmp_path / "out" / "amounts.csv").read_text("utf-8")
    assert (tmp_path / "out" / "report.html").read_text("utf-8").startswith("<!doctype html>")
    asked = "from jixiao.resources import patterns_root; print(patterns_root())"
    root = subprocess.check_output([python, "-I", "-c", asked], cwd=tmp_path, text=True).strip()
    assert Path(root) == site.resolve() / "jixiao" / "patterns"


def imported(*folders: str) -> dict[str, set[str]]:
    """Outside modules by the distributions that bring them, with the files that import them."""
    found: dict[str, set[str]] = {}
    bringers = packages_distributions()
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    own = {path.stem for path in paths} | {path.parent.name for path in paths} | {"jixiao"}
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module]
            for name in names:
                top = name.partition(".")[0]
                if top not in sys.stdlib_module_names and top not in own | PEERS:
                    for bringer in bringers.get(top, [top]):
                        found.setdefault(name_of(bringer), set()).add(str(path.relative_to(ROOT)))
    return found


def test_every_import_is_declared() -> None:
    declared = {name_of(r) for r in PROJECT["dependencies"]}
    extras = {name_of(r) for group in PROJECT["optional-dependencies"].values() for r in group}
    found = imported("pipeline")
    assert not {name: files for name, files in found.items() if name not in declared | extras}
    found = imported("tests", "tools")
    assert not {name: files for name, files in found.items() if name not in declared | extras}


def test_every_requirement_has_a_bound_and_a_constraint() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!-]+", pin) for pin in pins)
    pinned = {name_of(pin) for pin in pins}
    extras = [r for group in PROJECT["optional-dependencies"].values() for r in group]
    for requirement in [*PROJECT["dependencies"], *extras]:
        assert name_of(requirement) in pinned, requirement
    for requirement in PROJECT["dependencies"]:
        assert ">=" in requirement, requirement
