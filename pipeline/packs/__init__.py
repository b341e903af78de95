"""What the machine knows of the domain, read from packs of YAML files."""

from .load import Packs, load

__all__ = ["Packs", "load"]
