"""A race on a Dask cluster, one of whose workers is killed in the middle: nothing is lost, and nothing differs."""

import os
import signal

import pytest
from joblib import parallel_config

from nn_core import Experiment
from nn_core.study.race import lanes
from nn_core.study.sweep import sweep

BASE = Experiment(samples=60, hidden=[{"units": 3}, {"units": 3}])
SEEDS, TARGET, CAP = range(30), 1e-6, 200  # a target that no run reaches: all train to the cap


@pytest.fixture
def cluster():
    from distributed import LocalCluster  # late: every worker collects this file, and one runs it

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as workers:
        yield workers


def _is_busy(cluster, nanny):
    worker = cluster.scheduler.workers.get(nanny.worker_address)
    return worker is not None and bool(worker.processing)


def _ordered(finishes):
    return sorted(finishes, key=lambda finish: (finish.lane, finish.seed))


@pytest.mark.rest
def test_a_worker_that_is_killed_changes_nothing(cluster):
    from distributed import Client

    competitors = lanes(BASE, ["sigmoid", "relu"])
    finishes, killed = [], None
    with Client(cluster), parallel_config("dask"):
        for finish in sweep(competitors, SEEDS, TARGET, CAP):
            finishes.append(finish)
            busy = [nanny for nanny in cluster.workers.values() if _is_busy(cluster, nanny)]
            if len(finishes) >= 10 and busy and not killed:
                killed = busy[0].pid
                os.kill(killed, signal.SIGKILL)
    assert killed
    assert killed not in [nanny.pid for nanny in cluster.workers.values()]
    assert len(finishes) == len(SEEDS) * len(competitors)
    assert _ordered(finishes) == _ordered(sweep(competitors, SEEDS, TARGET, CAP, n_jobs=1))
