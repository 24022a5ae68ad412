"""Copies of the app behind nginx, and a browser as for the tests of the page."""

import os
import resource
from types import SimpleNamespace

import pytest

from tests.browser.conftest import (
    dash_duo as dash_duo,
    port as port,
    pytest_setup_options as pytest_setup_options,
    tab as tab,
)
from tests.browser.page import Page
from tests.browser.servers import Gunicorn
from tests.faults.nginx import Nginx

COPIES = 3


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """Three copies of the app, each with one process, behind nginx; and the folder for those ticks that are held."""
    folder = tmp_path_factory.mktemp("school")
    counts = tmp_path_factory.mktemp("counts")
    environment = {**os.environ, "HOLD": str(folder), "PROMETHEUS_MULTIPROC_DIR": str(counts), "PROXY_HOPS": "1"}
    environment["METRICS"] = "on"
    # One is another process from its beginning, as on another machine: the order of a set is its own, say.
    last = COPIES - 1
    copies = [Gunicorn("tests.faults.held:server", whole=n == last, env=environment) for n in range(COPIES)]
    for copy in copies:
        copy.launch()
    nginx = Nginx(tmp_path_factory.mktemp("nginx"), [copy.port for copy in copies])
    try:
        for copy in copies:
            copy.wait()
        nginx.start()
        yield SimpleNamespace(url=nginx.url, port=nginx.port, copies=copies, folder=folder)
        nginx.stop()
    finally:
        for copy in copies:
            copy.stop()


@pytest.fixture
def visit(tab):
    """Open a page of a server; what the browser says about failed requests is expected here."""

    def open_page(url):
        page = Page(tab, url)
        page.forget()
        page.open()
        return page

    yield open_page
    tab.driver.get("about:blank")
    tab.get_logs()


@pytest.fixture
def many_files():
    """Leave to have many connections at a time."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
