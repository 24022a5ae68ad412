"""The scripts of the page, run by node."""

import json
import os
import subprocess

from app import ROOT

PATH = os.pathsep.join((str(ROOT / ".venv" / "bin"), os.environ["PATH"]))  # first where `make test` puts node


def run(*command, cwd=ROOT):
    """Run a command of node's, or of what npm has installed; gives what it has done."""
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env={**os.environ, "PATH": PATH})


def evaluate(code, *arguments):
    """What the code, a module within assets/src, gives to `tell`; it has the arguments as `given`."""
    text = f"const given = {json.dumps(arguments)}; const tell = (value) => console.log(JSON.stringify(value));\n{code}"
    done = run("node", "--input-type=module", "--eval", text, cwd=ROOT / "assets" / "src")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
