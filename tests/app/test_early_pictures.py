"""What the server draws of epoch 0 is what the core computes, in colors that the styles name."""

import re
from base64 import b64decode
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from app import ROOT, create_app
from app.components.early_map import MOST_POINTS, TOUCH, thumbnail_points
from app.components.early_network import APART, FAN, curve, is_plain
from app.components.tinted import SCHEMES, mixed, tinted
from app.config import Settings
from app.wire.frames import OUTPUT_PIXELS, UNIT_PIXELS
from nn_core import FEATURES, Experiment, evaluate, make_dataset, start
from nn_core.common.written import loss, score
from nn_core.formats.links.link import to_link
from nn_core.insight.picture import feature_pixels, hidden_pixels, output_pixels
from nn_core.study.race_rules import Rules
from tests.app.helpers import components
from tests.app.test_markup import Reader

EIGHT = {"units": 8, "activation": "tanh"}
USUAL = Experiment()
STATE = start(USUAL)


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
    """Red, green, blue and opacity of a picture in an address."""
    kind, _, data = address.partition(",")
    assert kind == "data:image/png;base64"
    return np.asarray(Image.open(BytesIO(b64decode(data))).convert("RGBA")).astype(float)


def pictures(page, scheme, size):
    """Those of so many pixels, as they look on a ground."""
    all_of_it = [pixels(its["src"]) for its in page.of(f"for-{scheme}")]
    return [its for its in all_of_it if len(its) == size]


def on(ground, picture):
    share = picture[..., 3:] / 255
    return picture[..., :3] * share + np.array(ground) * (1 - share)


def expected(values, ground, negative, positive, unknown):
    """What the scripts make of the same bytes."""
    away = (values.astype(float) - 128) / 127
    ends = np.where(away[..., np.newaxis] > 0, positive, negative)
    mixed = np.array(ground) + (ends - np.array(ground)) * np.abs(away)[..., np.newaxis]
    return np.where(values[..., np.newaxis] == 0, unknown, mixed)


def theme():
    """The colors of the stylesheet, light and dark."""
    text = (ROOT / "assets" / "styles" / "shell" / "theme.css").read_text(encoding="utf-8")
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#\w{6});", re.search(rule + r" \{([^}]*)\}", text)[1]))
        for rule in (r":root,\n\.paper", r':root\[data-color-scheme="dark"\]')
    )
    return {
        scheme: {name: tuple(int(color[at : at + 2], 16) for at in (1, 3, 5)) for name, color in rules.items()}
        for scheme, rules in (("light", light), ("dark", light | dark))
    }


THEME = theme()


def ends(scheme):
    return [THEME[scheme][name] for name in ("negative", "positive", "unknown")]


def test_the_colors_of_both_schemes_are_those_of_the_stylesheet():
    assert {scheme: list(colors) for scheme, colors in SCHEMES.items()} == {each: ends(each) for each in THEME}


@pytest.mark.parametrize("scheme", THEME)
def test_a_value_has_the_color_that_the_scripts_give_it(scheme):
    values = np.arange(256, dtype=np.uint8).reshape(8, 32)
    light, dark = tinted(values)
    image = {"light": light, "dark": dark}[scheme]
    assert image.className == f"for-{scheme}"
    zero = THEME[scheme]["zero"]
    assert np.abs(on(zero, pixels(image.src)) - expected(values, zero, *ends(scheme))).max() <= 1
    rough = on(zero, pixels(dict(zip(THEME, tinted(values, 4), strict=True))[scheme].src))
    assert np.abs(rough - expected(values, zero, *ends(scheme))).max() <= 2 / 127 * 255 + 1


@pytest.mark.parametrize("scheme", THEME)
def test_the_map_is_what_the_network_of_epoch_0_gives(page, scheme):
    (seen,) = pictures(page, scheme, OUTPUT_PIXELS)
    (values,) = output_pixels(USUAL, STATE, OUTPUT_PIXELS)
    zero = THEME[scheme]["zero"]
    assert np.abs(on(zero, seen) - expected(values, zero, *ends(scheme))).max() <= 1
    value = (float(values[0, 0]) - 128) / 127  # at (-6, 6): between zero and orange
    assert -0.2 < value < -0.02
    orange = np.array(zero) - value * (np.array(THEME[scheme]["negative"]) - zero)
    assert np.abs(on(zero, seen)[0, 0] - orange).max() <= 1


