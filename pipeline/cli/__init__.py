"""The command line: one module a command; messages are Chinese."""

from .app import main

__all__ = ["main"]
