"""What the server draws of epoch 0 is what the core computes, in colors that the styles name."""

import re
from base64 import b64decode
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from app import create_app, ids
from app.components.early_map import MOST_POINTS, thumbnail_points
from app.components.early_network import APART, FAN, curve, is_plain
from app.components.tinted import shares, tinted
from app.config import Settings
from app.wire.frames import OUTPUT_PIXELS, UNIT_PIXELS
from nn_core import FEATURES, Experiment, make_dataset, start
from nn_core.formats.links.link import to_link
from nn_core.insight.picture import feature_pixels, hidden_pixels, output_pixels
from tests.app.helpers import components
from tests.app.test_markup import Reader

EIGHT = {"units": 8, "activation": "tanh"}
USUAL = Experiment()
STATE = start(USUAL)
ZERO, POSITIVE, NEGATIVE = (np.array(color) for color in ((232, 234, 235), (8, 119, 189), (245, 147, 34)))


class Found(list):
    """Elements of a page, as tags and attributes."""

    def of(self, name):
        return [its for _, its in self if name in (its.get("class") or "").split()]


def opened(link=""):
    """What stands in the playground that a server with this start sends."""
    text = create_app(Settings(start=link)).server.test_client().get("/").text
    body = text[text.index("<div>") : text.index("<template")]
    return Found((tag, attributes) for tag, attributes, _ in Reader(body).found)


@pytest.fixture(scope="module")
def page():
    return opened()


def pixels(address):
    """Red, green and blue of a picture in an address."""
    kind, _, data = address.partition(",")
    assert kind == "data:image/png;base64"
    return np.asarray(Image.open(BytesIO(b64decode(data))).convert("RGB"))


def pictures(page, size):
    return [its for address in (its["src"] for its in page.of("tinted")) if len(its := pixels(address)) == size]


def test_a_share_is_how_far_a_value_is_from_zero_to_the_end_of_the_scale():
    values = np.array([[1, 64, 128, 129, 192, 255, 0]], dtype=np.uint8)
    assert shares(values).tolist() == [
        [[0, 255, 0], [0, 128, 0], [0, 0, 0], [2, 0, 0], [128, 0, 0], [255, 0, 0], [0, 0, 255]]
    ]
    assert pixels(tinted(values).src).tolist() == shares(values).tolist()


def test_the_filter_gives_each_share_the_color_that_the_styles_have_for_it(page):
    filters = [its for tag, its in page if tag == "filter"]
    assert [(its["id"], its["color-interpolation-filters"]) for its in filters] == [(ids.TINT, "sRGB")]
    matrices = [[float(n) for n in its["values"].split()] for tag, its in page if tag == "fecolormatrix"]
    opacities = [np.reshape(matrix, (4, 5)) @ [0.2, 0.3, 0.5, 1.0, 1.0] for matrix in matrices]
    assert np.allclose(opacities, [[0, 0, 0, 0.2], [0, 0, 0, 0.3], [0, 0, 0, 0.5]])
    assert [its["class"] for tag, its in page if tag == "feflood"] == [
        "tint-positive", "tint-negative", "tint-unknown",
    ]  # fmt: skip


def test_the_map_is_what_the_network_of_epoch_0_gives(page):
    (seen,) = pictures(page, OUTPUT_PIXELS)
    (expected,) = output_pixels(USUAL, STATE, OUTPUT_PIXELS)
    assert (seen == shares(expected)).all()
    value = (float(expected[0, 0]) - 128) / 127  # at (-6, 6): what it is between orange and blue
    assert -1 < value < 0
    share = seen[0, 0] / 255
    color = ZERO + share[0] * (POSITIVE - ZERO) + share[1] * (NEGATIVE - ZERO)
    assert np.abs(color - (ZERO - value * (NEGATIVE - ZERO))).max() < 1


def test_features_units_and_output_have_their_pictures(page):
    seen = pictures(page, UNIT_PIXELS)
    expected = [
        *hidden_pixels(USUAL, STATE, UNIT_PIXELS),
        *output_pixels(USUAL, STATE, UNIT_PIXELS),
        *(feature_pixels(key, UNIT_PIXELS) for key in FEATURES),
    ]
    assert len(seen) == len(expected) == 6 + 1 + 9
    assert {its.tobytes() for its in seen} == {shares(its).tobytes() for its in expected}


def links(page):
    """Of each link where it begins and ends, how wide it is, its sign and its strength."""
    found = []
    for tag, its in page:
        if tag == "path" and "stroke-opacity" in its:
            begin, end = re.fullmatch(r"M0 (\S+)C.5 \S+ .5 \S+ 1 (\S+)", its["d"]).groups()
            sign = {"plus": 1, "minus": -1}[its["class"]]
            found.append((float(begin), float(end), float(its["stroke-width"]), sign * float(its["stroke-opacity"])))
    return np.array(found)


