"""A page has all own scripts and styles in one piece each, and a plotly.js of the version that Python's plotly has."""

import gzip
import json
import re
import shutil

import pytest
from plotly.offline import get_plotlyjs_version

from app import ROOT, create_app
from app.bridge import bundle
from app.config import Settings
from tests.app import node

ASSETS = ROOT / "assets"
PIECES = ("runs.js", *(f"{name}.{kind}" for name in ("all", "lessons", "seat", "class") for kind in ("js", "css")))
BUILT = {*PIECES, *(f"{name}.map" for name in PIECES), "head.js"}
HEAD = tuple(f"shell/{name}.js" for name in ("head", "early_use", "later", "own", "scheme"))
# Scripts that come later stand beside those of the page: what of these may be there a second time.
LATER = {
    "lessons": {f"lib/{name}.js" for name in ("dom", "files", "keys", "made", "numbers", "plain", "zip")},
    "runs": {*(f"lib/{name}.js" for name in ("chart_ends", "dom", "files", "numbers", "zip")), "wire/contract.js"},
    "seat": {
        *("lib/dom.js", "lib/files.js", "lib/numbers.js", "share/addresses.js", "share/sent.js"),
        *("paint/line_scale.js", "wire/codec.js", "wire/contract.js"),
        *(f"board/{name}.js" for name in ("calls", "checked", "handin", "small")),
    },
    "class": {
        *(f"lib/{name}.js" for name in ("colors", "dom", "files", "made", "numbers", "plain", "presented")),
        *(f"paint/{name}.js" for name in ("classes", "data_names", "line_map", "line_scale", "paint")),
        *("wire/codec.js", "wire/contract.js"),
        *(f"board/{name}.js" for name in ("calls", "checked", "handin", "map", "nameless", "opened", "small")),
    },
}
PLOTLY = "/_dash-component-suites/plotly/package_data/plotly.min.js"


@pytest.fixture
def client():
    return create_app().server.test_client()


def own_files(text):
    return re.findall(r'(?:src|href)="(/assets/[^"]+)"', text)


def test_a_page_asks_for_two_own_files_and_what_comes_before_it_is_drawn(client):
    paths = {address.partition("?")[0] for address in own_files(client.get("/").text)}
    assert sorted(paths) == ["/assets/all.css", "/assets/all.js", "/assets/favicon.ico", "/assets/head.js"]


def test_they_are_made_from_the_sources_as_these_are_now(tmp_path):
    for name in ("src", "styles"):
        shutil.copytree(ASSETS / name, tmp_path / "assets" / name)
    for name in ("package.json", "tsconfig.json"):  # the latter says to esbuild that the scripts are strict
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    done = node.run("npm", "run", "build", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for folder in (ASSETS, tmp_path / "assets"):
        assert {path.name for path in (folder / "dist").iterdir()} == BUILT
    for name in BUILT:
        made = (tmp_path / "assets" / "dist" / name).read_bytes()
        assert (ASSETS / "dist" / name).read_bytes() == made, f"make js: {name} is of other sources"


@pytest.mark.parametrize(
    (
        "kind",
        "folder",
        "later",
        "apart",
    ),  # what is before all is a piece of its own; of the others nothing is left: they import
    [
        ("js", "src", tuple(LATER), (*HEAD, "shell/main.js")),
        ("css", "styles", ("lessons", "seat", "class"), ("main.css",)),
    ],
)
def test_they_hold_all_files_and_are_served_as_they_were_made(client, kind, folder, later, apart):
    told = {}
    for name in ("all", *later):
        assert client.get(f"/assets/{name}.{kind}").data == (ASSETS / "dist" / f"{name}.{kind}").read_bytes()
        sources = json.loads((ASSETS / "dist" / f"{name}.{kind}.map").read_text(encoding="utf-8"))["sources"]
        told[name] = {source.removeprefix(f"../{folder}/") for source in sources}
    found = {path.relative_to(ASSETS / folder).as_posix() for path in (ASSETS / folder).rglob(f"*.{kind}")}
    assert len(found) > 20
    for name in later:
        its = {path for path in found if path.startswith(f"{name}/")}
        assert len(its) > 1
        found -= its
        only = told[name] - (LATER[name] if kind == "js" else set())
        assert its - {f"{name}/main.{kind}"} <= only <= its, "and nothing of which there is to be one only"
    elsewhere = set().union(*(told[name] for name in later)) - told["all"]  # what only later pieces share
    assert told["all"] == found - {*apart} - elsewhere


def test_what_is_loaded_later_is_not_loaded_with_the_page_but_its_addresses_are_there(client):
    for address in ("/", "/race?step=2"):
        text = client.get(address).text
        assert not [file for file in own_files(text) if "/lessons." in file or "/runs." in file], address
        for piece, name in (("lessons", "lessons"), ("runs", "run-scripts")):
            (script,) = re.findall(rf' data-{name}="(/assets/{piece}\.js\?m=\w+)"', text)
            assert client.get(script).headers["Cache-Control"] == "public, max-age=31536000, immutable"
        (styles,) = re.findall(r' data-lesson-styles="(/assets/lessons\.css\?m=\w+)"', text)
    for address in ("/?lesson=one-line", "/race?lesson=one-line&step=2", "/activations?lesson=nobody", "/lessons"):
        assert styles in own_files(client.get(address).text), address


def test_a_seat_is_loaded_only_in_a_class():
    on, off = (create_app(Settings(classes=classes)).server.test_client() for classes in (True, False))
    for address in ("/", "/race", "/activations", "/lessons"):
        without, within = on.get(address).text, on.get(f"{address}?class=ABCDE").text
        (script,) = re.findall(r' data-seat="(/assets/seat\.js\?m=\w+)"', without)
        assert script in within
        assert "/assets/seat." not in "".join(own_files(without)), "before somebody hands in"
        assert any("/assets/seat.css?m=" in file for file in own_files(within)), address
        assert ('id="seat"' in without, 'id="seat"' in within) == (False, True)
        assert "seat" not in off.get(f"{address}?class=ABCDE").text.partition("<main")[0], (
            "without classes there is none"
        )
    assert 'id="seat"' not in on.get("/nowhere?class=ABCDE").text


def test_the_image_has_what_is_served_and_not_what_it_is_made_from():
    kept = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert kept.index("!assets") < min(map(kept.index, ("assets/src", "assets/styles", "assets/**/*.map")))


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
