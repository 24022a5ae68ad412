"""How gunicorn serves the app; ``make run`` and the image both use this file, and the README lists the settings."""

import os
import shutil
import tempfile

_MEMORY = "/dev/shm"  # noqa: S108 - a slow or read-only disk can't stall a worker there

# One thread of linear algebra per request: our matrices are small, and the cores belong to the other requests.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# The workers count into files, so that any of them can answer for all; prometheus_client wants to know it early.
_COUNTS = "PROMETHEUS_MULTIPROC_DIR"
if _COUNTS not in os.environ:  # it is when this file is read again
    os.environ[_COUNTS] = tempfile.mkdtemp(prefix="playground-", dir=_MEMORY)


def on_exit(_: object) -> None:
    """Leave nothing behind."""
    if os.environ[_COUNTS].startswith(f"{_MEMORY}/playground-"):
        shutil.rmtree(os.environ[_COUNTS], ignore_errors=True)


from app.config import of_this_process  # noqa: E402 - after the variables, which are read when it is imported

try:
    settings = of_this_process()  # gunicorn reads this file first: a wrong setting ends it here, with one line
except SystemExit:
    on_exit(None)
    raise

wsgi_app = "app.wsgi:server"
bind = settings.address
workers = settings.workers
worker_class = "gthread"
threads = settings.threads
loglevel = settings.log_level
preload_app = True  # import once, fork then: a faster start and less memory
keepalive = 30  # seconds; a page that plays asks several times a second
graceful_timeout = 10
worker_tmp_dir = _MEMORY
control_socket_disable = True
