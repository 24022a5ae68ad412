"""The WSGI application that gunicorn serves: ``gunicorn app.wsgi:server``."""

from . import create_app

server = create_app().server

# Dash completes its set-up while it answers the first request, and a second one at the same time would find it
# half done. So the first request is made here, before anybody else can make one.
with server.test_client() as client:
    client.get("/")
