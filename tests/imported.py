"""What a server imports and makes at its start, done once in the process that servers are forked from.

Every server still makes its app, and reads its settings: app.wsgi and gunicorn.conf.py are read by itself.
"""

import gc

import gunicorn.app.wsgiapp  # noqa: F401

import app.serving.worker  # noqa: F401
from app import create_app
from app.bridge.kept import open_pages
from nn_core import prepare

prepare()
open_pages(create_app())  # what pages are made of is remembered
gc.collect()
gc.freeze()
