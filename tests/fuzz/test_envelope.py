"""What is around a request: Dash's own fields, types, encodings, methods, headers; and the callback of Dash's Pages."""

import gzip
import json
from random import Random

import pytest

from .mutations import TEXTS, broken, spoilt, text, value
from .sending import CALLBACK, SHARES, corpus, envelope, rss

PAGES = ".._pages_content.children..._pages_store.data.."
PAGE_REQUESTS = 40  # a page takes a fifth of a second
TYPES = ("application/json", "text/plain", "", "application/json; charset=utf-16", "multipart/form-data; boundary=x",
         "application/x-www-form-urlencoded", "application/json;" * 50)  # fmt: skip
METHODS = ("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "BREW")
ENCODINGS = ("gzip", "br", "zstd, gzip;q=0", "*", "identity;q=0", "deflate" * 100, "gzip;q=nan", ",;,")


def _dash(random, app, output, good, everything):
    """A request with Dash's own fields broken, too."""
    whole = envelope(app, output, json.loads(good))
    whole = value(random) if random.random() < 0.05 else broken(random, json.dumps(whole), everything)
    if isinstance(whole, dict) and random.random() < 0.3:
        outputs = [*app.callback_map, "x.y", "..a.b...c.d..", *TEXTS, "..", "....", 5, None, []]
        whole["output"] = random.choice(outputs)
    return json.dumps(whole).encode()


def _sent(random, sender, body):
    """One of the ways in which a body can arrive."""
    how = random.randrange(7)
    if how == 0:
        return sender.post(body, content_type=random.choice((*TYPES, text(random, TYPES[0]).replace("\n", ""))))
    if how == 1:
        packed = gzip.compress(body, 1)
        return sender.post(packed, headers={"Content-Encoding": random.choice(("gzip", "br", "deflate"))})
    if how == 2:  # in chunks, so that nobody knows its length
        chunked = {"headers": {"Transfer-Encoding": "chunked"}, "environ_overrides": {"wsgi.input_terminated": True}}
        return sender.post(body, **chunked)
    if how == 3:
        length = random.choice(("-1", "0", "5", "x", "9" * 30, str(len(body) + 100)))
        return sender.post(body, headers={"Content-Length": length})
    if how == 4:
        answer = sender.send(CALLBACK, method=random.choice(METHODS), data=body, content_type="application/json")
        assert answer.status_code in (200, 404, 405)  # OPTIONS says what there is; nobody gets a page there
        return answer
    if how == 5:
        return sender.post(body, headers={"Accept-Encoding": random.choice(ENCODINGS), "Cookie": "a=\x01;;=;" * 20})
    return sender.post(spoilt(random, body))


@pytest.mark.first
def test_a_page_opens_whatever_stands_behind_its_address(app, sender):
    for query in ("", "?a=1", "?layout=2&a=&self=x", "?utm_source=mail&fbclid=1", "?_query=1"):
        for path in ("/", "/race", "/activations"):
            assert sender.post(json.dumps(envelope(app, PAGES, [path, query]))).status_code == 200


@pytest.mark.first
def test_every_broken_envelope_is_answered(app, sender):
    share, random, seeds = SHARES["envelope"], Random("envelope"), corpus()
    small = {output: [good for good in texts if len(good) < 3000] for output, texts in seeds.items() if output != PAGES}
    everything = [json.dumps(envelope(app, output, json.loads(texts[0]))) for output, texts in seeds.items()]
    before = rss()
    while sender.sent < share - PAGE_REQUESTS:
        output = random.choice(list(small))
        body = _dash(random, app, output, random.choice(small[output]), everything)
        _sent(random, sender, body) if random.random() < 0.6 else sender.post(body)
        if sender.sent == share // 3:
            before = rss()
    while sender.sent < share:
        values = json.loads(random.choice(seeds[PAGES]))
        values[random.randrange(2)] = random.choice((value(random), text(random, "/race/../activations")))
        sender.post(json.dumps(envelope(app, PAGES, values)))
    sender.finish(share, before)
