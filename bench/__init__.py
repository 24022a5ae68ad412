"""The benchmark: ``python -m bench`` prints one table and writes ``build/bench.json``."""

import os

# As on the server (gunicorn.conf.py). It has to be said before NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
