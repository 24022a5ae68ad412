"""Every address, as it is and broken, with odd methods, queries and headers: nothing of the inside comes out."""

from random import Random
from urllib.parse import unquote_to_bytes

import pytest

from .mutations import TEXTS, text
from .sending import SHARES, rss

PLOTLY = "/_dash-component-suites/plotly/package_data/plotly.min.js"
# A request that is right, by rule; the index page, which the last rule serves for every address, has most of them.
RULES = {
    "/static/<path:filename>": "/static/x.css",
    "/assets/<path:filename>": "/assets/favicon.ico?m=1",
    "/assets/all.css": "/assets/all.css?m=1",
    "/assets/all.js": "/assets/all.js?m=1",
    "/assets/class.css": "/assets/class.css?m=1",
    "/assets/class.js": "/assets/class.js?m=1",
    "/assets/lessons.css": "/assets/lessons.css?m=1",
    "/assets/lessons.js": "/assets/lessons.js?m=1",
    "/assets/runs.js": "/assets/runs.js?m=1",
    "/assets/seat.css": "/assets/seat.css?m=1",
    "/assets/seat.js": "/assets/seat.js?m=1",
    "/assets/head.js": "/assets/head.js?m=1",
    PLOTLY: PLOTLY,
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": "/_dash-component-suites/dash/x.js",
    "/_dash-layout": "/_dash-layout",
    "/_dash-dependencies": "/_dash-dependencies",
    "/_dash-update-component": "/_dash-update-component",
    "/_reload-hash": "/_reload-hash",
    "/_favicon.ico": "/_favicon.ico",
    "/favicon.ico": "/favicon.ico",
    "/board/<name>": "/board/join",
    "/robots.txt": "/robots.txt",
    "/healthz": "/healthz",
    "/readyz": "/readyz",
    "/metrics": "/metrics",
    "/": "/?a=1",
    "/<path:path>": "/race",
}
SLOW = ("/_dash-layout",)  # every page in full
STEPS = ("..", "%2e%2e", "..%2f", "%00", "//", "\\..\\", "etc/passwd", "app/wsgi.py", "pyproject.toml", ".git/config",
         "proc/self/environ", "%c0%ae%c0%ae/", "~root", "app.v1m1.js", "\u202e")  # fmt: skip
SECRETS = (b"requires-python", b"def create_app", b"root:x:", b"[core]")
METHODS = ("GET",) * 6 + ("HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND")
HEADERS = ("Host", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "X-Request-ID",
           "Accept-Encoding", "Accept-Language", "Range", "If-None-Match", "If-Modified-Since", "If-Range", "Cookie",
           "Origin", "Referer", "User-Agent", "X-HTTP-Method-Override", "Content-Type", "Connection")  # fmt: skip
VALUES = ("", "x", "evil.example", "a" * 3000, "bytes=0-", "bytes=5-1,-9,9999999999999999999-", "gzip;q=1e999", "*",
          '"x"', "Thu, 01 Jan 1970 00:00:00 GMT", "de;q=0.5,xx", "; ;=", "<script>", "../../x", "127.0.0.1:99999",
          "é")  # fmt: skip


def _address(random, good):
    path, mark, query = good.partition("?")
    if random.random() < 0.4:
        parts = path.split("/")
        parts.insert(random.randrange(1, len(parts) + 1), random.choice(STEPS))
        path = "/".join(parts)
    if random.random() < 0.3:
        path = "/" + text(random, path).lstrip("/")
    if random.random() < 0.5:
        mark, query = "?", random.choice((text(random, query or "m=1"), "&" * 500, "a=%ff&a=%", *TEXTS))
    address = (path + mark + query).replace("\ud800", "%ud800")
    return "".join(sign for sign in address if sign not in "\r\n\t")


def _latin(query):
    return query.encode().decode("latin-1")


@pytest.mark.first
def test_every_rule_has_an_address(app):
    assert {rule.rule for rule in app.server.url_map.iter_rules()} == set(RULES)


@pytest.mark.first
def test_every_broken_address_is_answered(app, sender):
    share, random = SHARES["routes"], Random("routes")
    rules = list(RULES.values())
    usual = [rule for rule in rules if rule not in SLOW]
    before = rss()
    while sender.sent < share:
        address = _address(random, random.choice(rules if sender.sent % 40 == 0 else usual))
        headers = {random.choice(HEADERS): random.choice(VALUES) for _ in range(random.randrange(4))}
        method = random.choice(METHODS)
        path, _, query = address.partition("?")
        plain = {"PATH_INFO": unquote_to_bytes(path).decode("latin-1"), "QUERY_STRING": _latin(query)}  # as servers do
        response = sender.send("/", method=method, headers=headers, environ_overrides=plain)
        assert response.status_code in (200, 204, 206, 301, 304, 308, 400, 404, 405, 414, 415, 416, 431), address
        assert not any(secret in response.data for secret in SECRETS), address
        assert "evil.example" not in response.headers.get("Location", "")
        if method in ("PUT", "DELETE", "PATCH", "PROPFIND"):
            assert response.status_code in (400, 404, 405), address
        if sender.sent == share // 3:
            before = rss()
    sender.finish(share, before)
