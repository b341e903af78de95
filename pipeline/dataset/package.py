"""``datapackage.json``: the tables as a Tabular Data Package with full Table Schemas."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from .about import NAME, Dataset, Made
from .schema import Column, Table

_TYPES: dict[type, str] = {
    str: "string",
    int: "integer",
    bool: "boolean",
    Decimal: "number",
    date: "date",
}


def data_package(dataset: Dataset) -> dict[str, Any]:
    """The descriptor, ready for JSON."""
    settings, made_by = dataset.settings, dataset.made_by
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": settings.title,
        "description": dataset.description,
        "version": dataset.version,
        "contributors": [{"title": name, "role": "author"} for name in settings.authors],
        "licenses": [{"name": settings.licence}] if settings.licence else [],
        "jixiao": {
            "version": made_by.version,
            "code": made_by.code,
            "packs": dict(made_by.packs),
        },
        "resources": [_resource(made) for made in dataset.tables],
    }
    return {key: value for key, value in package.items() if value}


def _resource(made: Made) -> dict[str, Any]:
    (file,) = made.files["csv"]
    return {
        "profile": "tabular-data-resource",
        "name": made.table.name,
        "title": made.table.said.zh,
        "description": made.table.said.en,
        "path": file.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "header": True},
        "schema": _schema(made.table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.references:
        schema["foreignKeys"] = [
            {
                "fields": list(r.columns),
                "reference": {"resource": r.table, "fields": list(r.named)},
            }
            for r in table.references
        ]
    return schema


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "title": column.said.zh,
        "description": column.said.en,
    }
    if column.kind is bool:
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if column.unit:
        field["unit"] = column.unit.en
    if column.hazard:
        field["hazard"] = column.hazard._asdict()
    if column.vocabulary:
        field["constraints"] = {"enum": list(column.vocabulary)}
    return field