def test_features_units_and_output_have_their_pictures(page):
    zero = THEME["light"]["zero"]
    seen = [on(zero, its) for its in pictures(page, "light", UNIT_PIXELS)]
    of_units = [
        *hidden_pixels(USUAL, STATE, UNIT_PIXELS),
        *output_pixels(USUAL, STATE, UNIT_PIXELS),
    ]
    of_features = [feature_pixels(key, UNIT_PIXELS) for key in FEATURES]
    assert len(seen) == 6 + 1 + 9
    for picture, values in zip(seen, [*of_features, *of_units], strict=True):
        assert np.abs(picture - expected(values, zero, *ends("light"))).max() <= 2 / 127 * 255 + 1


def strength(color):
    """The value that a color of the stylesheet stands for."""
    found = re.fullmatch(r"color-mix\(in srgb, var\(--(\w+)\) (\S+)%, var\(--zero\)\)|var\(--(\w+)\)", color)
    end, share, whole = found.groups()
    return {"positive": 1, "negative": -1}[end or whole] * (float(share) / 100 if share else 1)


def test_a_color_is_between_zero_and_its_end_of_the_scale():
    assert mixed(-0.25) == "color-mix(in srgb, var(--negative) 25%, var(--zero))"
    assert [mixed(value) for value in (1.0, -7.0)] == ["var(--positive)", "var(--negative)"]
    assert [strength(mixed(value)) for value in (-1, -0.5, 0.125, 1)] == [-1, -0.5, 0.125, 1]


def links(page):
    """Of each link where it begins and ends, how wide it is, and its weight."""
    found = []
    for tag, its in page:
        if tag == "path" and "stroke-width" in its:
            begin, end = re.fullmatch(r"M0 (\S+)C.5 \S+ .5 \S+ 1 (\S+)", its["d"]).groups()
            found.append((float(begin), float(end), float(its["stroke-width"]), strength(its["stroke"])))
    return np.array(found)


def test_links_are_as_wide_and_as_strong_as_their_weights(page):
    weights = np.concatenate([layer.weights.T.ravel() for layer in STATE.layers])  # those into the first unit first
    seen = links(page)
    assert len(seen) == len(weights) == 2 * 4 + 4 * 2 + 2
    assert np.allclose(seen[:, 3], np.clip(weights, -1, 1), atol=1e-3)
    assert (np.sign(seen[:, 3]) == np.sign(weights)).all()
    assert np.allclose(seen[:, 2], 1 + 1.8 * np.minimum(5, np.abs(weights)), atol=0.01)


def test_links_go_from_the_rows_of_features_to_units_that_are_evenly_apart(page):
    first, second, last = np.split(links(page)[:, :2], [8, 16])
    units = {4: APART * np.array([-1.5, -0.5, 0.5, 1.5]), 2: APART * np.array([-0.5, 0.5])}
    assert np.allclose(first[:, 0], [-4, -3] * 4)  # the first two of nine rows
    assert np.allclose(first[:, 1], np.add.outer(units[4], [-FAN / 4, FAN / 4]).ravel(), atol=0.01)
    assert np.allclose(second[:, 0], np.tile(units[4], 2), atol=0.01)
    assert np.allclose(last[:, 0], units[2], atol=0.01)
    assert np.allclose(last[:, 1], [-FAN / 4, FAN / 4], atol=0.01)


def drawn_points(page):
    """Paths of points, in the order in which they are painted: their class, the color, and where they are."""
    return [
        (its["class"], its.get("stroke"), [tuple(map(float, at)) for at in re.findall(r"M(\S+) ([^hlM]+)", its["d"])])
        for tag, its in page
        if tag == "path" and its.get("class", "").startswith(("round", "square"))
    ]


def test_the_training_points_are_where_they_are_in_the_colors_of_their_classes(page):
    data = make_dataset(USUAL)
    count = len(data.train_x)
    drawn = drawn_points(page)
    seen = sorted((x, -y, strength(color)) for _, color, places in drawn if color for x, y in places)
    points = np.column_stack([data.points[:count].round(2), data.labels[:count]])
    assert np.allclose(seen, sorted(map(tuple, points)), atol=0.006)
    assert {(name, color) for name, color, _ in drawn} == {
        ("round", "var(--negative)"), ("square", "var(--positive)"), ("round rim", None), ("square rim", None),
    }  # fmt: skip


