"""Whether the examples of packs come true."""

from .examples import Checker, Failure, check

__all__ = ["Checker", "Failure", "check"]
