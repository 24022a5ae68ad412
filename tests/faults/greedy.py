"""The app as it is served, with links that ask for a gigabyte: gunicorn tests.faults.greedy:server

``hide=numpy``, ``python``, ``threads`` and ``json`` say who is to ask for it; a header ``X-Greedy``, outside of a call.
"""

from contextlib import suppress
from dataclasses import replace

import numpy as np
from flask import request

from app.calls import links
from app.serving.memory import REQUEST
from app.serving.threads import side_by_side
from app.wsgi import server as server

MEGABYTE = 1 << 20
GIGABYTE = 1 << 30
read = links.from_link


def numpy():
    return np.ones(GIGABYTE // 8)


def python():
    return [bytes(1000) for _ in range(GIGABYTE // 1000)]


def threads():
    return list(side_by_side().map(np.ones, [GIGABYTE // 64] * 8))


class Large(str):
    """So much to answer that there are two thirds of the memory that are needed to write it."""

    def __new__(cls):
        its = super().__new__(cls, "x" * (REQUEST // 3))
        its.held = []
        with suppress(MemoryError):
            while True:
                its.held.append(np.ones(MEGABYTE // 8))
        del its.held[-(REQUEST // MEGABYTE // 2) :]
        return its


GREEDY = {"hide=numpy": numpy, "hide=python": python, "hide=threads": threads}


def from_link(text, *known):
    if text in GREEDY:
        raise AssertionError(f"there is memory enough: {len(GREEDY[text]())}")
    link = read(text, *known)
    return replace(link, notes=(Large(),)) if text == "hide=json" else link


links.from_link = from_link


def outside():
    if "X-Greedy" in request.headers:
        numpy()


server.before_request_funcs[None].append(outside)  # it has answered already, as it does at its start
