"""The trainer: an experiment made ready once, for all that is asked of it.

    trainer = Trainer(experiment)
    state = trainer.advance(start(experiment), epochs=100)
    trainer.evaluate(state).test_loss

To make the data and to set up an engine takes longer than an epoch of a small network, so whoever asks more than once
keeps a trainer. It knows nothing of a run: every method gets a state, and the given one is not changed.

The functions below are its one-line fronts, for whoever asks once.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from time import thread_time

import numpy as np
from numpy.typing import NDArray

from .common.deadline import check
from .datasets import Dataset, make_dataset
from .evaluation import Inference, Metrics, activations_at
from .experiment.experiment import Experiment
from .insight import diagnostics
from .insight.diagnostics import Confusion, Diagnostics, PreActivations
from .network.network import Network
from .state.parameters import Parameters
from .state.state import LARGEST, TrainingState
from .training.engines import ENGINES, Engine, engine_of
from .training.faults import Fault, fault
from .training.training import DivergedError, Run

Points = NDArray[np.floating]
Stop = Callable[[], bool]


def never() -> bool:
    """Do not stop."""
    return False


class Trainer:
    """An experiment with its data, its network and the engine that computes it.

    ``seconds`` is the processor time that ``progress`` has trained for.
    """

    def __init__(self, experiment: Experiment, dataset: Dataset | None = None, engine: Engine | None = None) -> None:
        """Left out: the data are the experiment's, the engine is the fastest at hand.

        Raises:
            ValueError: there is no such engine.
        """
        if engine is not None and engine not in ENGINES:
            raise ValueError(f"engine must be one of {', '.join(ENGINES)}, got {engine!r}")
        self.experiment = experiment
        self.engine = engine or engine_of(experiment)
        self.seconds = 0.0
        if dataset is not None:
            self.dataset = dataset

    @cached_property
    def dataset(self) -> Dataset:
        """The training and the test data."""
        return make_dataset(self.experiment)

    @cached_property
    def network(self) -> Network:
        """The readable network."""
        return Network(self.experiment)

    @cached_property
    def inference(self) -> Inference:
        """The pass forward by the engine."""
        return Inference(self.experiment, self.engine)

    def run(self, state: TrainingState) -> Run:
        """A training that begins with a state.

        Raises:
            ValueError: the state does not fit the experiment's network.
        """
        return ENGINES[self.engine](self.experiment, state.fitted(self.experiment), self.dataset)

    def advance(self, state: TrainingState, epochs: int = 1, *, stop: Stop = never) -> TrainingState:
        """Train for some epochs and return the new state.

        ``stop`` is asked after an epoch, every few milliseconds, and ends the training when true.

        Raises:
            DivergedError: a parameter became infinite, not a number, or larger than 1e12.
            ValueError: the state does not fit the experiment's network, or epochs are not allowed.
        """
        if epochs < 0:
            raise ValueError(f"epochs must be a whole number from 0 up, got {epochs}")
        trained, diverged = self.run(state).train(epochs, stop)
        if diverged:
            raise DivergedError(trained, self.fault(trained))
        return trained

    def fault(self, *states: TrainingState) -> Fault | None:
        """The typed formula that has no number with one of these states, or in the epoch after the first."""
        return fault(self.experiment, self.dataset, *(state.fitted(self.experiment) for state in states))

    def progress(
        self,
        state: TrainingState,
        *,
        every: int = 1,
        stop: Stop = never,
        watch: Callable[[TrainingState], bool] | None = None,
    ) -> Iterator[tuple[TrainingState, Metrics]]:
        """Train without end and yield the state and its metrics after each ``every`` epochs (fewer on ``stop``).

        ``watch`` looks at the state after every epoch, and a stretch ends at once when it is true.

        Raises:
            DivergedError: as ``advance``, and also when a loss is not finite or larger than 1e12.
        """
        run = self.run(state)
        state = state.fitted(self.experiment)

        def over() -> bool:
            check()
            return stop()

        while True:
            begin = thread_time()
            trained, diverged = _watched(run, every, over, watch) if watch else run.train(every, over)
            self.seconds += thread_time() - begin
            if diverged:
                raise DivergedError(trained, self.fault(trained))
            metrics = self.inference.load(trained).metrics(self.dataset)
            if not (metrics.train_loss <= LARGEST and metrics.test_loss <= LARGEST):
                raise DivergedError(state, self.fault(state, trained))
            state = trained
            yield state, metrics

    def evaluate(self, state: TrainingState) -> Metrics:
        """Loss and score of a state on the training and the test data."""
        return self.inference.load(state.fitted(self.experiment)).metrics(self.dataset)

    def predict(self, state: TrainingState, points: Points) -> Points:
        """The outputs (n, k) at ``points`` (n, 2)."""
        return self.activations(state, points)[-1]

    def activations(self, state: TrainingState, points: Points) -> list[Points]:
        """What every unit gives at ``points`` (n, 2): one array (n, units) per layer, the outputs last.

        Computed in the precision of ``points``: float32 is enough for a picture and twice as fast.
        """
        return activations_at(self.network, state.fitted(self.experiment), points)

    def diagnose(self, state: TrainingState) -> Diagnostics:
        """Measure a state on the training samples."""
        return diagnostics.diagnose(self.network, state.fitted(self.experiment).layers, self.dataset)

    def look_into(self, state: TrainingState, layer: int) -> tuple[Diagnostics, PreActivations]:
        """Measure a state, and look at the pre-activations of one of its hidden layers, counted from 0.

        Raises:
            ValueError: there is no such hidden layer.
        """
        return diagnostics.look_into(self.network, state.fitted(self.experiment).layers, self.dataset, layer)

    def gradients(self, state: TrainingState) -> list[Parameters]:
        """How the mean training loss changes with every weight, bias and learned parameter, layer by layer.

        Of the loss alone, without the penalty of the regularizer, and without dropout and noise.
        """
        return diagnostics.gradients(self.network, state.fitted(self.experiment).layers, self.dataset)

    def confusion(self, state: TrainingState) -> Confusion | None:
        """Count the test data by what they are and what they are taken for; None for regression."""
        return diagnostics.confusion(self.inference.load(state.fitted(self.experiment)), self.dataset)


def _watched(run: Run, epochs: int, stop: Stop, watch: Callable[[TrainingState], bool]) -> tuple[TrainingState, bool]:
    """Like ``Run.train``, but looked at after every epoch."""
    after_each = run.epochs()
    for _ in range(epochs):
        state = next(after_each, None)
        if state is None:
            return run.state(), True
        if watch(state) or stop():
            break
    return run.state(), False


def advance(
    experiment: Experiment, state: TrainingState, epochs: int = 1, *, engine: Engine | None = None, stop: Stop = never
) -> TrainingState:
    """See ``Trainer.advance``; ``engine`` is "numpy" or "compiled", which agree to a few roundings."""
    return Trainer(experiment, engine=engine).advance(state, epochs, stop=stop)


def progress(
    experiment: Experiment,
    state: TrainingState,
    *,
    every: int = 1,
    stop: Stop = never,
    watch: Callable[[TrainingState], bool] | None = None,
) -> Iterator[tuple[TrainingState, Metrics]]:
    """See ``Trainer.progress``."""
    return Trainer(experiment).progress(state, every=every, stop=stop, watch=watch)


def evaluate(experiment: Experiment, state: TrainingState) -> Metrics:
    """See ``Trainer.evaluate``."""
    return Trainer(experiment).evaluate(state)


def predict(experiment: Experiment, state: TrainingState, points: Points) -> Points:
    """See ``Trainer.predict``."""
    return Trainer(experiment).predict(state, points)


def activations(experiment: Experiment, state: TrainingState, points: Points) -> list[Points]:
    """See ``Trainer.activations``."""
    return Trainer(experiment).activations(state, points)


def diagnose(experiment: Experiment, state: TrainingState) -> Diagnostics:
    """See ``Trainer.diagnose``."""
    return Trainer(experiment).diagnose(state)


def look_into(experiment: Experiment, state: TrainingState, layer: int) -> tuple[Diagnostics, PreActivations]:
    """See ``Trainer.look_into``."""
    return Trainer(experiment).look_into(state, layer)


def gradients(experiment: Experiment, state: TrainingState) -> list[Parameters]:
    """See ``Trainer.gradients``."""
    return Trainer(experiment).gradients(state)


def confusion(experiment: Experiment, state: TrainingState) -> Confusion | None:
    """See ``Trainer.confusion``."""
    return Trainer(experiment).confusion(state)
