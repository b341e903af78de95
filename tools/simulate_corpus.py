"""Make a corpus of invented reports whose truth is known.

usage: python tools/simulate_corpus.py DIR [--size N] [--seed N] [--faults SHARE] [--years Y ...]
           [--formats F ...]

DIR gains a folder per province and office, and DIR/gold the truth: tables as a person who read the
files would fill them, and the planted faults as checks.csv. The generator lies in tools/ because it
shares the writers with the own corpus, and these need libraries that no user of jixiao does.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path

from simulation.corpus import FORMATS, Plan, write


def main() -> None:
    """Make what the command line asks for."""
    parser = argparse.ArgumentParser(description="生成模拟语料：内容虚构，真值已知。")
    parser.add_argument("corpus", type=Path, help="写到这个文件夹")
    parser.add_argument("--size", type=int, default=1000, help="文件数")
    parser.add_argument("--seed", type=int, default=1, help="种子；相同则逐字节相同")
    parser.add_argument("--faults", type=float, default=0.1, help="有差错的文件所占的比例")
    parser.add_argument("--years", type=int, nargs="+", default=[2021, 2022, 2023])
    parser.add_argument("--formats", nargs="+", choices=[*FORMATS, "pdf"], default=FORMATS)
    asked = parser.parse_args()
    if asked.corpus.exists() and any(asked.corpus.iterdir()):
        parser.error(f"{asked.corpus} 不是空文件夹。请换一个，以免模拟的文件同别的混在一起。")
    plan = Plan(asked.size, asked.seed, asked.faults, tuple(asked.years), asked.formats)
    write(plan, asked.corpus, shlex.join(["python", *sys.argv]))
    print(f"{asked.corpus}：{plan.size} 份模拟文件，真值在 {asked.corpus / 'gold'}")


if __name__ == "__main__":
    main()
