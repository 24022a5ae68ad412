"""The app as it is served, with other limits (tests/faults/limits.py): gunicorn tests.faults.limited:server"""

from app.wsgi import server as server
from tests.faults import limits

limits.change()
