"""``jixiao`` with a stand-in for the document stage: ``run_with.py NAME run CORPUS …``."""

from __future__ import annotations

import sys
from functools import partial

import fake_process

from jixiao.cli import main, run
from jixiao.run.corpus import Settings

if __name__ == "__main__":
    process = getattr(fake_process, sys.argv.pop(1))
    run.Settings = partial(Settings, process=process)  # type: ignore[misc,assignment]
    main()
