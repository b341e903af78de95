"""Errors whose message tells a user what to do next."""

from __future__ import annotations


class JixiaoError(Exception):
    """Base of all errors that jixiao raises on purpose; the message is Chinese and for users."""


class Unreadable(JixiaoError):
    """A file that cannot be read; the message says why and what to do."""


class PackError(JixiaoError):
    """A pack that is wrong; the message gives file, line, what is wrong and what to write."""
