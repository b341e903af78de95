"""``croissant.json``: the same tables for machine learning (MLCommons Croissant 1.0)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from .about import NAME, SOFTWARE, Dataset, Made
from .schema import Column, Table

_TYPES: dict[type, str] = {
    str: "sc:Text",
    int: "sc:Integer",
    bool: "sc:Boolean",
    Decimal: "sc:Float",
    date: "sc:Date",
}
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant(dataset: Dataset) -> dict[str, Any]:
    """The description, ready for JSON."""
    settings = dataset.settings
    authors = settings.authors or (SOFTWARE,)
    described: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "name": NAME,
        "alternateName": settings.title,
        "description": dataset.description,
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "version": dataset.version,
        "inLanguage": "zh",
        "creator": [{"@type": "sc:Person", "name": name} for name in authors],
        "citeAs": f"{'; '.join(authors)}. {settings.title}. {dataset.version}.",
        "distribution": [_file(made) for made in dataset.tables],
        "recordSet": [_records(made.table) for made in dataset.tables],
    }
    if settings.licence:
        described["license"] = f"https://spdx.org/licenses/{settings.licence}.html"
    return described


def _file(made: Made) -> dict[str, Any]:
    (file,) = made.files["csv"]
    return {
        "@type": "cr:FileObject",
        "@id": f"{made.table.name}.csv",
        "name": f"{made.table.name}.csv",
        "contentUrl": file.path,
        "contentSize": f"{file.size} B",
        "encodingFormat": "text/csv",
        "sha256": file.sha256,
    }


def _records(table: Table) -> dict[str, Any]:
    records: dict[str, Any] = {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"{table.said.zh}. {table.said.en}",
        "field": [_field(table, column) for column in table.columns],
    }
    if table.key:
        records["key"] = [{"@id": f"{table.name}/{name}"} for name in table.key]
    return records


def _field(table: Table, column: Column) -> dict[str, Any]:
    unit = f" ({column.unit.en})" if column.unit else ""
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": f"{column.said.zh}. {column.said.en}{unit}",
        "dataType": _TYPES[column.kind],
        "source": {
            "fileObject": {"@id": f"{table.name}.csv"},
            "extract": {"column": column.name},
        },
    }
    for reference in table.references:
        named = dict(zip(reference.columns, reference.named, strict=True)).get(column.name)
        if named:
            field["references"] = {"field": {"@id": f"{reference.table}/{named}"}}
    return field
