"""The app, whose Flask answers 418 to every sync of a class: gunicorn tests.faults.unasked:server"""

from flask import Response, request

from app.wsgi import server

_usual = server.full_dispatch_request
server.full_dispatch_request = lambda: Response(status=418) if request.path.endswith("/sync") else _usual()