def test_links_are_as_wide_and_as_strong_as_their_weights(page):
    weights = np.concatenate([layer.weights.T.ravel() for layer in STATE.layers])  # those into the first unit first
    seen = links(page)
    assert len(seen) == len(weights) == 2 * 4 + 4 * 2 + 2
    assert np.allclose(seen[:, 3], np.clip(weights, -1, 1), atol=1e-3)
    assert np.allclose(seen[:, 2], 1 + 1.8 * np.minimum(5, np.abs(weights)), atol=0.01)


def test_links_go_from_the_rows_of_features_to_units_that_are_evenly_apart(page):
    first, second, last = np.split(links(page)[:, :2], [8, 16])
    units = {4: APART * np.array([-1.5, -0.5, 0.5, 1.5]), 2: APART * np.array([-0.5, 0.5])}
    assert np.allclose(first[:, 0], [-4, -3] * 4)  # the first two of nine rows
    assert np.allclose(first[:, 1], np.add.outer(units[4], [-FAN / 4, FAN / 4]).ravel(), atol=0.01)
    assert np.allclose(second[:, 0], np.tile(units[4], 2), atol=0.01)
    assert np.allclose(last[:, 0], units[2], atol=0.01)
    assert np.allclose(last[:, 1], [-FAN / 4, FAN / 4], atol=0.01)


def test_the_training_points_are_where_they_are(page):
    data = make_dataset(USUAL)
    count = len(data.train_x)
    inside = slice(*(i for i, (tag, its) in enumerate(page) if its.get("class") in ("early-points", "early-axes")))
    drawn = page[inside][1:]
    places = [[float(its["x" if tag == "rect" else "cx"][:-1]), float(its["y" if tag == "rect" else "cy"][:-1])]
              for tag, its in drawn]  # fmt: skip
    expected = np.column_stack([data.points[:count, 0] + 6, 6 - data.points[:count, 1]])[::-1] / 12 * 100
    assert np.abs(np.array(places) - expected).max() <= 0.051
    assert [tag == "rect" for tag, _ in drawn] == [label > 0 for label in data.labels[:count][::-1]]


def test_thumbnails_have_a_square_for_each_point(page):
    seen = pictures(page, 80)
    assert len(seen) == 4
    points, labels = thumbnail_points("circle")
    for (x, y), label in list(zip(points, labels, strict=True))[-1:]:
        at = round((6 - y) / 12 * 80), round((x + 6) / 12 * 80)
        assert seen[0][at].tolist() == ([255, 0, 0] if label > 0 else [0, 255, 0])
    assert {tuple(color) for its in seen for color in its.reshape(-1, 3).tolist()} == {
        (0, 0, 0), (255, 0, 0), (0, 255, 0),
    }  # fmt: skip


def test_the_curve_of_an_activation_goes_through_its_values():
    (_, line) = (part.d for part in components(curve([-1.0, 0.0, 2.0])) if part._type == "Path")
    assert line == "M0 31.5 22 22 44 3"


def test_all_of_it_is_hidden_from_who_listens_and_marked_to_be_taken_away(page):
    early = page.of("early")
    assert len(early) == 1 + 9 + 2 + 2 + 1 + 4 + 1
    assert all(its.get("aria-hidden") == "true" or its.get("alt") == "" for its in early)
    assert all(its["alt"] == "" for its in page.of("tinted"))
    assert "style" not in {name for _, its in page for name in its}


@pytest.mark.parametrize(
    ("link", "units", "maps"),
    [
        ("dataset=spiral&hidden=3-relu", 4, 1),
        (to_link(Experiment(problem="regression", dataset="reg-plane", hidden=[EIGHT] * 2)), 17, 1),
        ("hidden=", 0, 1),  # what is not drawn, the scripts draw as ever
        ("hidden=9-tanh", 0, 1),
        ("hidden=4-maxout", 0, 1),
        (to_link(Experiment(features=list(FEATURES), hidden=[EIGHT] * 3)), 0, 1),
        (to_link(Experiment(problem="multi-class", dataset="blobs")), 0, 0),
        (to_link(Experiment(problem="regression", dataset="curve-sine")), 0, 0),
    ],
)
def test_another_start_is_drawn_as_far_as_it_fits(link, units, maps):
    page = opened(link)
    assert len(page.of("early-unit")) == units
    assert len(page.of("early-map")) == maps
    assert len(page.of("early-feature")) == len(FEATURES)
    create_app()


def test_more_points_than_a_page_should_hold_are_left_to_the_scripts():
    count = Experiment(samples=2 * MOST_POINTS + 2, train_percent=50)
    assert len(make_dataset(count).train_x) > MOST_POINTS
    page = opened(to_link(count))
    assert [tag for tag, _ in page if tag in ("circle",)] == []
    assert len(page.of("early-map")) == 1
    create_app()


def test_a_plain_network_has_a_line_for_each_weight():
    wide = Experiment(hidden=[EIGHT] * 2)
    gated = Experiment(hidden=[{"units": 2, "activation": "swiglu"}])
    assert is_plain(USUAL, STATE)
    assert is_plain(wide, start(wide))
    assert not is_plain(gated, start(gated))
