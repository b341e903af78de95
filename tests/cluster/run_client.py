"""A client in a process of its own: ``run_client.py CORPUS OUT ADDRESS``."""

from __future__ import annotations

import sys

import fake_process

from jixiao.cluster.corpus import ClusterSettings, run_cluster

if __name__ == "__main__":
    corpus, out, address = sys.argv[1:]
    run_cluster(ClusterSettings(corpus, out, address, process=fake_process.slow))
