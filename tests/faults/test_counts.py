"""Workers that die take no counts with them, and leave no files that pile up."""

import os
import re
import signal

import requests

from tests.faults.raw import serving
from tests.waiting import until

WORKERS = 2


def counted(server):
    text = requests.get(f"{server.url}metrics", timeout=20).text
    found = re.search(r'playground_requests_total\{kind="page",status="200"\} (\S+)', text)
    return float(found[1])


def test_totals_never_fall_and_files_do_not_pile_up(tmp_path):
    counts = tmp_path / "counts"
    counts.mkdir()
    variables = {"METRICS": "on", "PROMETHEUS_MULTIPROC_DIR": str(counts)}
    app, options = "app.wsgi:server", ("--workers", str(WORKERS))
    with serving(tmp_path, *options, application=app, **variables) as server:
        asked = counted(server)  # by the server itself, at its start
        for number in range(6):
            for _ in range(10):
                assert requests.get(server.url, timeout=20).ok
            asked += 10
            assert counted(server) == asked
            old = server.workers
            if number % 3 == 2:
                server.process.send_signal(signal.SIGHUP)  # both at once, and others beside them meanwhile
                until(lambda old=old: not set(old) & set(server.workers), "others have come")
            else:
                old[number % WORKERS].kill()
                until(lambda old=old: set(old) != set(server.workers) and len(server.workers) == WORKERS, "another one")
            until(server.answers, "it answers")
            assert counted(server) == asked
        assert len(os.listdir(counts)) <= 1 + 2 * WORKERS
