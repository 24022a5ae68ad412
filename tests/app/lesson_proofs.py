"""What proves a lesson: the runs of its ``expect`` and ``solve``, trained by the core as the page would have it."""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from statistics import median

import numpy as np

from app.lessons.form import Expect, Solve, Step
from app.lessons.reader import Read
from app.parts import NAMES
from nn_core import DivergedError, Experiment, Trainer, start
from nn_core.formats.links.link import from_link
from nn_core.formats.links.text import points_text
from nn_core.state.state import TrainingState
from nn_core.study.race import run_to_target
from nn_core.study.race_link import from_race_link


@dataclass(frozen=True)
class Trained:
    """A run from its start, and where it has come to."""

    experiment: Experiment
    epochs: int
    metrics: object
    start_loss: float
    state: TrainingState
    diverged: bool = False
    by_hand: bool = False

    def facts(self):
        """As the browser's checks see it: RunFacts in assets/src/lessons/checks.js."""
        layers = self.state.layers
        return {
            "experiment": self.experiment.model_dump(mode="json"),
            "epochs": self.epochs,
            "trainLoss": self.metrics.train_loss,
            "testLoss": self.metrics.test_loss,
            "trainScore": self.metrics.train_score,
            "score": self.metrics.test_score,
            "parameters": self.experiment.parameters,
            "startLoss": self.start_loss,
            "weights": [float(w) for layer in layers for w in layer.weights.ravel()],
            "biases": [float(b) for layer in layers for b in layer.biases.ravel()],
            "byHand": self.by_hand,
            **({"ended": "diverged"} if self.diverged else {}),
        }

    def number(self, of):
        """What an ``expect`` measures."""
        metrics, hidden = self.metrics, self.experiment.hidden
        if of in ("dead", "first_layer_gradient"):
            seen = Trainer(self.experiment).diagnose(self.state)
            if of == "dead":
                return seen.dead
            return seen.gradient_norms[0] / seen.gradient_norms[len(hidden) - 1]
        if of == "corners":
            return corners(self.experiment, self.state)
        if of == "zero_weights":
            return sum(int((layer.weights == 0.0).sum()) for layer in self.state.layers)
        return {
            "test_loss": metrics.test_loss,
            "train_loss": metrics.train_loss,
            "gap": metrics.gap,
            "accuracy": metrics.test_score,
            "train_accuracy": metrics.train_score,
            "r2": metrics.test_score,
            "epoch": self.epochs,
            "parameters": self.experiment.parameters,
        }[of]


@lru_cache(maxsize=400)
def trained(experiment: Experiment, epochs: int) -> Trained:
    """A run of some epochs; one that diverges ends where it does."""
    trainer = Trainer(experiment)
    state = start(experiment)
    first = trainer.evaluate(state)
    metrics, diverged = first, False
    try:
        state = trainer.advance(state, epochs)
        metrics = trainer.evaluate(state)
    except DivergedError as error:
        state, diverged = error.state, True
        metrics = trainer.evaluate(state)
    return Trained(experiment, state.epoch, metrics, first.train_loss, state, diverged)


def corners(experiment: Experiment, state: TrainingState) -> int:
    """Where a border around the middle bends, if the one hidden layer is of ReLU: where a unit goes on or off."""
    angles, radii = np.linspace(0.0, 2.0 * np.pi, 720, endpoint=False), np.linspace(0.0, 6.0, 1201)
    rays = np.stack([np.outer(np.cos(angles), radii), np.outer(np.sin(angles), radii)], -1)
    outputs = Trainer(experiment).predict(state, rays.reshape(-1, 2)).reshape(len(angles), len(radii))
    crossed = np.diff(np.sign(outputs), axis=1) != 0.0
    assert crossed.any(axis=1).all(), "the border is open"
    border = rays[np.arange(len(angles)), crossed.argmax(axis=1)]
    on = border @ state.layers[0].weights + state.layers[0].biases > 0.0
    return int((on != np.roll(on, 1, axis=0)).any(axis=1).sum())


def by_hand(experiment: Experiment, numbers) -> Trained:
    """A network whose weights and biases somebody has set, layer by layer, the weights first."""
    state, left = start(experiment), iter(numbers)

    def same_shape(values):
        return np.array([next(left) for _ in range(values.size)], float).reshape(values.shape)

    made = [
        replace(layer, weights=same_shape(layer.weights), biases=same_shape(layer.biases)) for layer in state.layers
    ]
    state = replace(state, layers=made)
    assert next(left, None) is None
    metrics = Trainer(experiment).evaluate(state)
    return Trained(experiment, 0, metrics, metrics.train_loss, state, by_hand=True)


