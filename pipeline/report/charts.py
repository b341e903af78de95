"""Charts as Vega-Lite specifications, made by altair.

Colours are CSS variables of the page (light, dark and print differ); the hues are those of Okabe
and Ito, which the colour-blind can tell apart. What a chart draws is already counted: one value
is one mark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import Any

import altair as alt

from .blocks import Chart, Symbol

Record = Mapping[str, Any]
INK, MUTED = "var(--ink)", "var(--muted)"
ACCENT = "var(--c1)"
# Colour, shape, and the sign that stands for it in a legend.
_LOOKS = (
    ("var(--c1)", "circle", "●"),
    ("var(--c2)", "square", "■"),
    ("var(--c3)", "triangle-up", "▲"),
    ("var(--c4)", "diamond", "◆"),
    ("var(--c5)", "triangle-down", "▼"),
    ("var(--c6)", "cross", "✚"),
)
_NUMBER = ",.6~f"
_ROW = 20  # pixels of a bar with its gap
_CELL = 34
_LEAST_ROW = 22
_UPRIGHT = alt.Axis(labelAngle=0, labelOverlap="greedy", labelSeparation=6)
_WIDE: Any = {"width": "container", "autosize": {"type": "fit-x", "contains": "padding"}}


def bars(
    key: str,
    title: str,
    caption: str,
    values: Sequence[Record],
    *,
    unit: str,
    whole: bool = True,
) -> Chart:
    """Level bars with their number: records of ``name`` and ``value``, in their order.

    ``whole`` numbers get no ticks between them.
    """
    base = _level(values, unit, whole)
    tooltip = [alt.Tooltip("name:N", title="名称"), _told(unit)]
    words = base.mark_text(align="left", dx=4, color=MUTED)
    drawn = base.mark_bar(color=ACCENT).encode(tooltip=tooltip) + words.encode(
        text=alt.Text("value:Q", format=_NUMBER)
    )
    return Chart(key, title, caption, _spec(_tall(drawn, values, _ROW)), len(values))


def stacked(
    key: str,
    title: str,
    caption: str,
    values: Sequence[Record],
    *,
    unit: str,
    parts: Mapping[str, str],
) -> Chart:
    """Level bars of several parts: records of ``name``, ``part`` and ``value``.

    ``parts`` gives each part, in order, its colour.
    """
    ranks = {part: rank for rank, part in enumerate(parts)}
    ranked = [{**v, "rank": ranks[v["part"]]} for v in values]
    scale = alt.Scale(domain=list(parts), range=list(parts.values()))
    tooltip = [alt.Tooltip("name:N", title="名称"), alt.Tooltip("part:N", title="类别")]
    drawn = (
        _level(ranked, unit, whole=True)
        .mark_bar()
        .encode(
            color=alt.Color("part:N", scale=scale, legend=None),
            order=alt.Order("rank:Q"),
            tooltip=[*tooltip, _told(unit)],
        )
    )
    legend = [Symbol(part, colour) for part, colour in parts.items()]
    return Chart(key, title, caption, _spec(_tall(drawn, values, _ROW)), len(values), legend)


def _level(values: Sequence[Record], unit: str, whole: bool) -> alt.Chart:
    """Names down, values across, not yet drawn."""
    ticks: Any = {"tickMinStep": 1} if whole else {}
    axis = alt.Axis(format=_NUMBER, tickCount=8, **ticks)
    return alt.Chart(alt.InlineData(values=[dict(v) for v in values])).encode(
        x=alt.X("value:Q", title=f"（{unit}）", axis=axis),
        y=alt.Y("name:N", sort=_names(values), title=None),
    )


def _tall(chart: Any, values: Sequence[Record], row: int) -> Any:
    """As wide as the page, as tall as its names need."""
    return chart.properties(**_WIDE, height=row * len(_names(values)))


def _names(values: Sequence[Record]) -> list[str]:
    return list(dict.fromkeys(v["name"] for v in values))


def _told(unit: str) -> alt.Tooltip:
    return alt.Tooltip("value:Q", title=unit, format=_NUMBER)


def columns(
    key: str, title: str, caption: str, values: Sequence[Record], *, x: str, unit: str
) -> Chart:
    """Upright bars over ordered classes: records of ``name`` and ``value``."""
    names = [v["name"] for v in values]
    base = alt.Chart(alt.InlineData(values=[dict(v) for v in values])).encode(
        x=alt.X("name:N", sort=names, title=x, axis=_UPRIGHT),
        y=alt.Y(
            "value:Q",
            title=f"（{unit}）",
            axis=alt.Axis(tickMinStep=1, tickCount=6, format=_NUMBER),
        ),
        tooltip=[
            alt.Tooltip("name:N", title=x),
            _told(unit),
        ],
    )
    drawn = base.mark_bar(color=ACCENT).properties(**_WIDE, height=220)
    return Chart(key, title, caption, _spec(drawn), len(values))


def dots(key: str, title: str, caption: str, values: Sequence[Record], *, unit: str) -> Chart:
    """Points on a line for each name: records of ``name``, ``value`` and ``part`` (the year).

    Years differ in colour and shape; both start again after six.
    """
    parts = sorted({v["part"] for v in values})
    looks = dict(zip(parts, cycle(_LOOKS), strict=False))
    colours = alt.Scale(domain=parts, range=[colour for colour, *_ in looks.values()])
    shapes = alt.Scale(domain=parts, range=[shape for _, shape, _ in looks.values()])
    axis = alt.Axis(tickCount=8, format=_NUMBER)
    base = alt.Chart(alt.InlineData(values=[dict(v) for v in values])).encode(
        x=alt.X("value:Q", title=f"（{unit}）", scale=alt.Scale(zero=False), axis=axis),
        y=alt.Y("name:N", sort=_names(values), title=None, axis=alt.Axis(grid=True)),
        color=alt.Color("part:N", scale=colours, legend=None),
        shape=alt.Shape("part:N", scale=shapes, legend=None),
        tooltip=[
            alt.Tooltip("name:N", title="名称"),
            alt.Tooltip("part:N", title="年度"),
            _told(unit),
        ],
    )
    drawn = _tall(base.mark_point(filled=True, size=70, opacity=0.9), values, _LEAST_ROW)
    legend = [Symbol(part, colour, sign) for part, (colour, _, sign) in looks.items()]
    return Chart(key, title, caption, _spec(drawn), len(values), legend)


def heat(
    key: str,
    heading: str,
    caption: str,
    values: Sequence[Record],
    *,
    across: Sequence[str],
    unit: str,
) -> Chart:
    """Shaded cells with their number: records of ``name``, ``part``, ``value`` and ``facet``.

    ``across`` orders the parts; each facet is a map of its own below the one before it.
    """
    top = max(v["value"] for v in values)
    maps = []
    for facet in dict.fromkeys(v["facet"] for v in values):
        here = [dict(v) for v in values if v["facet"] == facet]
        title = alt.TitleParams(str(facet), anchor="start", fontSize=14, color=INK)
        maps.append(_map(here, list(across), unit, top).properties(title=title))
    return Chart(key, heading, caption, _spec(alt.vconcat(*maps, spacing=28)), len(values))


def _map(values: list[dict[str, Any]], across: list[str], unit: str, top: float) -> Any:
    names = list(dict.fromkeys(v["name"] for v in values))
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X(
            "part:N",
            scale=alt.Scale(domain=across),
            title=None,
            axis=alt.Axis(labelAngle=-45, orient="top", domain=False, ticks=False),
        ),
        y=alt.Y("name:N", sort=names, title=None, axis=alt.Axis(domain=False, ticks=False)),
        tooltip=[
            alt.Tooltip("facet:N", title="年度"),
            alt.Tooltip("name:N", title="名称"),
            alt.Tooltip("part:N", title="问题类别"),
            _told(unit),
        ],
    )
    shade = alt.Scale(domain=[0, top], range=[0.1, 1])
    cells = base.mark_rect(fill=ACCENT, cornerRadius=2).encode(
        fillOpacity=alt.FillOpacity("value:Q", scale=shade, legend=None)
    )
    strong = alt.datum.value > top * 0.55
    words = base.mark_text(fontSize=11).encode(
        text=alt.Text("value:Q", format=_NUMBER),
        color=alt.condition(strong, alt.value("var(--paper)"), alt.value(INK)),
    )
    sizes = {"width": alt.Step(_CELL), "height": alt.Step(_LEAST_ROW)}
    return alt.layer(cells, words).properties(**sizes)


def _spec(chart: Any) -> dict[str, Any]:
    """The specification without what the page says once for all charts."""
    spec: dict[str, Any] = chart.to_dict()
    return {key: value for key, value in spec.items() if key not in ("$schema", "config")}


def config() -> dict[str, Any]:
    """The look that all charts share."""
    font = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
    return {
        "background": "transparent",
        "font": font,
        "view": {"stroke": None},
        "axis": {
            "labelColor": INK,
            "titleColor": MUTED,
            "domainColor": "var(--line)",
            "tickColor": "var(--line)",
            "gridColor": "var(--line)",
            "labelFontSize": 12,
            "titleFontWeight": "normal",
            "labelLimit": 220,
            "titleAnchor": "end",
        },
        "axisY": {"grid": False},
        "bar": {"discreteBandSize": {"band": 0.78}},
    }
