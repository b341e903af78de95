"""jixiao（绩效）: Chinese government performance self-evaluation documents → sourced tables.

``jixiao.read("report.pdf")`` gives a ``Report`` with a pandas frame per table;
``jixiao.outputs("outputs")`` gives those of a whole run, with comparison and recurring weaknesses;
``jixiao.load()`` gives a spaCy ``Language``. Nothing is loaded before it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import Report, outputs, read
    from .model.errors import JixiaoError, PackError, Unreadable
    from .nlp.language import load

    __version__: str

__all__ = [
    "JixiaoError",
    "PackError",
    "Report",
    "Unreadable",
    "__version__",
    "load",
    "outputs",
    "read",
]

_PLACES = {
    "JixiaoError": "model.errors",
    "PackError": "model.errors",
    "Report": "api",
    "Unreadable": "model.errors",
    "load": "nlp.language",
    "outputs": "api",
    "read": "api",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from .version import installed_version

        return installed_version()
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_PLACES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
