"""Sections → one HTML page that loads nothing: styles, scripts and data are inside.

All that documents say is escaped by the template or, as data of charts, kept from ending its
script; a content security policy lets only the page's own scripts run.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import vl_convert
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..version import installed_version
from ..words import SEVERITIES, named
from .blocks import Chart, Section, Source, Value
from .charts import config
from .numbers import shown

ASSETS = Path(__file__).parent / "assets"
TITLE = "绩效自评材料分析报告"


def render(sections: Sequence[Section]) -> str:
    """The page."""
    scripts = [_vega(), (ASSETS / "report.js").read_text(encoding="utf-8")]
    template = _environment().get_template("report.html")
    return template.render(
        title=TITLE,
        version=installed_version(),
        sections=sections,
        css=(ASSETS / "report.css").read_text(encoding="utf-8"),
        scripts=scripts,
        policy=_policy(scripts),
        data=_json({"config": config(), "specs": _specs(sections)}),
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["cell"] = cell
    environment.filters["count"] = shown
    environment.filters["severity"] = lambda word: named(SEVERITIES, word)
    return environment


def cell(value: Value) -> str:
    """What a cell shows; years have no thousands separator."""
    if isinstance(value, Source):
        return Markup("{}<small>{}</small>").format(value.department, value.file)
    if value is None or isinstance(value, str):
        return value or ""
    return str(value) if isinstance(value, int) and 1900 <= value <= 2100 else shown(value)


def _specs(sections: Sequence[Section]) -> dict[str, Any]:
    return {b.key: b.spec for s in sections for b in s.blocks if isinstance(b, Chart)}


def _vega() -> str:
    """Vega, Vega-Lite and its embedder in one script for all charts."""
    newest = max(vl_convert.get_vegalite_versions(), key=lambda v: tuple(map(int, v.split("."))))
    return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", newest)


def _policy(scripts: Sequence[str]) -> str:
    """Nothing is loaded or sent; only these very scripts run. Vega styles its own elements."""
    hashes = " ".join(f"'sha256-{_sha256(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _sha256(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _json(data: Any) -> str:
    """JSON that cannot end or open a script element."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
