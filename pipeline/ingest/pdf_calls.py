"""Calls into pdfium that are made for each character or shape: as light as ctypes allows.

The functions take plain addresses and are called through ``map``; that halves their cost.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray


def _light(function: Any, result: Any, *arguments: Any) -> Callable[..., int]:
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    light: Callable[..., int] = ctypes.CFUNCTYPE(result, *arguments)(address)
    return light


_address, _int = ctypes.c_void_p, ctypes.c_int
_loose_box = _light(pdfium.FPDFText_GetLooseCharBox, _int, _address, _int, _address)
_is_generated = _light(pdfium.FPDFText_IsGenerated, _int, _address, _int)
_object_at = _light(pdfium.FPDFPage_GetObject, _address, _address, _int)
_kind_of = _light(pdfium.FPDFPageObj_GetType, _int, _address)
_bounds = _light(pdfium.FPDFPageObj_GetBounds, _int, *[_address] * 5)


def address_of(handle: Any) -> int:
    """The address that a pdfium handle holds."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def loose_boxes(textpage: Any, count: int) -> NDArray[np.float64]:
    """The boxes of all characters of a text page: left, bottom, right, top."""
    boxes = np.zeros((count, 4), np.float32)  # FS_RECTF is left, top, right, bottom
    first = boxes.ctypes.data
    places = range(first, first + 16 * count, 16)
    for _ in map(_loose_box, repeat(address_of(textpage)), range(count), places):
        pass
    left, top, right, bottom = boxes.astype(np.float64).T
    return np.column_stack(
        (
            np.minimum(left, right),
            np.minimum(bottom, top),
            np.maximum(left, right),
            np.maximum(bottom, top),
        )
    )


def generated(textpage: Any, places: list[int]) -> list[int]:
    """Which of some characters are no print but an invention of pdfium."""
    answers = map(_is_generated, repeat(address_of(textpage)), places)
    return [place for place, answer in zip(places, answers, strict=True) if answer]


def objects(page: Any) -> tuple[list[int], list[int]]:
    """The objects of a page and their kinds."""
    count = pdfium.FPDFPage_CountObjects(page)
    items = list(map(_object_at, repeat(address_of(page)), range(count)))
    return items, list(map(_kind_of, items))


def bounds(items: list[int]) -> NDArray[np.float64]:
    """The boxes of page objects: left, bottom, right, top."""
    boxes = np.zeros((len(items), 4), np.float32)
    first = boxes.ctypes.data
    places = [range(first + 4 * i, first + 4 * i + 16 * len(items), 16) for i in range(4)]
    for _ in map(_bounds, items, *places):
        pass
    return boxes.astype(np.float64)


def handle(item: int) -> Any:
    """A page object as the other functions of pdfium want it."""
    return ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
