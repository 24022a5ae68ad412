"""The space of requests that are allowed: what is drawn is as large, as deep and as odd as the limits let it be.

A request is a function of its genes, numbers from 0 to 1, one for each choice. So what resembles a dear one is found by
changing some of its genes, whatever kind of request it is.
"""

from base64 import urlsafe_b64encode
from dataclasses import replace

import numpy as np

from app.parts import PARTS
from app.wire.frames import encode
from nn_core import ACTIVATIONS, DATASETS, FEATURES, INITIALIZERS, OPTIMIZERS, REGULARIZERS, Experiment, start
from nn_core.expressions.calculus import FUNCTIONS
from nn_core.formats.files import MAX_CHARACTERS, to_json
from nn_core.formats.links.link import MAX_LINK
from nn_core.formats.links.text import points_text
from nn_core.formats.tables.table import MAX_TEXT
from nn_core.losses import OUTPUT_LAYERS
from nn_core.schedules import SCHEDULES

from .space_lessons import ask, lesson

SMALL = (5e-324, 1e-310, 2.3e-308, 1e-200, 1e-9)
ODD = (0.0, -0.0, *SMALL, 0.1, 1.0, -1.0, 1e6, 1e12, 1e100, 1e308, -1e308)
NUMBERS = ("1", "2", "0.5", "10", "1e-300", "1e-310", "1000000", "7", "0.001", "a", "pi")
GOALS = ("epoch", "test_loss", "train_loss", "test_score", "patience")
TOKENS = (
    "0", "9", "1.", "1,5", "1'000", "1e999", "-0", "a", "é", "ß", "²", "٣", "NA", "?", "%41", "%", "=", "&", "&a=", ";",
    ",", "\t", " ", "|", "\n", '"', '""', "'", "#", ":", "~", "-", "16-tanh;", "x,", "hide=a&", "seed=1&", "1,2,3\n",
    "1;2;3\n", '"a","b","c"\n', "a b c\n", "{}", "[]", "[", '{"a":', "\ufeff", "\r", "true,", "1e-310,",
)  # fmt: skip
BYTES = ("ascii", "utf-8", "latin-1", "utf-16-le", "utf-32-be", "gb18030", "shift_jis", "koi8-r")


class Genes:
    """Makes choices, each by the next gene; where there are no more, they are drawn."""

    def __init__(self, random, genes=()):
        self._random, self.genes, self._next = random, list(genes), 0

    def share(self):
        if self._next == len(self.genes):
            self.genes.append(self._random.random())
        self._next += 1
        return self.genes[self._next - 1]

    def whole(self, low, high):
        """Both ends are as likely as all between."""
        share = self.share()
        if share < 0.25:
            return low
        return high if share > 0.6 else low + int((share - 0.25) / 0.35 * (high - low + 1))

    def one(self, options):
        return list(options)[int(self.share() * len(options))]

    def maybe(self, chance=0.5):
        return self.share() < chance

    def some(self, options):
        return [option for option in options if self.maybe(0.7)]


def formula(genes, depth=0):
    """Nested functions, sums, products and powers of odd numbers; some are too long, and refused."""
    if depth > 24 or (depth and genes.maybe(0.12)):
        return genes.one(("z", f"{genes.one(NUMBERS)}*z"))
    how = genes.whole(0, 5)
    if how == 0:
        few = 1 if depth else genes.one((1, 2, 6, 12))
        pieces = [
            f"{genes.one(('erf', 'sigmoid', 'softplus', 'tanh', 'sin', 'log', 'exp'))}({i + 1}z)" for i in range(few)
        ]
        return genes.one(("+", "*")).join(pieces)
    if how == 1:
        return f"({formula(genes, depth + 6)}{genes.one('+-*/')}{formula(genes, depth + 6)})"
    if how == 2:
        return f"abs({formula(genes, depth + 3)})**{genes.one(NUMBERS)}"
    name = genes.one(FUNCTIONS)
    if name == "where":
        return f"where(z<{genes.one(NUMBERS)}, {formula(genes, depth + 6)}, z)"
    inner = [formula(genes, depth + 1), *[genes.one(NUMBERS)] * (FUNCTIONS[name].least - 1)]
    return f"{name}({', '.join(inner)})"


