"""The WSGI application that gunicorn serves: ``gunicorn app.wsgi:server``."""

from . import create_app

server = create_app().server
