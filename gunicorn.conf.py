"""How gunicorn serves the app; ``make run`` and the image both use this file."""

import os

# One thread of linear algebra per request: our matrices are small, and the cores belong to the other requests.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

wsgi_app = "app.wsgi:server"
bind = os.environ.get("BIND", "127.0.0.1:8050")
workers = int(os.environ.get("WORKERS", "2"))
worker_class = "gthread"
threads = int(os.environ.get("THREADS", "8"))
preload_app = True  # import once, fork then: a faster start and less memory
keepalive = 30  # seconds; a page that plays asks several times a second
graceful_timeout = 10
worker_tmp_dir = "/dev/shm"  # noqa: S108 - in memory, so that a slow or read-only disk can't stall a worker
control_socket_disable = True
