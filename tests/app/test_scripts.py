"""The logic of the scripts that needs no browser is tried by node's own runner, in tests/js."""

import shutil
import subprocess

from app import ROOT


def test_the_scripts_do_what_their_own_tests_say():
    node = shutil.which("node")
    assert node, "node is needed: on Debian, apt-get install nodejs"
    run = subprocess.run(
        [node, "--test", "tests/js"], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert run.returncode == 0, run.stdout[-20_000:]
    assert "# fail 0" in run.stdout
    assert "# skipped 0" in run.stdout
