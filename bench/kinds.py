"""What each activation costs to train, beside ReLU in the same run: epochs per second of one network, compiled.

All networks have the same units, so that gated ones and maxout have more weights, which is a part of what they cost.
They take turns, and of each the fastest turn counts, in processor time: that is what a busy machine disturbs least.
"""

from time import thread_time

from nn_core import ACTIVATIONS, Experiment, Trainer, start

from .measure import Row, yardstick

SECTION = "kinds"
UNITS = (8, 8)
_BASE = "relu"


def experiment(key: str) -> Experiment:
    """The network of an activation; learning is too slow for any of them to diverge."""
    hidden = [{"units": units, "activation": key} for units in UNITS]
    return Experiment.model_validate({"hidden": hidden, "learning_rate": 1e-4})


def run(quick: bool) -> list[Row]:
    """A row for each activation, the fastest first."""
    trainers = {key: Trainer(experiment(key), engine="compiled") for key in ACTIVATIONS}
    epochs, rounds = 100, 5 if quick else 25
    taken: dict[str, list[float]] = {key: [] for key in trainers}
    steps = []
    for _ in range(rounds + 1):  # the first one loads and fills caches
        for key, trainer in trainers.items():
            state = start(trainer.experiment)
            begin = thread_time()
            trainer.advance(state, epochs)
            taken[key].append(thread_time() - begin)
        steps.append(yardstick(thread_time))
    fastest = {key: min(times) for key, times in taken.items()}
    name = ",".join(map(str, UNITS))
    return [
        Row(
            SECTION, f"{name} {key}, batch 10", epochs / seconds, "epochs/s", epochs / seconds * min(steps),
            note=f"{fastest[_BASE] / seconds:.2f} x {_BASE}; {trainers[key].experiment.parameters} parameters",
        )
        for key, seconds in sorted(fastest.items(), key=lambda item: item[1])
    ]  # fmt: skip


def table(rows: list[Row]) -> str:
    """The rows as Markdown: how fast each is beside ReLU."""
    lines = ["| activation | epochs a second | beside ReLU | parameters |", "|---|---|---|---|"]
    for row in rows:
        share, _, parameters = row.note.partition(f" x {_BASE}; ")
        lines.append(f"| {row.name.split()[1].rstrip(',')} | {row.value:,.0f} | {share} | {parameters.split()[0]} |")
    return "\n".join(lines)
