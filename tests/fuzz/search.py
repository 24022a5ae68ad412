"""Looks for the dearest request: climbs from what is dear to what is dearer, for each call and for time and memory.

python -m tests.fuzz.search 600         for so many seconds; prints the dearest
"""

import json
import sys
from dataclasses import dataclass, field
from itertools import chain
from random import Random
from time import process_time

from bench import wire
from bench.cost import timed, traced

from .space import KINDS, Genes

KEPT = 6  # of a call, from which others are made
FRESH = 0.25  # of the requests are made of nothing
TRACED = 0.15  # of the requests are looked at for memory, which makes them slow


@dataclass(order=True)
class Found:
    """A request, and what it cost."""

    cost: float
    kind: str
    value: object = field(compare=False)
    genes: list = field(compare=False)
    answer: dict = field(compare=False)

    @property
    def accepted(self):
        return "error" not in self.answer

    @property
    def stopped(self):
        return "s of a processor" in str(self.answer.get("error"))

    def told(self, unit):
        how = "accepted" if self.accepted else f"error: {self.answer['error'][:100]}"
        return f"{self.cost:.3f} {unit}, {self.kind} ({how}): {shown(self.value)}"


def shown(value, most=800):
    text = json.dumps(value)
    return text if len(text) <= most else f"{text[: most // 2]} ... {text[-most // 2 :]} ({len(text)} characters)"


class Search:
    """What is dearest so far, of each call: ``seconds`` of the processor, and ``peaks`` of memory in MB."""

    def __init__(self, client, seed):
        self._client, self._random = client, Random(seed)
        self.tried = self.accepted = self.stopped = 0
        self.seconds = {kind: [] for kind in KINDS}
        self.peaks = {kind: [] for kind in KINDS}

    def run(self, seconds):
        """Look for so long, as the processor counts: a busy machine looks at no less."""
        end = process_time() + seconds
        kinds, weights = list(KINDS), [weight for _, weight in KINDS.values()]
        turn = 0
        while process_time() < end:
            kind = kinds[turn] if turn < len(kinds) else self._random.choices(kinds, weights)[0]
            turn += 1
            self._try(kind)
        return self

    def _try(self, kind):
        memory = self._random.random() < TRACED
        kept = self.peaks[kind] if memory else self.seconds[kind]
        genes = self._child(kept) if kept and self._random.random() > FRESH else ()
        drawn = Genes(self._random, genes)
        value = KINDS[kind][0](drawn)
        body = wire.call(kind, value)
        self.tried += 1
        if memory:
            _, response, cost = traced(self._client, body)
            cost /= 1e6
        else:
            cost, response = timed(self._client, body)
            if len(kept) < KEPT or cost > kept[-1].cost:  # once more: something else may have been in the way
                cost = min(cost, timed(self._client, body)[0])
        assert response.status_code in (200, 413), (response.status_code, shown(value))
        answer = wire.answer(kind, response.data) if response.status_code == 200 else {"error": "413"}
        found = Found(cost, kind, value, drawn.genes, {"error": answer["error"]} if "error" in answer else {})
        self.accepted += found.accepted
        self.stopped += found.stopped
        kept.append(found)
        kept.sort(reverse=True)
        del kept[KEPT:]

    def _child(self, kept):
        """The genes of one that is dear, with some of them changed, or with the end of another one's."""
        genes = list(self._random.choice(kept).genes)
        if self._random.random() < 0.2:
            other = self._random.choice(kept).genes
            cut = self._random.randrange(len(genes) + 1)
            return genes[:cut] + other[cut:]
        for _ in range(self._random.choice((1, 1, 2, 4))):
            genes[self._random.randrange(len(genes))] = self._random.random()
        return genes

    def dearest(self):
        """By time, and by memory; the first ones are the dearest."""
        return tuple(sorted(chain(*kept.values()), reverse=True) for kept in (self.seconds, self.peaks))

    def report(self):
        lines = [f"{self.tried} requests, {self.accepted} accepted, {self.stopped} stopped by the deadline"]
        for unit, kept in (("s", self.seconds), ("MB", self.peaks)):
            lines += [found[0].told(unit) for found in kept.values() if found]
        return "\n".join(lines)


def again(client, found, times=3):
    """The seconds of a request, measured again: something else may have been in the way."""
    body = wire.call(found.kind, found.value)
    return min(timed(client, body)[0] for _ in range(times))


def main():
    from app import create_app

    app = create_app()
    client = app.server.test_client()
    client.get("/")
    seconds, *seed = sys.argv[1:]
    search = Search(client, *(seed or ["search"])).run(float(seconds))
    sys.stdout.write(f"{search.report()}\n")
    for kept in search.dearest():  # whole, to be sent again
        for found in kept[:3]:
            sys.stdout.write(json.dumps({"kind": found.kind, "cost": found.cost, "value": found.value}) + "\n")


if __name__ == "__main__":
    main()
