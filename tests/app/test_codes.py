"""The callback that makes QR codes: another library reads what it answers, and garbage gets an error of one line."""

import json
import re
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings, strategies as st

from app.calls.codes import MAX_CODE, answer_code
from tests.app.helpers import broken, garbage
from tests.cases import every

LINK = "http://10.0.0.7:8050/#dataset=spiral&seed=4&hidden=3-relu;2-=max%280,%20z%29&hide=play,chart"
POINTS = f"{LINK}&points={'1.25~-3.4~1;' * 300}"


def _read(answer):
    """The text of a code, from a picture drawn as SVG says: a line for each run of dark modules."""
    header, _, data = answer["picture"].partition(",")
    assert header.startswith("data:image/svg+xml")
    drawing = ElementTree.fromstring(unquote(data))
    size = int(drawing.get("viewBox").split()[-1])
    ground, modules = drawing
    assert (ground.get("fill"), ground.get("d")) == ("#fff", f"M0 0h{size}v{size}h-{size}z")
    pixels = np.full((size, size), 255, np.uint8)
    x = y = 0.0
    for kind, *numbers in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", modules.get("d")):
        across, down = (float(number or 0) for number in numbers)
        if kind == "h":
            pixels[int(y), int(x) : int(x + across)] = 0
        x, y = (across, down) if kind == "M" else (x + across, y + down)
    assert (pixels[:4] == 255).all()
    assert (pixels[:, -4:] == 255).all()
    (code,) = zxingcpp.read_barcodes(np.kron(pixels, np.ones((4, 4), np.uint8)))
    return code.text


@pytest.mark.parametrize("text", ["https://a", LINK, POINTS[:1000], POINTS[:MAX_CODE]])
def test_a_code_holds_its_link(text):
    assert _read(answer_code({"text": text})) == text


def test_a_link_that_does_not_fit_is_refused_with_its_length():
    answer = answer_code({"text": POINTS[: MAX_CODE + 1]})
    assert answer == {
        "error": "This link has 2954 characters, but a QR code holds at most 2953. Copy the link instead."
    }


@every(
    ("data", "said"),
    [
        (None, "dictionary"),
        ({}, "text is required"),
        ({"text": 3}, "text must be a valid string, got 3"),
        ({"text": LINK, "more": 1}, "more: "),
        ({"text": "javascript:0"}, "text must match pattern"),
        ({"text": f"{LINK} "}, "text must match pattern"),
        ({"text": f"{LINK}é"}, "text must match pattern"),
        ({"text": POINTS * 1000}, "text must have at most"),
    ],
)
def test_what_is_no_link_gets_an_error(data, said):
    answer = answer_code(data)
    assert set(answer) == {"error"}
    assert said in answer["error"]
    assert len(answer["error"]) < 500


@settings(max_examples=100)
@given(garbage | broken({"text": LINK}) | st.text(max_size=40).map(lambda text: {"text": f"http://{text}"}))
def test_every_answer_is_an_error_of_one_line_or_a_code_of_the_text(data):
    answer = answer_code(data)
    json.dumps(answer, allow_nan=False).encode("utf-8")
    if "error" in answer:
        assert answer["error"].isprintable()
    else:
        assert _read(answer) == data["text"]
