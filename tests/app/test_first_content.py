"""A page is there before its scripts: all of it stands in what the server sends first, at the address it belongs to."""

import re

import pytest

from app import create_app, ids
from app.config import Settings
from tests.app.test_markup import Reader

SHOWN = {
    "/": (
        ids.PLAY,
        ids.TRAIN_LOSS,
        ids.SETUP,
        ids.LOSS_CHART,
        "Build a small network, press Play, and watch it learn.",
    ),
    "/race": (ids.PLAY, ids.RACE_LANES, ids.RACE_SETUP, "Same start, one difference. Who learns first?"),
    "/activations": (ids.CHOSEN_COUNT, ids.ACTIVATIONS_SETUP, ids.FUNCTION_CHART, "How a neuron bends its input."),
}


@pytest.fixture(scope="module")
def client():
    return create_app().server.test_client()


@pytest.mark.parametrize("path", SHOWN)
def test_a_page_stands_in_the_first_answer_with_what_it_begins_with_and_what_it_is_about(client, path):
    *there, about = SHOWN[path]
    text = client.get(path).text
    found = Reader(text[text.index("<div>") : text.index("<template")]).found
    known = {value for _, attributes, _ in found for name, value in attributes.items() if name in ("id", "data-island")}
    assert set(there) <= known
    assert f'<meta name="description" content="{about}">' in text
    others = [its for other, its in SHOWN.items() if other != path]
    assert not {id_ for *ids_, _ in others for id_ in ids_} & known - set(there)


def test_an_address_without_a_page_says_so_in_the_first_answer(client):
    answer = client.get("/no/such/page")
    assert answer.status_code == 404
    assert "There is no page at this address" in answer.text
    assert "<title>Page not found</title>" in answer.text


@pytest.mark.parametrize("path", SHOWN)
def test_what_can_be_seen_comes_before_scripts_and_data(client, path):
    """On a slow line a page is seen while the rest of it is on its way."""
    text = client.get(path).text
    body = text[text.index("<body") :]
    assert body.index("</main>") < body.index("<script src")
    assert body.index("<h1>") < body.index('<script type="application/json"')
    last = max(match.start() for match in re.finditer("<(?:button|h2|canvas)", body[: body.index('<dialog id="help')]))
    assert last < body.index('<script type="application/json"')


def test_the_page_is_painted_when_all_of_it_is_there_and_waits_for_no_scripts_but_those_of_the_head(client):
    head, _, body = client.get("/").text.partition("</head>")
    assert '<link rel="expect" href="#later" blocking="render">' in head
    assert re.findall(r'<script src="/([^.?"]+)', head) == ["assets/head"]
    assert re.findall(r'rel="preload" as="script" href="/([^.?"]+)', head) == ["assets/all"]
    before, _, after = body.partition('<template id="later">')
    assert "<script src" not in before
    assert 'id="_dash-config"' in before
    assert re.findall(r'<script src="/([^.?"]+)', after)[0] == "assets/all"
    assert after.count("<script src") == 8


def test_only_what_is_used_of_dash_is_loaded(client):
    scripts = re.findall(r'<script src="([^"]+)"', client.get("/").text)
    names = [address.rpartition("/")[2].partition(".")[0] for address in scripts]
    assert names == [
        "head", "all", "react", "react-dom", "prop-types", "dash_renderer",
        "dash_core_components", "dash_core_components-shared", "dash_html_components",
    ]  # fmt: skip


def test_the_start_of_a_server_is_what_its_page_is_born_with():
    text = create_app(Settings(start="dataset=spiral&hidden=3-relu")).server.test_client().get("/").text
    (_, _, said) = next(
        each
        for each in Reader(text[text.index("<div>") : text.index("<template")]).found
        if each[1].get("id") == "first-answer"
    )
    assert '"dataset":"spiral"' in "".join(said)
    create_app()
