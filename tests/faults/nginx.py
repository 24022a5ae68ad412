"""nginx as it stands in front of a class, at ports that no other test has."""

from functools import partial

from bench import nginx
from bench.nginx import CADDY as CADDY, INNER as INNER
from tests.browser.servers import free_port

Nginx = partial(nginx.Nginx, port=free_port)
