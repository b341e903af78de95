"""Tell setuptools the packages: ``jixiao`` lies in ``pipeline/``; all else is in pyproject.toml."""

from setuptools import find_namespace_packages, setup

PARTS = find_namespace_packages("pipeline", exclude=["*__pycache__*"])

setup(packages=["jixiao", *(f"jixiao.{part}" for part in PARTS), "jixiao.patterns"])
