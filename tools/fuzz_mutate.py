"""Damage to files, as transfer, bad converters and villains do it."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable, Mapping

Whole = Mapping[str, list[bytes]]
GENTLE = 0.4  # the share of files that keep their form: binary formats bear little else
MOST = 4  # kinds of damage to one file
TAG = re.compile(rb"<[^<>]{1,200}>")
FIELD = re.compile(rb"\d{1,9}")
ENTITIES = (
    b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;">'
    b'<!ENTITY d "&c;&c;&c;&c;">]>'
)
NUMBERS = (b"0", b"-1", b"65536", b"2147483647", b"4294967296", b"99999999999999999999")


def mutate(chance: random.Random, data: bytes, whole: Whole) -> bytes:
    """The file with one to ``MOST`` damages; ``whole`` are files to take pieces of."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        return _inside(chance, data, whole)
    kinds: list[Callable[[random.Random, bytes, Whole], bytes]] = [
        _cut, _flip, _swap, _blank, _repeat, _splice, _number,
    ]  # fmt: skip
    if chance.random() < GENTLE:
        return _flip(chance, data, whole)
    if data[:1000].count(b"<") > 5:
        kinds += 3 * [_markup]
    for _ in range(chance.randint(1, MOST)):
        data = chance.choice(kinds)(chance, data, whole)
    return data


def _inside(chance: random.Random, data: bytes, whole: Whole) -> bytes:
    """A zip whose members are damaged, lost, doubled or from elsewhere, well packed again."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    at = chance.randrange(len(members))
    name, content = members[at]
    deed = chance.randrange(6)
    if deed == 0:
        del members[at]
    elif deed == 1:
        members.append((chance.choice([name, f"../{name}", f"C:\\{name}", "a\x07b"]), content))
    elif deed == 2:
        members.append((f"夹带/{at}", chance.choice(whole[chance.choice(list(whole))])))
    else:
        members[at] = (name, mutate(chance, content, whole))
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # of names that stand twice
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _span(chance: random.Random, data: bytes, most: int = 4096) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randint(1, most))


def _cut(chance: random.Random, data: bytes, whole: Whole) -> bytes:
    """The end is missing, or the start."""
    at = chance.randrange(len(data) + 1)
    return data[:at] if chance.random() < 0.8 else data[at:]


def _flip(chance: random.Random, data: bytes, whole: Whole) -> bytes:
    """Some bits are turned, mostly few."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 3, 3, 20, 200]) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _swap(chance: random.Random, data: bytes, whole: Whole) -> bytes:
    """Two pieces have changed places."""
    a, b, c, d = sorted(chance.randrange(len(data) + 1) for _ in range(4))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _blank(chance: random.Random, data: bytes, whole: Whole) -> bytes:
    """A piece is nothing but one byte."""
    start, end = _span(chance, data)
    return data[:start] + chance.choice([b"\0", b"\xff", b" ", b"9"]) * (end - start) + data[end:]


def _repeat(chance: random.Random, data: bytes, whole: Whole) -> bytes:
    """A piece stands there many times."""
    start, end = _span(chance, data, 300)
    return data[:end] + data[start:end] * chance.choice([1, 10, 300]) + data[end:]


def _splice(chance: random.Random, data: bytes, whole: Whole) -> bytes:
    """A piece of another file, maybe of another format."""
    other = chance.choice(whole[chance.choice(list(whole))])
    start, end = _span(chance, other, 20_000)
    at = chance.randrange(len(data) + 1)
    return data[:at] + other[start:end] + data[at:]


def _number(chance: random.Random, data: bytes, whole: Whole) -> bytes:
    """A number in the file (a length, an offset, a span) is another one."""
    places = [m.span() for m in FIELD.finditer(data)]
    if not places:
        return data
    start, end = chance.choice(places)
    return data[:start] + chance.choice(NUMBERS) + data[end:]


def _markup(chance: random.Random, data: bytes, whole: Whole) -> bytes:
    """A tag is lost, doubled, nested deeply, or entities are declared before it."""
    tags = [m.span() for m in TAG.finditer(data)]
    if not tags:
        return data
    start, end = chance.choice(tags)
    tag = data[start:end]
    put = chance.choice([b"", tag + tag, tag * 600, b"&d;" + tag, tag[:-1]])
    data = data[:start] + put + data[end:]
    return ENTITIES + data if chance.random() < 0.1 else data
