"""Other programs that are called: with a time limit, and never left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..model.errors import Unreadable


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended and what it printed."""

    status: int
    out: bytes


def run(
    command: Sequence[str],
    seconds: float,
    too_slow: str,
    given: bytes = b"",
    folder: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Ended:
    """Run a program in a group of its own, which ends with this process or at the time limit.

    ``too_slow`` is the reason to give when the limit was reached.
    """
    guard = shutil.which("setpriv")
    dies_with_us = [guard, "--pdeathsig", "KILL"] if guard else []
    process = subprocess.Popen(
        [*dies_with_us, *command],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    try:
        out, _ = process.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(too_slow) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    return Ended(process.returncode, out)
