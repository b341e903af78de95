"""``CITATION.cff``: how the dataset is cited (Citation File Format 1.2)."""

from __future__ import annotations

import yaml

from .about import SOFTWARE, Dataset


def citation(dataset: Dataset) -> str:
    """The file; where no author was given, the software stands as the author."""
    settings = dataset.settings
    described: dict[str, object] = {
        "cff-version": "1.2.0",
        "message": "使用本数据集请引用。If you use this dataset, please cite it as below.",
        "type": "dataset",
        "title": settings.title,
        "version": dataset.version,
        "authors": [{"name": name} for name in settings.authors or (SOFTWARE,)],
        "abstract": dataset.description,
    }
    if settings.licence:
        described["license"] = settings.licence
    return yaml.safe_dump(described, allow_unicode=True, sort_keys=False, width=1000)
