"""Outputs held against hand-checked tables, by the rules of the data contract."""

from .quality import Accuracy, Numbers, Quality, TableQuality, Wrong, quality
from .report import report

__all__ = ["Accuracy", "Numbers", "Quality", "TableQuality", "Wrong", "quality", "report"]
