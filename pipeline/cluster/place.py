"""A folder on any file system that fsspec knows: a local path, ``s3://…``, ``hdfs://…``."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import fsspec
from fsspec.core import url_to_fs

from ..model.errors import JixiaoError
from ..store.atomic import TEMPORARY, write_atomic

# These put an object whole or not at all; elsewhere a rename does that.
_OBJECT_STORES = frozenset({"abfs", "az", "gcs", "gs", "memory", "oss", "s3", "s3a"})


class Unreachable(JixiaoError, OSError):
    """A remote folder that cannot be read or written; the message says what to do."""


def is_remote(address: str) -> bool:
    """Whether an address names another file system than the machine's own."""
    return "://" in address and not address.startswith("file://")


@dataclass(frozen=True)
class Place:
    """A folder by its address; it travels to workers, which open it for themselves."""

    address: str

    @property
    def local(self) -> Path | None:
        """The folder as a path where it lies on the machine's own file system."""
        if is_remote(self.address):
            return None
        return Path(self.address.removeprefix("file://")).absolute()

    def read(self, name: str) -> bytes | None:
        """The bytes of a file below the folder; ``None`` where there is none."""
        try:
            with self._reached():
                data: bytes = self._system.cat_file(self._path(name))
        except FileNotFoundError:
            return None
        return data

    def write(self, name: str, data: bytes) -> None:
        """Put a file below the folder: a reader finds it whole or not at all."""
        if self.local:
            write_atomic(self.local / name, data)
            return
        target = self._path(name)
        with self._reached(must_exist=True):
            if self._protocol in _OBJECT_STORES:
                self._system.pipe_file(target, data)
                return
            self._system.makedirs(target.rpartition("/")[0], exist_ok=True)
            side = f"{target}.{secrets.token_hex(4)}{TEMPORARY}"
            self._system.pipe_file(side, data)
            self._system.mv(side, target)

    def put(self, name: str, file: Path) -> None:
        """Put a local file below the folder."""
        self.write(name, file.read_bytes())

    def fetch(self, name: str, target: Path) -> None:
        """Copy a file from below the folder; ``OSError`` where that cannot be."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with self._reached():
            self._system.get_file(self._path(name), str(target))

    def names(self, folder: str) -> set[str]:
        """The names of the files in a folder below this one; none where there is no folder."""
        self._system.invalidate_cache()
        try:
            with self._reached():
                found = self._system.ls(self._path(folder), detail=False)
        except FileNotFoundError:
            return set()
        return {str(path).rstrip("/").rpartition("/")[2] for path in found}

    def walk(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every file below the folder, by its name below it, with what the system tells of it."""
        self._system.invalidate_cache()
        with self._reached(must_exist=True):
            found = self._system.find(self._root, detail=True)
        for path, about in sorted(found.items()):
            yield str(path).removeprefix(self._root).lstrip("/"), about

    def remove(self, names: Iterable[str]) -> None:
        """Remove files below the folder; one that is gone already is no matter."""
        for name in names:
            try:
                with self._reached():
                    self._system.rm_file(self._path(name))
            except FileNotFoundError:
                continue

    @contextmanager
    def _reached(self, must_exist: bool = False) -> Iterator[None]:
        """Say so where a remote folder fails: drivers raise whatever their library does."""
        try:
            yield
        except JixiaoError:
            raise
        except Exception as error:
            absent = isinstance(error, FileNotFoundError)
            if self.local or (absent and not must_exist):
                raise
            raise Unreachable(
                f"读写 {self.address} 出错：{error}。请检查地址、权限、访问密钥和网络。"
            ) from error

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root

    @property
    def _protocol(self) -> str:
        return self.address.partition("://")[0]

    @cached_property
    def _opened(self) -> tuple[Any, str]:
        try:
            system, root = url_to_fs(os.fspath(self.local) if self.local else self.address)
        except (ImportError, ValueError) as error:
            raise JixiaoError(
                f"打不开 {self.address}：{error}。请检查地址；"
                f"读写 {self._protocol}:// 需要安装 fsspec 的相应驱动（如 s3fs、gcsfs、adlfs）。"
            ) from error
        return system, str(root).rstrip("/")

    @property
    def _system(self) -> fsspec.AbstractFileSystem:
        return self._opened[0]

    @property
    def _root(self) -> str:
        return self._opened[1]
