"""Tokens, numbers, keys and lists that are too long are refused, or cut, before anything is done with them."""

import json
import unicodedata
import zlib
from base64 import urlsafe_b64encode
from dataclasses import replace
from time import process_time

import pytest

from app.calls.lanes import MAX_COUNT
from app.wire.frames import encode
from bench import wire
from bench.cost import traced
from nn_core import Experiment, start
from nn_core.formats.files import from_json
from nn_core.formats.tables.columns import find_columns
from nn_core.formats.tables.table import _OF_ACCENTS, read_table

from .sending import corpus

SECONDS, PEAK = 0.6, 45e6  # what a request may take that is only read; most take a tenth of it
MANY = 195_000
DIGITS = "9" * MANY
ROWS = "\n".join(f"{i},{i * i % 17},{i % 2}" for i in range(50))
HUGE = (10**30, -(10**30), 2**63, 2**64, 10**300, 1e308, -1e308, 1e-320, -0.0)


@pytest.fixture
def ask(app):
    client = app.server.test_client()

    def send(kind, value):
        seconds, response, peak = traced(client, wire.call(kind, value) if not isinstance(value, bytes) else value)
        assert response.status_code == 200, (response.status_code, response.data[:200])
        assert peak <= PEAK
        assert seconds <= 5 * SECONDS  # to count memory makes it slower
        answer = wire.answer(kind, response.data)
        assert "s of a processor" not in str(answer.get("error"))
        return answer

    return send


def _numbers(tree, found):
    for key, item in tree.items() if isinstance(tree, dict) else enumerate(tree):
        if type(item) in (int, float):
            found.append((tree, key))
        elif isinstance(item, dict | list):
            _numbers(item, found)
    return found


def test_every_number_of_every_call_can_be_huge(app):
    """Such as columns: [10**30, 1, 2]: all are answered with a message, or as if they were usual."""
    client = app.server.test_client()
    sent = 0
    for output, texts in corpus().items():
        kind = output.partition("-answer")[0]
        if "-answer" not in output:
            continue
        for text in texts[:4]:
            for place in range(len(_numbers(json.loads(text), []))):
                for huge in HUGE if place < 12 else HUGE[:1]:
                    whole = json.loads(text)
                    parent, key = _numbers(whole, [])[place]
                    parent[key] = huge
                    before, after = wire.around(kind)
                    body = before + json.dumps(whole[0]).encode() + after
                    response = client.post(wire.ADDRESS, data=body, content_type="application/json")
                    sent += 1
                    assert response.status_code == 200, (kind, key, huge)
                    error = wire.answer(kind, response.data).get("error", "usual")
                    assert 0 < len(error.strip()) < 3000, (kind, key, huge)
    assert sent > 300


@pytest.mark.first
@pytest.mark.parametrize(
    "columns", [[10**30, 1, 2], [-1, 1, 2], [0, 1, 2], [2**64, 1, 2], [None, 1, 2], [1, 2], [1e300, 1, 2], "123", {}]
)
def test_columns_that_are_none_get_a_message(ask, columns):
    body = b'%s{"text": %s, "columns": %s}%s'
    before, after = wire.around("own-data")
    table = json.dumps(f"x,y,label\n{ROWS}").encode()
    assert "columns" in ask("own-data", body % (before, table, json.dumps(columns).encode(), after))["error"]


@pytest.mark.first
@pytest.mark.parametrize("column", [10**30, 10**5000, -(10**5000), "9" * 5000, "0" * 20 + "1", "١"], ids=range(6))
def test_columns_of_a_script_get_one_too(column):
    with pytest.raises(ValueError, match=r"^columns must be 1 to 3, .*, got "):
        find_columns(read_table(f"x,y,label\n{ROWS}"), (column, 1, 2))


