"""A share of requests to some callbacks: seeds as they are, then broken ones, with a look at the memory between."""

import json
from random import Random

from .mutations import broken, spoilt
from .sending import SHARES, corpus, envelope, rss

SPOILT = 0.1  # of the requests are no JSON any more


def flood(app, sender, name, outputs):
    share, random, seeds = SHARES[name], Random(name), corpus()
    others = [text for output in outputs for text in seeds[output]]
    for output in outputs:
        for text in seeds[output]:
            response = sender.post(json.dumps(envelope(app, output, json.loads(text))))
            assert response.status_code == 200, (output, text[:200])
    before = rss()
    while sender.sent < share:
        output = random.choice(outputs)
        good = random.choice(seeds[output])
        values = json.loads(good)
        values[random.randrange(len(values))] = broken(random, json.dumps(values[0]), others)
        body = json.dumps(envelope(app, output, values)).encode()
        sender.post(spoilt(random, body) if random.random() < SPOILT else body)
        if sender.sent == share // 3:
            before = rss()
    sender.finish(share, before)