@dataclass
class Facts:
    """What a check is read over."""

    start: Experiment | None
    runs: list[Trained] = field(default_factory=list)
    finished: list[list[str]] = field(default_factory=list)
    sweeps: list[int] = field(default_factory=list)
    now: Trained | None = None

    def told(self):
        """As JSON."""
        return {
            "start": self.start and self.start.model_dump(mode="json"),
            "runs": [run.facts() for run in self.runs],
            "now": self.now and self.now.facts(),
            "marks": {"finished": self.finished, "sweeps": self.sweeps},
        }


def setup_of(read: Read, step: Step, page: str) -> str:
    """The set-up that a step begins with: its own, or the last one before it on that page."""
    steps = read.lesson.steps
    for each in reversed(steps[: steps.index(step) + 1]):
        if each.setup is not None and each.page == page:
            return each.setup
    return ""


def experiment_of(read: Read, step: Step, change: str = "") -> Experiment:
    """The experiment of a step on the playground, with a change, as its link would open."""
    return from_link(f"{setup_of(read, step, 'playground')}&{change}", NAMES).experiment


def race_of(read: Read, step: Step, change: str = ""):
    """The race of a step."""
    return from_race_link(f"{setup_of(read, step, 'race')}&{change}").rules


def facts_at_first(read: Read, step: Step) -> Facts:
    """As the step begins: nothing has trained."""
    if step.page == "race":
        return Facts(race_of(read, step).base)
    experiment = experiment_of(read, step)
    return Facts(experiment, now=trained(experiment, 0))


def facts_when_solved(read: Read, step: Step) -> Facts:
    """After the runs of ``solve``."""
    facts = facts_at_first(read, step)
    for solve in step.solve:
        _solve(read, step, solve, facts)
    return facts


def _solve(read: Read, step: Step, solve: Solve, facts: Facts) -> None:
    if solve.sweep:
        facts.sweeps.append(solve.sweep)
    elif step.page == "race":
        facts.finished.append(order(race_of(read, step, solve.change), solve.epochs))
    else:
        change = f"{solve.change}&{_own_points(solve.own_points)}" if solve.own_points else solve.change
        experiment = experiment_of(read, step, change)
        if solve.go_on:
            facts.runs.pop()  # the same run goes on
            facts.now = _gone_on(facts.now, experiment, solve)
        elif solve.weights:
            facts.now = by_hand(experiment, solve.weights)
        else:
            facts.now = trained(experiment, solve.epochs)
        if facts.now.epochs:
            facts.runs.append(facts.now)


def _own_points(count: int) -> str:
    """As a class might bring them: two clouds that overlap."""
    rng = np.random.default_rng(0)
    labels = np.resize([-1.0, 1.0], count)
    points = np.column_stack([rng.normal(labels[:, None] * [1.5, 1.0], 1.5), labels])
    return f"dataset=custom&points={points_text(points.tolist())}"


def _gone_on(before: Trained, experiment: Experiment, solve: Solve) -> Trained:
    state, trainer = before.state, Trainer(experiment)
    if solve.biases:
        layers = list(state.layers)
        layers[solve.layer] = replace(layers[solve.layer], biases=np.array(solve.biases, float))
        state = replace(state, layers=layers)
    state = trainer.advance(state, solve.epochs)
    by_hand = before.by_hand or bool(solve.biases)
    return Trained(experiment, state.epoch, trainer.evaluate(state), before.start_loss, state, by_hand=by_hand)


def order(rules, cap: int) -> list[str]:
    """The lanes of a race in the order in which they finish."""
    results = [
        (run_to_target(lane.experiment, rules.target, cap, rules.metric).epochs_to_target, text)
        for lane, text in zip(rules.competitors, rules.lanes, strict=True)
    ]
    return [text for epochs, text in sorted((epochs, text) for epochs, text in results if epochs is not None)]


def measured(read: Read, step: Step, expect: Expect) -> float:
    """The number that an ``expect`` promises."""
    values = [_value(read, step, expect, seed) for seed in expect.seeds or [None]]
    if expect.share is not None:
        higher = expect.of in ("accuracy", "train_accuracy", "r2")
        return float(np.mean([value >= expect.share if higher else value <= expect.share for value in values]))
    return float(median(values))


def _value(read: Read, step: Step, expect: Expect, seed: int | None) -> float:
    change = expect.change if seed is None else f"{expect.change}&{expect.vary}={seed}"
    if step.page == "race":
        rules = race_of(read, step, change)
        experiment = rules.competitors[rules.lanes.index(expect.lane)].experiment
    else:
        experiment = experiment_of(read, step, change)
    if expect.to is None:
        run = trained(experiment, expect.epochs)
        if expect.of in ("output_at", "unit_at"):
            layers = Trainer(experiment).activations(run.state, np.array([expect.at]))
            return float(layers[-1][0, 0] if expect.of == "output_at" else layers[0][0, expect.unit])
        return float(run.number(expect.of))
    metric = {"accuracy": "test_score", "r2": "test_score"}.get(expect.of, expect.of)
    found = run_to_target(experiment, expect.to, expect.epochs, metric).epochs_to_target
    return float("inf") if found is None else float(found)
