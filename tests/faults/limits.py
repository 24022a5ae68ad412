"""Limits for which a test need not wait as long as people do, or which are never to end while it looks.

LIMITS in the environment of a server says which, as a JSON object of names and seconds. What they are usually, say
app/serving/connections.py and worker.py.
"""

import json
import os

from app.serving import connections, worker


def change():
    """Before the first connection; a limit that two modules know by its name is changed in both."""
    for name, seconds in json.loads(os.environ.get("LIMITS", "{}")).items():
        known = [module for module in (connections, worker) if name in vars(module)]
        assert known, name
        for module in known:
            setattr(module, name, seconds)
