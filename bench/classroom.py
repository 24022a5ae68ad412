"""A class of students who ask the board as pages do, with networks that are really trained, to look at screens.

    python -m bench.classroom http://127.0.0.1:8050/ --seats 30

prints the teacher's link. The students have joined, each with a network, its runs, and an answer to a question that is
asked twice; some are stuck, some are done, one diverges, and the last one has gone.
"""

import argparse
import itertools
from typing import Any

import numpy as np
import requests

from nn_core import Experiment, Trainer, start
from nn_core.formats.links.link import to_link

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
SIDE = 28  # of the picture of a row; assets/src/board/map.js says what its text is
LIMIT = 6.0  # of the axes
CURVE = 24  # points
QUESTION = {"key": "faster", "text": "Which learns faster?", "options": ["ReLU", "tanh", "No difference"]}


def experiments() -> list[Experiment]:
    """Some networks that a class would try."""
    layers = [[4, 2], [8], [2], [6, 4, 2], [3, 3]]
    activations = ["relu", "tanh", "sigmoid", "leaky-relu", "gelu"]
    datasets = ["circle", "xor", "spiral", "gauss"]
    made = []
    for number, (units, activation) in enumerate(itertools.product(layers, activations)):
        hidden = [{"units": count, "activation": activation} for count in units]
        fields = {"dataset": datasets[number % len(datasets)], "hidden": hidden, "seed": number + 1}
        made.append(Experiment.model_validate(fields))
    return made


def picture(trainer: Trainer, state: Any) -> str:
    """What the network says, as the text of a row."""
    centers = (np.arange(SIDE) + 0.5) / SIDE * 2 * LIMIT - LIMIT
    points = np.array([(x, y) for y in -centers for x in centers])
    levels = np.rint((np.clip(trainer.predict(state, points)[:, 0], -1, 1) + 1) / 2 * 62).astype(int)
    return "o1." + "".join(SIGNS[level] for level in levels)


def row(experiment: Experiment, epochs: int, **more: Any) -> dict[str, Any]:
    """A network after so many epochs, as a page tells it."""
    trainer, curve = Trainer(experiment), []
    state = start(experiment)
    for epoch in sorted({round(epochs ** (step / CURVE)) - 1 for step in range(CURVE)} | {epochs}):
        state = trainer.advance(state, epoch - state.epoch)
        curve.append([epoch, float(f"{trainer.evaluate(state).train_loss:.4g}")])
    metrics = trainer.evaluate(state)
    return {
        "link": to_link(experiment),
        "doing": "playing",
        "epoch": epochs,
        "train_loss": float(f"{metrics.train_loss:.4g}"),
        "test_loss": float(f"{metrics.test_loss:.4g}"),
        "score": float(metrics.test_score),
        "dataset": experiment.dataset,
        "parameters": parameters(experiment),
        "activations": [layer.activation for layer in experiment.hidden],
        "units": [layer.units for layer in experiment.hidden],
        "map": picture(trainer, state),
        "curve": curve,
        **more,
    }


def parameters(experiment: Experiment) -> int:
    """Weights and biases: two inputs, one output."""
    sizes = [2, *(layer.units for layer in experiment.hidden), 1]
    return sum((inputs + 1) * units for inputs, units in itertools.pairwise(sizes))


def ask(url: str, call: str, **sent: Any) -> dict[str, Any]:
    """The answer of the board."""
    answer = requests.post(f"{url}board/{call}", json=sent, timeout=30)
    answer.raise_for_status()
    told: dict[str, Any] = answer.json()
    return told


def attend(url: str, code: str, seats: int) -> list[dict[str, Any]]:
    """Let so many students join, train and answer; gives their rights."""
    rows = [row(experiment, 40 + 35 * number) for number, experiment in enumerate(experiments())]
    doing = ["playing", "playing", "done", "idle", "stuck", "playing", "done"]
    rights = []
    for number in range(seats):
        joined = ask(url, "join", code=code)
        right = {"seat": joined["seat"], "secret": joined["secret"]}
        rights.append(right)
        if number % 13 == 12:
            continue  # has only just joined
        state = "diverged" if number == 8 else doing[number % len(doing)]
        its = {**rows[number % len(rows)], "doing": state, "lesson": "one-line" if number % 3 else ""}
        its |= {"step": ["clouds", "circle", "luck"][number % 3]} if its["lesson"] else {}
        end = {name: its[name] for name in its if name not in ("map", "lesson", "step")}
        answers = [
            {"key": f"run-{number}", "kind": "run", "run": end, "reached": its["epoch"] if number % 4 else None},
            {"key": "v1", "kind": "choice", "step": "faster", "choice": [str(number * 7 % 3)]},
            {"key": "v2", "kind": "choice", "step": "faster", "vote": 2, "choice": [str(min(number * 5 % 4, 2))]},
        ]
        ask(url, "sync", **right, since=10**6, row=its, answers=answers)  # it has all that was sent
    if seats > 2:
        ask(url, "leave", **rights[-1])
    return rights


def main() -> None:
    """Open a class, and fill it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", help="where the playground is")
    parser.add_argument("--seats", type=int, default=30)
    options = parser.parse_args()
    url = options.url.rstrip("/") + "/"
    opened = ask(url, "open")
    right = {"class_id": opened["class_id"], "secret": opened["secret"]}
    for vote in (1, 2):
        ask(url, "tell", **right, change={"question": {**QUESTION, "vote": vote}})
    attend(url, opened["code"], options.seats)
    print(f"{url}class#{right['class_id']}.{right['secret']}")


if __name__ == "__main__":
    main()
