"""Addresses: pages answer 200, all others 404 with a way to the pages; and no answer tells a version of anything."""

import re
from importlib import metadata

import pytest
from dash import get_relative_path

from app import create_app
from app.config import Settings
from app.pages import not_found
from tests.app.helpers import components

PAGES = ("", "race", "activations", "lessons", "class")
NOTHING = (
    "no",
    "no/such/page.php",
    "index.html",
    "Race",
    "race/x",
    "not_found_404",
    "%2e%2e/",
    "é",
    "x" * 2000,
    "a?b=1",
)
OTHERS = ("favicon.ico", "robots.txt", "healthz", "assets/no.js", "_dash-layout", "_dash-dependencies", "_reload-hash")
LIBRARIES = ("dash", "flask", "werkzeug", "gunicorn", "plotly", "numpy")


@pytest.fixture(scope="module", params=["/", "/nn/"])
def base(request):
    return request.param


@pytest.fixture(scope="module")
def browser(base):
    return create_app(Settings(base_path=base)).server.test_client()


@pytest.fixture(scope="module", autouse=True)
def _as_before(server):
    """What the last app has told Dash of its addresses is not for other tests."""
    yield
    create_app()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_there_with_get_and_head_and_whatever_stands_behind_it(browser, base, page):
    for address in (page, f"{page}?utm=1", f"{page}?x=%00"):
        assert browser.get(base + address).status_code == 200
        assert browser.head(base + address).status_code == 200


@pytest.mark.parametrize("address", NOTHING)
def test_anything_else_is_not_there(browser, base, address):
    for response in (browser.get(base + address), browser.head(base + address)):
        assert response.status_code == 404
        assert response.mimetype == "text/html"
    assert "react-entry-point" in browser.get(base + address).text


@pytest.mark.parametrize("page", ["race", "activations"])
def test_a_slash_too_many_is_taken_away(browser, base, page):
    response = browser.get(f"{base}{page}/?lang=de&x=%0d%0a")
    assert response.status_code == 308
    assert response.headers["Location"] == f"{base}{page}?lang=de&x=%0d%0a"


def test_what_stands_where_nothing_is_leads_to_every_page():
    links = [part.href for part in components(not_found.layout()) if type(part).__name__ == "A"]
    assert links == [get_relative_path(f"/{page}") for page in PAGES]


def test_robots_and_icons_find_what_they_look_for(browser, base):
    rules = f"User-agent: *\nDisallow: {base}_dash-update-component\nDisallow: /metrics\n"
    assert browser.get(f"{base}robots.txt").text == rules
    with browser.get(f"{base}favicon.ico") as response:
        assert response.data[:4] == b"\0\0\1\0"


def _scripts(browser, base):
    return re.findall(r'<script[^>]* src="([^"]*)"', browser.get(base).text)


def test_no_answer_tells_a_version(browser, base):
    numbers = {metadata.version(name) for name in LIBRARIES}
    numbers |= {number.replace(".", "_") for number in numbers}
    for address in (*PAGES, *NOTHING, *OTHERS, "race/"):
        response = browser.get(base + address)
        assert response.headers.get("Server") is None  # each server has its own
        with response:
            told = f"{response.headers} {response.data.decode('latin-1') if 'icon' not in address else ''}"
        assert not re.search(r"(?<![\d.])\d+\.\d+\.\d+(?![\d.])", told), address
        assert not [number for number in numbers if number in told and number.count(".") + number.count("_") > 1], (
            address
        )
        assert "python" not in told.lower(), address
    for address in _scripts(browser, base):
        assert not re.search(r"\d[._]\d", address), address


def test_scripts_are_found_by_a_worker_that_has_served_no_page(browser, base):
    for address in _scripts(browser, base):
        fresh = create_app(Settings(base_path=base)).server.test_client()
        with fresh.get(address) as response, browser.get(address) as same:
            assert response.status_code == 200, address
            assert response.data == same.data
            assert "max-age" in response.headers["Cache-Control"]


def test_an_unknown_package_is_not_remembered():
    app = create_app()
    client = app.server.test_client()
    client.get("/")
    before = set(app.registered_paths)
    for name in ("x", "os", "app"):
        assert client.get(f"/_dash-component-suites/{name}/a.js").status_code == 404
    assert set(app.registered_paths) == before
