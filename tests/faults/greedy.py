"""The app as it is served, with links that ask for a gigabyte: gunicorn tests.faults.greedy:server

``hide=numpy``, ``python``, ``threads`` and ``json`` say who is to ask for it; a header ``X-Greedy``, outside of a call.
"""

from dataclasses import replace

import numpy as np
from flask import request

from app.calls import links
from app.serving.threads import side_by_side
from app.wsgi import server as server

GIGABYTE = 1 << 30
read = links.from_link


def numpy():
    return np.ones(GIGABYTE // 8)


def python():
    return [bytes(1000) for _ in range(GIGABYTE // 1000)]


def threads():
    return list(side_by_side().map(np.ones, [GIGABYTE // 64] * 8))


GREEDY = {"hide=numpy": numpy, "hide=python": python, "hide=threads": threads}


def from_link(text, *more):
    if text in GREEDY:
        raise AssertionError(f"there is memory enough: {len(GREEDY[text]())}")
    link = read(text, *more)
    return replace(link, notes=("x" * (150 << 20),)) if text == "hide=json" else link


links.from_link = from_link


def outside():
    if "X-Greedy" in request.headers:
        numpy()


server.before_request_funcs[None].append(outside)  # it has answered already, as it does at its start