def layer(genes):
    units = genes.whole(1, 16)
    dropout = 0.5 if genes.maybe(0.1) else 0.0
    if genes.maybe(0.4):
        return {"units": units, "activation": "custom", "formula": formula(genes), "dropout": dropout}
    activation = ACTIVATIONS[genes.one(ACTIVATIONS)]
    chosen = {"units": units, "activation": activation.key, "dropout": dropout}
    if bounds := activation.parameter:
        chosen["parameter"] = genes.one((bounds.minimum, bounds.default, bounds.maximum))
    return chosen


def points(genes, count):
    few = [[genes.one((*SMALL, 0.0, 1.0, -6.0, 1e6, -1e6)) for _ in range(2)] for _ in range(genes.one((1, 2, 7)))]
    return [[*few[i % len(few)], float(1 - 2 * (i % 2))] for i in range(count)]


def experiment(genes):
    problem, output, loss = genes.one(OUTPUT_LAYERS)
    kinds = [kind for kind in DATASETS.values() if kind.problem == problem]
    kind = genes.one(kinds)
    low, high = OUTPUT_LAYERS[problem, output, loss].outputs
    samples, percent = genes.whole(10, 2000), genes.one((10, 50, 90))
    one = layer(genes)
    hidden = [one if genes.maybe(0.7) else layer(genes) for _ in range(genes.whole(0, 8))]
    chosen = {
        "problem": problem, "output": output, "loss": loss, "dataset": kind.key, "samples": samples,
        "classes": genes.whole(low, min(high, kind.most)), "train_percent": percent,
        "batch_size": genes.whole(1, max(1, samples * percent // 100)), "hidden": hidden,
        "features": genes.some(FEATURES), "optimizer": genes.one(OPTIMIZERS), "schedule": genes.one(SCHEDULES),
        "regularization": genes.one(REGULARIZERS), "initializer": genes.one(INITIALIZERS),
        "noise": genes.one((0, *SMALL, 50, 80)), "learning_rate": genes.one((0.0, *SMALL, 0.03, 10)),
        "regularization_rate": genes.one((0, *SMALL, 10)), "clip_norm": genes.one((0, *SMALL, 100)),
        "initial_bias": genes.one((0, *SMALL, -1, 1)), "seed": genes.one((0, 2**32 - 1)),
    }  # fmt: skip
    if problem == "classification" and genes.maybe(0.15):
        chosen |= {"dataset": "custom", "points": points(genes, samples)}
    return chosen


def state(genes, chosen):
    """A state whose numbers are as odd as they come; None where the experiment can't be."""
    try:
        its = Experiment.model_validate(chosen)
        begun = start(its)
    except ValueError:
        return None
    value, epoch = genes.one((*SMALL, 1e-3, 1e6, 1e11)), genes.one((0, 2**53 - 2000))
    layers = [
        replace(one, weights=np.where(one.weights < 0, -value, value), biases=np.full_like(one.biases, value))
        for one in begun.layers
    ]
    return replace(begun, layers=tuple(layers), epoch=epoch)


def _lane(genes):
    its = experiment(genes)
    lane = {"experiment": its}
    if genes.maybe(0.3) and (begun := state(genes, its)):
        lane["state"] = encode(begun.to_bytes())
        if genes.maybe(0.2):
            lane |= {"made_by": its, "experiment": its | {"hidden": [*its["hidden"][:-1], layer(genes)]}}
    return lane


def _goal(genes):
    kind = genes.one(GOALS)
    goal = {"kind": kind, "value": 1000 if kind in ("epoch", "patience") else genes.one((5e-324, 1e-9, 1.0))}
    both = kind not in ("epoch", "patience", "gap") and genes.maybe()
    return {**goal, "also": {"kind": "gap", "value": -1e-9}} if both else goal


def _tick(genes):
    one = _lane(genes)
    lanes = [one if genes.maybe(0.8) else _lane(genes) for _ in range(genes.one((1, 1, 2, 3, 12)))]
    view = {name: genes.maybe(0.8) for name in ("units", "data", "diagnostics", "gradients")}
    view |= {"pixels": genes.whole(20, 100), "metric": genes.one(("test_loss", "train_loss", "test_score"))}
    hidden = min(len(lane["experiment"]["hidden"]) for lane in lanes)
    if hidden and genes.maybe():
        view |= {"layer": hidden - 1, "focus": {"layer": genes.one((0, hidden - 1, hidden, None)), "unit": 0}}
    if genes.maybe(0.3):
        view["target"] = genes.one((5e-324, 0.01, 1e6))
    if genes.maybe(0.3):
        view["goal"] = _goal(genes)
    sizes = {"epochs": genes.one((0, 1, 1, 10, 1000)), "frames": genes.whole(1, 30)}
    return {"run": 0, "request": 0, "lanes": lanes, "view": view, **sizes}


def _sweep(genes):
    lanes = [experiment(genes) for _ in range(genes.one((1, 1, 2, 12)))]
    jobs = [{"lane": i % len(lanes), "seed": i} for i in range(genes.whole(1, 50))]
    if genes.maybe(0.3) and (begun := state(genes, lanes[0])):
        jobs = [{"lane": 0, "seed": i, "state": encode(begun.to_bytes())} for i in range(genes.whole(1, 15))]
    return {"lanes": lanes, "jobs": jobs, "target": genes.one((5e-324, 1e-6, 1e6)), "cap": genes.one((1, 20_000))}


def _statistics(genes):
    count = genes.whole(1, 200)
    ends = [genes.one((None, 0, 1, 20_000)) for _ in range(5)]
    if genes.maybe():
        each = {"seeds": list(range(count)), "epochs": [ends[i % 5] for i in range(count)]}
        return {"lanes": [{**each, "lane": lane} for lane in range(genes.whole(1, 12))], "cap": genes.one((1, 20_000))}
    names = ("train_loss", "test_loss", "train_score", "test_score")
    numbers = [{name: genes.one(ODD) for name in names} for _ in range(3)]
    run = {"lane": 0, "epochs": 20_000, "diverged": genes.maybe(), "seconds": genes.one((0, 5e-324, 1e6))}
    runs = [{**run, **numbers[i % 3], "seed": i, "epochs_to_target": ends[i % 5]} for i in range(count)]
    return {"first": runs}


def _grid(genes):
    values = {
        "activation": [*ACTIVATIONS, *(f"={formula(genes)}" for _ in range(3))],
        "hidden": ["1", "16,16", ",".join(["16"] * 8)],
        "samples": ["10", "2000"],
        "features": ["x", ",".join(FEATURES)],
        "learning_rate": [str(number) for number in (0.0, *SMALL, 0.03, 10)],
        "optimizer": [*OPTIMIZERS],
    }
    sides = {
        side: {"field": (field := genes.one([*values])), "text": ";".join(genes.some(values[field])[:12])}
        for side in ("rows", "columns")
    }
    race = {"base": experiment(genes), "lanes": ["tanh", "relu"], "target": "0.01"}
    opened = {"row": genes.whole(0, 3)} if genes.maybe(0.3) else {}
    return {"race": race, **sides, "seeds": genes.one((1, 6, 50)), "cap": 20_000, "points": 48, **opened}


def _signal(genes):
    networks = [{"activation": genes.one(ACTIVATIONS), "initializer": genes.one(INITIALIZERS)} for _ in range(2)]
    return {"networks": networks, "depth": genes.whole(1, 30), "width": genes.whole(1, 64), "seed": 0}


def _curves(genes):
    return {
        "curves": [{"key": "custom", "formula": formula(genes), "parameter": None} for _ in range(genes.whole(1, 8))]
    }


def repeated(genes, most):
    """A text of repeated tokens, up to a length."""
    pieces = [genes.one(TOKENS) * genes.one((1, 1, 3, 30, 1000, 100_000)) for _ in range(genes.whole(1, 6))]
    text = "".join(pieces)
    return (text * genes.one((1, 3, 100, 10_000) if len(text) < 1000 else (1,)))[:most]


def _link(genes):
    keys = (
        "hidden",
        "hide",
        "features",
        "goals",
        "stop",
        "seed",
        "points",
        "networkShape",
        "activation",
        "name_x",
        "z",
    )
    if genes.maybe(0.2):
        return {"text": repeated(genes, MAX_LINK)}
    pairs = []
    for _ in range(genes.whole(1, 6)):
        key, how = genes.one(keys), genes.whole(0, 5)
        value = repeated(genes, MAX_LINK)
        if how == 1:
            value = ";".join(f"16-={formula(genes)}" for _ in range(8))
        elif how == 2:
            value = ",".join([genes.one(PARTS)] * genes.one((1, 10_000)))
        elif how == 3:
            key, value = "dataset=custom&points", points_text(points(genes, genes.whole(10, 2000)))
        pairs.append(f"{key}={value}")
    return {"text": "&".join(pairs)[:MAX_LINK]}


def _rows(genes):
    """A table of some columns, of which each is one of a few cells or counts."""
    columns = [genes.some(TOKENS[:20]) or ["{i}"] for _ in range(genes.one((3, 3, 10, 50)))]
    separator = genes.one(",;\t| ")
    rows = genes.one((10, 500, 2000))
    return "\n".join(separator.join(its[i % len(its)] + str(i % 97) for its in columns) for i in range(rows))


def _own_data(genes):
    text = _rows(genes) if genes.maybe(0.6) else repeated(genes, MAX_TEXT)
    chosen = {"problem": genes.one((None, "regression", "multi-class")), "header": genes.one((None, True, False)),
              "decimal": genes.one((None, "point", "comma")), "missing": genes.one((None, "drop"))}  # fmt: skip
    if genes.maybe(0.4):
        data = text.encode(genes.one(BYTES), errors="replace")[:700_000]
        return {"data": urlsafe_b64encode(data).decode(), **chosen}
    return {"text": text[:MAX_TEXT], **chosen}


def _file(genes):
    its = experiment(genes)
    begun = state(genes, its)
    if begun is None or genes.maybe(0.3):
        return {"text": repeated(genes, MAX_CHARACTERS)}
    if genes.maybe():
        return {"experiment": its, "state": encode(begun.to_bytes())}
    text = to_json(Experiment.model_validate(its), begun)
    at = int(genes.share() * len(text))
    return {"text": (text[:at] + repeated(genes, 900_000) * genes.maybe(0.3) + text[at:])[:MAX_CHARACTERS]}


def _code(genes):
    return {"text": ("https://x.y/#" + genes.one(("a", "%41", "1", "A")) * genes.one((10, 1000, 2900)))[:2953]}


def _softmax(genes):
    return {
        "logits": [genes.one((0.0, -0.0, *SMALL, 5.0, -5.0)) for _ in range(3)],
        "temperature": genes.one((0.1, 10.0)),
    }


def _coach(genes):
    its = experiment(genes)
    losses = (0.0, -0.0, *SMALL, 0.5, 1e6)
    rows = [[epoch, *(genes.one(losses) for _ in range(4))] for epoch in range(genes.one((0, 3, 100, 200)))]
    count = len(its["hidden"])
    shares = [genes.one((0.0, 0.5, 1.0)) for _ in range(count)]
    norms = [genes.one((None, *SMALL, 1e6)) for _ in range(count + 1)]
    layers = {"dead": shares, "saturated": shares, "gradient_norms": norms} if genes.maybe() else None
    return {"experiment": its, "history": rows, "layers": layers, "said": genes.one((None, "stuck", "nothing"))}


def _shape(genes):
    return {"experiment": experiment(genes), "parameters": genes.one((1, 50, 1_000_000))}


def _class_runs(genes):
    links = [_link(genes)["text"] for _ in range(genes.one((1, 3)))]
    activations = genes.some(ACTIVATIONS) or ["tanh"]
    count = genes.one((1, 30, 600 - len(links)))
    stop = genes.one(("", "&stop=test_loss:0.1", "&stop=epoch:9"))
    links += [f"seed={i}&hidden={genes.one((1, 16))}-{activations[i % len(activations)]}{stop}" for i in range(count)]
    ends = [genes.one((None, 0, 1, 1_000_000_000)) for _ in range(5)]
    runs = [{"link": i % len(links), "epochs": 9, "reached": ends[i % 5]} for i in range(genes.one((0, 30, 1200)))]
    return {"links": links, "runs": runs}


# The calls, the dearest more often.
KINDS = {
    "tick": (_tick, 8), "sweep": (_sweep, 4), "file": (_file, 2), "link": (_link, 3), "own-data": (_own_data, 4),
    "curves": (_curves, 2), "statistics": (_statistics, 1), "signal": (_signal, 1), "code": (_code, 1),
    "softmax": (_softmax, 1), "coach": (_coach, 2), "grid": (_grid, 3), "shape": (_shape, 1),
    "lesson": (lambda genes: lesson(genes, _link), 1), "ask": (lambda genes: ask(genes, _link), 2),
    "class-runs": (_class_runs, 3),
}  # fmt: skip
