"""The type of the fixture ``rows``, for the tests' annotations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Rows = Callable[[str, str], list[Any]]
