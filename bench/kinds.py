"""What each activation costs to train, beside ReLU in the same run: epochs per second of one network, compiled.

All networks have the same units, so that gated ones and maxout have more weights, which is a part of what they cost.
They take turns, so that a busy moment hits all alike; the share of ReLU's speed is what can be compared.
"""

from functools import partial

from nn_core import ACTIVATIONS, Experiment, Trainer, start

from .measure import Row, time_all

SECTION = "kinds"
UNITS = (8, 8)
_BASE = "relu"


def experiment(key: str) -> Experiment:
    """The network of an activation; learning is too slow for any of them to diverge."""
    hidden = [{"units": units, "activation": key} for units in UNITS]
    return Experiment.model_validate({"hidden": hidden, "learning_rate": 1e-4})


def run(quick: bool) -> list[Row]:
    """A row for each activation, the fastest first."""
    trainers = {key: Trainer(experiment(key), engine="compiled") for key in (_BASE, *ACTIVATIONS)}
    states = {key: start(trainer.experiment) for key, trainer in trainers.items()}
    epochs = 50 if quick else 200
    works = {key: partial(trainer.advance, states[key], epochs) for key, trainer in trainers.items()}
    timings = time_all(works, repeats=3 if quick else 9)
    shares = {key: timings[_BASE].seconds / timing.seconds for key, timing in timings.items()}
    name = ",".join(map(str, UNITS))
    return [
        Row(
            SECTION, f"{name} {key}, batch 10", epochs / timings[key].seconds, "epochs/s",
            epochs / timings[key].yardsticks,
            note=f"{share:.2f} x {_BASE}; {trainers[key].experiment.parameters} parameters",
        )
        for key, share in sorted(shares.items(), key=lambda item: -item[1])
    ]  # fmt: skip


def table(rows: list[Row]) -> str:
    """The rows as Markdown: how fast each is beside ReLU."""
    lines = ["| activation | epochs a second | beside ReLU | parameters |", "|---|---|---|---|"]
    for row in rows:
        share, _, parameters = row.note.partition(f" x {_BASE}; ")
        key = row.name.split()[1].rstrip(",")
        lines.append(f"| {key} | {row.value:,.0f} | {share} | {parameters.split()[0]} |")
    return "\n".join(lines)
