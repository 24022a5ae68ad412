"""A class that is one experiment: all train the same data to the same loss, with activations and seeds of their own.

    python -m bench.class_experiment http://127.0.0.1:8050/ --seats 30

prints the teacher's link. Every run is trained as a page trains it, to its stop condition or until a student would give
up; some repeat what their neighbor has done, one has chosen another learning rate, and all vote twice and guess.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import classroom
from nn_core import Experiment
from nn_core.formats.links.goals import Stop
from nn_core.formats.links.link import to_link
from nn_core.formats.links.options import Options
from nn_core.study.race import run_to_target

ACTIVATIONS = ("tanh", "relu", "sigmoid")
SHAPES = ((4, 2), (3,), (8,), (2, 2))
TARGET = 0.1
STOP = Options(stop=Stop("test_loss", TARGET))
RUNS = 2  # of each student
PATIENCE = (300, 900)  # epochs after which students give up
QUESTION = {"key": "faster", "text": "Which learns faster?", "options": ["tanh", "ReLU", "sigmoid", "No difference"]}


def experiment(student: int, run: int) -> Experiment:
    """What a student trains: the data are the same, and so are their points for every tenth, who copies a neighbor."""
    copied = student - 1 if student % 10 == 9 else student
    activation = ACTIVATIONS[(copied + run) % len(ACTIVATIONS)]
    hidden = [{"units": units, "activation": activation} for units in SHAPES[copied % len(SHAPES)]]
    rate = 0.1 if copied % 15 == 14 else 0.03
    return Experiment.model_validate({"hidden": hidden, "seed": 10 * copied + run, "learning_rate": rate})


def runs(student: int) -> Iterator[dict[str, Any]]:
    """The runs of a student, as answers without keys."""
    for number in range(RUNS):
        chosen = experiment(student, number)
        result = run_to_target(chosen, TARGET, PATIENCE[student % len(PATIENCE)])
        reached = result.epochs_to_target
        its = row(chosen, result.epochs, doing="idle" if reached is None else "done")
        yield {"kind": "run", "run": {**its, "map": ""}, "reached": reached}


def row(chosen: Experiment, epochs: int, **more: Any) -> dict[str, Any]:
    """A network after so many epochs, with a link that says when it was to stop."""
    return classroom.row(chosen, epochs, link=to_link(chosen, STOP), **more)


def votes(student: int) -> list[dict[str, Any]]:
    """What a student says, before and after talking; some change their mind."""
    first = (student * 7 + student // 4) % 4
    last = 0 if student % 5 < 2 else first
    of = {"kind": "choice", "step": QUESTION["key"]}
    guess = {"kind": "number", "lesson": "close-a-circle", "step": "enough", "number": 1 + student * 5 % 9}
    return [{**of, "choice": [str(first)]}, {**of, "choice": [str(last)], "vote": 2}, guess]


def student(number: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The row of a student, and all answers."""
    ended = list(runs(number))
    now = experiment(number, RUNS - 1)
    epochs = ended[-1]["run"]["epoch"]
    answers = [{"key": f"s{number}-{i}", **answer} for i, answer in enumerate([*votes(number), *ended])]
    return row(now, epochs, doing=ended[-1]["run"]["doing"]), answers


def attend(url: str, code: str, seats: int) -> None:
    """Let so many students join and send what they have done."""
    for number in range(seats):
        joined = classroom.ask(url, "join", code=code)
        its, answers = student(number)
        classroom.ask(url, "sync", seat=joined["seat"], secret=joined["secret"], row=its, answers=answers)


def hand_in(folder: Path, seats: int) -> None:
    """Write what so many students would hand in."""
    for number in range(seats):
        its, answers = student(number)
        text = json.dumps({"version": 1, "name": f"Student {number + 1}", "rows": [its], "answers": answers})
        (folder / f"{number}.class.json").write_text(text, encoding="utf-8")


def main() -> None:
    """Open a class, and fill it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", help="where the playground is")
    parser.add_argument("--seats", type=int, default=30)
    parser.add_argument("--files", type=Path, help="write hand-in files into this folder instead")
    options = parser.parse_args()
    if options.files:
        hand_in(options.files, options.seats)
        return
    url = options.url.rstrip("/") + "/"
    opened = classroom.ask(url, "open")
    right = {"class_id": opened["class_id"], "secret": opened["secret"]}
    for vote in (1, 2):
        classroom.ask(url, "tell", **right, change={"question": {**QUESTION, "vote": vote}})
    attend(url, opened["code"], options.seats)
    print(f"{url}class#{right['class_id']}.{right['secret']}")


if __name__ == "__main__":
    main()
