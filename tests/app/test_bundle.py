"""A page has all own scripts and styles in one piece each, and a plotly.js of the version that Python's plotly has."""

import gzip
import re

import pytest
from plotly.offline import get_plotlyjs_version

from app import ROOT, bundle, create_app

ASSETS = ROOT / "assets"
PLOTLY = "/_dash-component-suites/plotly/package_data/plotly.min.js"


@pytest.fixture
def client():
    return create_app().server.test_client()


def own_files(text):
    return re.findall(r'(?:src|href)="(/assets/[^"]+)"', text)


def test_a_page_asks_for_two_own_files_and_what_comes_before_it_is_drawn(client):
    paths = [address.partition("?")[0] for address in own_files(client.get("/").text)]
    assert sorted(paths) == ["/assets/all.css", "/assets/all.js", "/assets/favicon.ico", "/assets/scheme.js"]


@pytest.mark.parametrize(("name", "pattern"), [("all.js", "*.js"), ("all.css", "*.css")])
def test_they_hold_all_files_whole_and_in_order(client, name, pattern):
    text = client.get(f"/assets/{name}").text
    files = [path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob(pattern)) if path.name != "scheme.js"]
    places = [text.index(content) for content in files]
    assert len(files) > 20
    assert places == sorted(places)
    assert len(text) < sum(len(content) + 2 for content in files)


def test_they_are_compressed_kept_and_known_again(client):
    for address in own_files(client.get("/").text):
        if "all." not in address:
            continue
        answer = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(answer.data) == client.get(address).data
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        held = {"Accept-Encoding": "gzip", "If-None-Match": answer.headers["ETag"]}
        assert client.get(address, headers=held).status_code == 304


def test_charts_load_the_part_of_plotly_that_python_writes_figures_for(client):
    text = client.get(PLOTLY).text
    assert text == (ASSETS / bundle.PLOTLY).read_text(encoding="utf-8")
    name, version = re.search(r"\* plotly\.js \((\w+) - minified\) v([\d.]+)", text).groups()
    assert (name, version) == ("cartesian", get_plotlyjs_version()), "make plotly"


def test_plotly_has_no_address_to_fetch_from(client):
    """Names of formats, and what only people could follow: to the manual, and from a button that no chart shows."""
    hosts = set(re.findall(r"""["'`](?:https?:|wss?:)?//([\w.-]+\.\w+)""", client.get(PLOTLY).text))
    assert hosts == {"www.w3.org", "plotly.com", "cloud.plotly.com", "github.com"}