LINKS = {
    "digits": f"seed={DIGITS}",
    "digits and a letter": f"seed={DIGITS}x",
    "an exponent": "learning_rate=1e999999999&noise=1e-999999999",
    "an exponent of digits": f"learning_rate=1e{DIGITS}",
    "digits of another script": "seed=" + "٣" * MANY,
    "layers": "hidden=" + "16-tanh;" * (MANY // 8),
    "layers of the original": "networkShape=" + "9," * 20_000 + "&activation=" + "x" * 100_000,
    "a layer of minus signs": "hidden=" + "-" * MANY,
    "a formula": "hidden=4-=" + "(" * MANY,
    "parts": "hide=" + "play," * (MANY // 5),
    "hidden parts of the original": "&".join(f"p{i}_hide=true" for i in range(12_000)),
    "goals": "goals=" + "test_loss:0.1," * (MANY // 14),
    "a stop": "stop=test_loss:" + DIGITS,
    "features": "features=" + "x," * (MANY // 2),
    "names": "&".join(f"name_{i}={'n' * 9000}" for i in range(1, 7)),
    "a scale": "scale_x=" + "1," * (MANY // 2),
    "keys": "&".join(f"k{i}=" for i in range(25_000)),
    "one key again and again": "seed=1&" * 25_000,
    "a long key": "k" * MANY + "=1",
    "signs": "&" * MANY,
    "escaped signs": "seed=" + "%31" * (MANY // 3),
    "signs that escape nothing": "seed=" + "%" * MANY,
    "signs of a page's source": "seed=1" + "&amp;" * (MANY // 5),
    "a tutorial": "tutorial=" + "t" * MANY,
}


@pytest.mark.first
@pytest.mark.parametrize("name", LINKS)
def test_a_link_that_goes_on_and_on_is_read_in_no_time(ask, name):
    answer = ask("link", {"text": LINKS[name]})
    assert len(answer["experiment"]["hidden"]) <= 8
    assert len(json.dumps(answer)) < 20_000


def packed(table):
    return "dataset=custom&points=" + urlsafe_b64encode(zlib.compress(table.encode(), 9)).decode()


PACKED = {
    "digits": DIGITS,
    "a bomb": "0 0 1\n" * 5_000_000,
    "rows of nothing": "\n" * 149_000,
    "short rows": "1 1\n" * 37_000,
    "one row too many": "1 1 1\n" * 2000 + "1 1 1",
    "a row that goes on": "1 " * 74_000,
    "exponents": "1e999999999 1 1\n" * 1000,
}


@pytest.mark.first
@pytest.mark.parametrize("name", PACKED)
def test_packed_points_are_counted_before_they_are_read(ask, name):
    begin = process_time()
    answer = ask("link", {"text": packed(PACKED[name])})
    assert "points" in answer["notes"][0]
    assert answer["experiment"]["dataset"] != "custom"
    assert process_time() - begin <= 5 * SECONDS


TABLES = {
    "accents in disorder": "x,y,label\na" + "\u0301\u0316" * 100_000,
    "accents": "x,y,label\na" + "\u0301" * 100_000,
    "what is made of accents": "x,y,label\na" + "\u0f73\u0f81" * 100_000,
    "letters that become three": "x,y,label\n" + "\U0001d160" * 60_000,
    "quotes": '"' * 299_000,
    "quotes and letters": '"9",' * 74_000,
    "columns": "1," * 149_000,
    "blanks": "a b" * 99_000,
    "marks": "1.234,5;" * 37_000,
    "lines": "\r" * 299_000,
    "a long name": "n" * 130_000 + f",y,label\n{ROWS}",
    "comments": "#" * 299_000,
    "digits": f"x,y,label\n{'9' * 100_000},1,1\n{ROWS}",
    "exponents": "x,y,label\n" + "\n".join(f"1e9999999{i},1,1" for i in range(50)),
}


@pytest.mark.first
@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_can_not_be_one_is_refused_in_no_time(ask, name):
    assert ask("own-data", {"text": TABLES[name]})["error"]


@pytest.mark.first
def test_labels_next_to_nothing_are_classes_or_numbers(ask):
    """As Decimal they have a billion digits."""
    rows = "\n".join(f"{i},{i * i % 17},1e-99999999{i % 2}" for i in range(50))
    assert ask("own-data", {"text": f"x,y,label\n{rows}"})


@pytest.mark.first
def test_words_in_any_script_are_read_with_their_accents():
    """Vietnamese, Hebrew with points, Devanagari, Tibetan; a letter and its accent in one or in two are the same."""
    for word in ("Việt", "שָׁלוֹם", "हिन्दी", "བོད་ཡིག"):
        for form in ("NFC", "NFD"):
            text = f"{unicodedata.normalize(form, word)},y,label\n{ROWS}"
            assert read_table(text).names[0] == unicodedata.normalize("NFC", word)


@pytest.mark.first
def test_whatever_is_made_of_accents_is_known():
    made = [
        chr(code)
        for code in range(0x110000)
        if not unicodedata.combining(chr(code)) and unicodedata.combining(unicodedata.normalize("NFD", chr(code))[0])
    ]
    assert "".join(made) == _OF_ACCENTS


FILE = '{"format":"neural-network-playground","version":1,"experiment":{"hidden":[]},"epoch":%s,"layers":[%s]}'
LAYER = '{"weights":%s,"biases":%s%s}'
FILES = {
    "an epoch": FILE % (10**30, LAYER % ("[[1],[1]]", "[0]", "")),
    "rows": FILE % (0, LAYER % ("[" + "[]," * 300_000 + "[]]", "[0]", "")),
    "a row": FILE % (0, LAYER % ("[[" + "1," * 400_000 + "1]]", "[0]", "")),
    "biases": FILE % (0, LAYER % ("[[1],[1]]", "[" + "1e-310," * 100_000 + "1]", "")),
    "digits": FILE % (0, LAYER % (f"[[{'9' * 900_000}],[1]]", "[0]", "")),
    "nothing": FILE % (0, LAYER % ("[[null],[1]]", "[0]", "")),
    "killed": FILE % (0, LAYER % ("[[1],[1]]", "[0]", ',"killed":[' + "[1]," * 200_000 + "[1]]")),
    "updates": FILE
    % (0, LAYER % ("[[1],[1]]", "[0]", ',"updates":{"inputs":[' + "1," * 300_000 + '1],"columns":[1]}')),
    "layers": FILE % (0, (LAYER % ("[[1],[1]]", "[0]", "") + ",") * 20_000 + LAYER % ("[[1],[1]]", "[0]", "")),
    "depth": FILE % (0, "[" * 400_000),
}


@pytest.mark.first
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_goes_on_and_on_is_refused_in_no_time(ask, name):
    error = ask("file", {"text": FILES[name][:970_000]})["error"]
    assert len(error) < 300
    assert "None" not in error
    assert from_json(FILE % (0, LAYER % ("[[1],[1]]", "[0]", "")))


@pytest.mark.first
@pytest.mark.parametrize("field", ["learning_rate", "noise", "samples", "dataset", "features", "hidden", "optimizer"])
def test_a_field_that_is_null_gets_a_message_without_a_word_of_python(ask, field):
    """As in the link of a race that somebody wrote by hand."""
    value = {"run": 0, "request": 0, "lanes": [{"experiment": {field: None}}], "view": {}}
    error = ask("tick", value)["error"]
    assert error.startswith(f"{field} must be ")
    assert error.endswith(", got nothing")


@pytest.mark.first
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
@pytest.mark.parametrize("epoch", [2**53, 2**53 - 1, 2**53 - 30_001, 2**53 - 30_000])
def test_the_last_epochs_that_there_are(ask, epoch, optimizer):
    experiment = {"hidden": [], "samples": 2000, "train_percent": 90, "batch_size": 1, "optimizer": optimizer}
    state = replace(start(Experiment(**experiment)), epoch=epoch)
    value = {"run": 0, "request": 0, "lanes": [{"experiment": experiment, "state": encode(state.to_bytes())}]}
    answer = ask("tick", value)
    assert ("error" in answer) == (epoch > MAX_COUNT - 30_000)
    if "error" in answer:
        assert answer["error"] == f"state must be at epoch at most {MAX_COUNT - 30_000}, got {epoch}"
