"""What typed formulas cost, beside what ``nn_core.insight.cost`` believes: ``python -m bench.formula_cost``.

It writes Markdown.

First every operation of a formula, in nanoseconds for a number, over all kinds of arguments: what takes longest counts.
Then networks: an epoch, all losses, a picture, and a look at the gradients. The estimates bound what a server takes on,
so none should be below half of what is measured; one of usual numbers may be three times as much.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from time import thread_time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn_core import FEATURES, Experiment, LayerParameters, Trainer, TrainingState, start
from nn_core.common.flushing import flushing
from nn_core.expressions import parse
from nn_core.expressions.calculus import FUNCTIONS
from nn_core.insight.cost import cost
from nn_core.insight.picture import Pictures
from nn_core.training.training import DivergedError

_NUMBERS = 4096
_REPEATS = 7
PIXELS = 100
WEIGHTS = (1e-310, 1e-160, 1.0, 30.0, 1e8, 1e12)  # standard deviations: from what is flushed to the largest allowed

# Formulas with one operation that counts; those of several arguments get different ones.
OPERATIONS = {
    **{name: f"{name}(z)" for name, function in FUNCTIONS.items() if function.least == 1},
    "+": "z+a",
    "sum of ten": "+".join(f"abs(z-{i})" for i in range(1, 11)),
    "product": "z*(z+1)*(z+2)*(z+3)",
    "quotient": "z/(z+1)",
    "min": "min(z, 1-z)",
    "max of ten": "max(" + ",".join(f"{i}.5*z" for i in range(1, 11)) + ")",
    "clip": "clip(z, -1, 1)",
    "where": "where(z<0, 1-z, 2*z)",
    "and, or": "where(z<0 and z>-1 or z>2, z, 1-z)",
    **{f"z**({n})": f"z**({n})" for n in (-16, -7, -2, -1, 2, 3, 4, 7, 16, 17, 1001)},
    **{f"abs(z)**({n})": f"abs(z)**({n})" for n in (-300.5, -0.5, 0.5, 1.5, 2.7)},
    "z**z": "abs(z)**z",
    "a**z": "2.5**z",
}

# and usual ones
FORMULAS = (
    "z+1", "max(0, z) + a*sin(z)", "z*sigmoid(z)", "tanh(z)", "z**4", "exp(-z*z)", "abs(z)**1.5", "erf(z)",
    "z*tanh(log(1+exp(z)))", "+".join(f"sigmoid({i}z)" for i in range(1, 13)),
    "*".join(f"sin({i}z)" for i in range(2, 9)),
)  # fmt: skip
SHAPES = ((8, 16, 1800), (8, 16, 100), (2, 4, 10), (1, 1, 1))  # hidden layers, units, batch


def arguments() -> dict[str, NDArray[np.float64]]:
    """Numbers of all kinds."""
    share = np.random.default_rng(0).uniform(-1.0, 1.0, _NUMBERS)
    largest = {"1": 1.0, "10": 10.0, "800": 800.0, "1e12": 1e12, "1e300": 1e300, "1e-200": 1e-200, "1e-309": 1e-309}
    kinds = {f"to {name}": share * limit for name, limit in largest.items()}
    kinds["e^z is subnormal"] = -726.5 + 18.5 * share
    kinds["inf, nan"] = np.where(share < 0.0, np.inf, np.where(share < 0.5, np.nan, -np.inf))
    return kinds


def fastest(work: Callable[[], object], repeats: int = _REPEATS) -> float:
    """Processor seconds of the fastest of some calls."""
    taken = []
    for _ in range(repeats):
        begin = thread_time()
        work()
        taken.append(thread_time() - begin)
    return min(taken)


def operations() -> Iterator[tuple[str, float, float, str, float]]:
    """Of each: nanoseconds for usual numbers, for the worst, which those are, and the estimate; without the call."""
    few = np.ones(1)
    for name, text in OPERATIONS.items():
        expression = parse(text)
        taken = {}
        with flushing():
            call = fastest(partial(expression.f, few, 0.7), 50)
            for kind, z in arguments().items():
                whole = fastest(partial(expression.f, z, 0.7))
                taken[kind] = 1e9 * max(whole - call, 0.0) / _NUMBERS
        worst = max(taken, key=lambda kind: taken[kind])
        yield name, taken["to 10"], taken[worst], worst, expression.cost[0]


def network(formula: str, layers: int, units: int, batch: int) -> Experiment:
    """The largest network of these layers."""
    hidden = [{"units": units, "activation": "custom", "formula": formula}] * layers
    large: dict[str, Any] = {"samples": 2000, "train_percent": 90, "optimizer": "adam", "features": list(FEATURES)}
    return Experiment.model_validate({**large, "hidden": hidden, "batch_size": batch, "learning_rate": 1e-9})


def drawn(experiment: Experiment, scale: float) -> TrainingState:
    """A state of which the weights are as large as said."""
    generator = np.random.default_rng(0)
    layers = (
        LayerParameters(np.clip(generator.normal(0.0, scale, sizes), -1e12, 1e12), np.full(sizes[1], scale / 10))
        for sizes in experiment.weight_shapes
    )
    return TrainingState(tuple(layers)).fitted(experiment)


def parts(experiment: Experiment, state: TrainingState) -> dict[str, tuple[float, float]]:
    """Of what can't be left half done: the seconds it takes, and the estimate."""
    trainer, predicted = Trainer(experiment), cost(experiment)
    inference = trainer.inference.load(state)

    def epoch() -> None:
        with suppress(DivergedError):
            trainer.advance(state)

    there_and_back = experiment.train_samples * (predicted.forward + predicted.back)
    return {
        "epoch": (fastest(epoch, 2), predicted.epoch),
        "losses": (fastest(lambda: inference.metrics(trainer.dataset), 3), experiment.samples * predicted.forward),
        "picture": (fastest(lambda: Pictures(inference).output(PIXELS), 2), PIXELS**2 * predicted.picture),
        "gradients": (fastest(lambda: trainer.diagnose(state), 2), there_and_back),
    }


def main() -> None:
    """Measure and print."""
    print("| operation | usual ns | most ns | with | estimate ns | most / estimate | estimate / usual |")
    print("|---|---|---|---|---|---|---|")
    for name, usual, most, kind, estimate in operations():
        ratios = f"{most / estimate:.2f} | {estimate / max(usual, 0.1):.2f}"
        print(f"| {name} | {usual:.2f} | {most:.2f} | {kind} | {estimate:.1f} | {ratios} |")
    print("\n| network | part | usual ms | most ms | weights | estimate ms | most / estimate | estimate / usual |")
    print("|---|---|---|---|---|---|---|---|")
    for layers, units, batch in SHAPES:
        for formula in FORMULAS:
            experiment = network(formula, layers, units, batch)
            measured = parts(experiment, start(experiment))
            extreme = {scale: parts(experiment, drawn(experiment, scale)) for scale in WEIGHTS}
            for part, (seconds, estimate) in measured.items():
                scale = max(WEIGHTS, key=lambda scale: extreme[scale][part][0])
                most = max(seconds, extreme[scale][part][0])
                figures = f"{1e3 * seconds:.2f} | {1e3 * most:.2f} | {scale:g} | {1e3 * estimate:.2f}"
                ratios = f"{most / estimate:.2f} | {estimate / seconds:.2f}"
                print(f"| {layers}x{units}, {batch}, {formula[:30]} | {part} | {figures} | {ratios} |")


if __name__ == "__main__":
    main()
