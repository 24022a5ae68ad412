"""How gunicorn serves the app; ``make run`` and the image both use this file, and the README lists the settings."""

import os

# One thread of linear algebra per request: our matrices are small, and the cores belong to the other requests.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from app.config import of_this_process

settings = of_this_process()  # gunicorn reads this file first: a wrong setting ends it here, with one line

wsgi_app = "app.wsgi:server"
bind = settings.address
workers = settings.workers
worker_class = "gthread"
threads = settings.threads
loglevel = settings.log_level
preload_app = True  # import once, fork then: a faster start and less memory
keepalive = 30  # seconds; a page that plays asks several times a second
graceful_timeout = 10
worker_tmp_dir = "/dev/shm"  # noqa: S108 - in memory, so that a slow or read-only disk can't stall a worker
control_socket_disable = True
