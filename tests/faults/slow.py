"""The app as it is served, where it takes long to reserve space on a disk: gunicorn tests.faults.slow:server"""

import os
import time

from app.wsgi import server as server

SECONDS = 0.5
reserve = os.posix_fallocate


def slowly(*args):
    time.sleep(SECONDS)
    reserve(*args)


os.posix_fallocate = slowly
