"""The WSGI application that gunicorn serves: ``gunicorn app.wsgi:server``."""

import logging

from nn_core import default_engine, prepare

from . import config, create_app
from .bridge.kept import open_pages

settings = config.of_this_process()
logging.basicConfig(level=settings.log_level.upper(), format="%(message)s")
if default_engine() == "numpy":
    logging.warning("Numba is not installed: the NumPy engine serves, which is much slower.")
elif seconds := prepare(apart=True):
    logging.info("Compiled the training core in %.1f s.", seconds)

app = create_app(settings)
server = app.server

# Dash completes its set-up while it answers the first request, and a second one at the same time would find it
# half done. So the first request is made here, before anybody else can make one.
open_pages(app)
