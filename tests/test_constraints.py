"""What constraints.txt pins can be installed with the oldest Python that pyproject.toml admits."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]


def test_every_pin_admits_the_oldest_python() -> None:
    (oldest,) = re.findall(r'requires-python = ">=(.*)"', (ROOT / "pyproject.toml").read_text())
    pins = [
        Requirement(line)
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    seen = 0
    for pin in pins:
        try:
            about = metadata(pin.name)
        except PackageNotFoundError:  # of an extra that is not installed here
            continue
        asked = SpecifierSet(about.get("Requires-Python") or "")
        if pin.specifier.contains(about["Version"]):
            seen += 1
            assert asked.contains(f"{oldest}.0"), f"{pin} asks for Python {asked}"
    assert seen > 100