def test_of_two_points_that_touch_the_first_one_lies_on_top(page):
    data = make_dataset(USUAL)
    count = len(data.train_x)
    painted = {
        (x, -y): order for order, (_, color, places) in enumerate(drawn_points(page)) if color for x, y in places
    }
    points = [tuple(map(float, point)) for point in data.points[:count].round(2)]
    touching = 0
    for i, first in enumerate(points):
        for second in points[i + 1 :]:
            if 0 < np.hypot(first[0] - second[0], first[1] - second[1]) < TOUCH:
                assert painted[first] > painted[second]
                touching += 1
    assert touching > 100


def test_thumbnails_have_a_square_for_each_point(page):
    seen = pictures(page, "light", 80)
    assert len(seen) == 4
    points, labels = thumbnail_points("circle")
    for (x, y), label in zip(points[-1:], labels[-1:], strict=True):
        at = round((6 - y) / 12 * 80), round((x + 6) / 12 * 80)
        assert tuple(seen[0][at]) == (*THEME["light"]["positive" if label > 0 else "negative"], 255)
    assert {opacity for its in seen for opacity in its[..., 3].ravel()} == {0, 255}


def test_the_curve_of_an_activation_goes_through_its_values():
    (_, line) = (part.d for part in components(curve([-1.0, 0.0, 2.0])) if part._type == "Path")
    assert line == "M0 31.5 22 22 44 3"


def test_all_of_it_is_hidden_from_who_listens_and_marked_to_be_taken_away(page):
    early = page.of("early")
    assert len(early) == 9 + 2 + 1 + 1 + 2 * 4 + 1
    assert all(its.get("aria-hidden") == "true" or its.get("alt") == "" for its in early)
    assert all(its["alt"] == "" for scheme in SCHEMES for its in page.of(f"for-{scheme}"))
    assert "style" not in {name for _, its in page for name in its}


@pytest.mark.parametrize(
    ("link", "units", "maps"),
    [
        ("dataset=spiral&hidden=3-relu", 4, 1),
        (to_link(Experiment(problem="regression", dataset="reg-plane", hidden=[EIGHT] * 2)), 17, 1),
        ("hidden=", 0, 1),  # what is not drawn, the scripts draw as ever
        ("hidden=9-tanh", 0, 1),
        ("hidden=2-tanh;2-tanh;2-tanh;2-tanh;2-tanh", 0, 1),
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
    assert drawn_points(page) == []
    assert len(page.of("early-map")) == 1
    create_app()


def test_the_lanes_of_a_race_have_their_numbers_and_maps_of_epoch_0():
    text = create_app().server.test_client().get("/race").text
    body = text[text.index('<ol id="race-lanes"') : text.index("</ol>")]
    found = Reader(f"{body}</ol>").found
    zero = THEME["light"]["zero"]
    maps = [its["src"] for _, its, _ in found if its.get("class") == "for-light"]
    numbers = {
        name: ["".join(said) for _, its, said in found if name in its.get("class", "").split()]
        for name in ("test", "train", "gap", "score", "parameters")
    }
    lanes = Rules().competitors
    assert len(lanes) == len(maps) == 3
    for i, (lane, address) in enumerate(zip(lanes, maps, strict=True)):
        state = start(lane.experiment)
        its = evaluate(lane.experiment, state)
        (values,) = output_pixels(lane.experiment, state, OUTPUT_PIXELS)
        assert np.abs(on(zero, pixels(address)) - expected(values, zero, *ends("light"))).max() <= 1
        assert [numbers[name][i] for name in ("test", "train")] == [loss(its.test_loss), loss(its.train_loss)]
        assert numbers["gap"][i][0] == ("+" if its.test_loss > its.train_loss else "−")
        assert numbers["gap"][i][1:] == loss(abs(its.test_loss - its.train_loss))
        assert numbers["score"][i] == score(its.test_score, regression=False)
        assert numbers["parameters"][i] == "25 parameters"


def test_a_plain_network_has_a_line_for_each_weight():
    wide = Experiment(hidden=[EIGHT] * 2)
    gated = Experiment(hidden=[{"units": 2, "activation": "swiglu"}])
    assert is_plain(USUAL, STATE)
    assert is_plain(wide, start(wide))
    assert not is_plain(gated, start(gated))
