"""The version of the installed distribution; ``pyproject.toml`` is its one source."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

DISTRIBUTION = "jixiao"


def installed_version() -> str:
    """The version that pip or uv installed; ``0+source`` for a tree that nobody installed."""
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "0+source"
