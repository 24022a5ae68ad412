"""Pupils who play, without a browser: each does as assets/src/play/player.js does, and remembers what it has seen."""

from threading import Condition, Event, Thread

import requests

from app.wire.frames import decode_state
from bench import wire
from nn_core import Experiment, advance, start
from tests.app.helpers import request
from tests.app.test_http import body

FRAMES = 12
DRAWING = 0.25  # seconds; twelve frames take a page 0.4
BACK_OFF = (0.02, 0.05, 0.1, 0.2, 0.4)  # as in player.js, but shorter
LATER = {429, 502, 503, 504}  # what a proxy says when one may ask again
LAYERS = [{"units": 4, "activation": "relu"}, {"units": 3, "activation": "tanh", "dropout": 0.2}]
PATIENCE = 40


def experiments(count):
    """As many experiments, no two the same, with chance in each epoch."""
    datasets = ("circle", "xor", "gauss", "spiral")
    optimizers = ("sgd", "adam", "momentum")
    return [
        Experiment(
            dataset=datasets[n % len(datasets)], optimizer=optimizers[n % len(optimizers)], hidden=LAYERS, seed=n + 1
        )
        for n in range(count)
    ]


def ask(session, url, data):
    """One tick; its lanes."""
    response = session.post(f"{url}_dash-update-component", json=body(data), timeout=20)
    if response.status_code != requests.codes.ok:
        assert response.status_code in LATER, response.text
        raise requests.HTTPError(response=response)
    answer = wire.answer("tick", response.content)
    assert "error" not in answer, answer
    return answer["lanes"]


class Pupil(Thread):
    """One tick in flight, the next one from the state of the last one, and again after a failure."""

    def __init__(self, url, experiment):
        super().__init__(daemon=True)
        self.url = url
        self.experiment = experiment
        self.state = None
        self.epoch = self.ticks = self.failures = 0
        self.enough = Event()
        self.changed = Condition()
        self.error = None

    def run(self):
        with requests.Session() as session:
            in_a_row = 0
            while not self.enough.is_set():
                try:
                    self._tick(session)
                    in_a_row = 0
                    self.enough.wait(DRAWING)
                except requests.RequestException:
                    self.failures += 1
                    self.enough.wait(BACK_OFF[min(in_a_row, len(BACK_OFF) - 1)])
                    in_a_row += 1
                except AssertionError as error:
                    self.error = error
                    return

    def _tick(self, session):
        data = request(self.experiment.model_dump(mode="json"), states=[self.state], frames=FRAMES)
        (lane,) = ask(session, self.url, data)
        epochs = [frame["epoch"] for frame in lane["frames"]]
        assert epochs == list(range(self.epoch + 1, self.epoch + 1 + len(epochs)))
        with self.changed:
            self.state, self.epoch = lane["frames"][-1]["state"], epochs[-1]
            self.ticks += 1
            self.changed.notify_all()

    def come_to(self, wanted):
        """Wait until it has had so many answers in all."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.ticks >= wanted or self.error, PATIENCE), "no answers any more"
        assert self.error is None

    def finish(self):
        """Stop, and have come to what nobody who was undisturbed would not have come to."""
        self.enough.set()
        self.join(PATIENCE)
        assert not self.is_alive()
        assert self.error is None
        undisturbed = advance(self.experiment, start(self.experiment), self.epoch)
        assert decode_state(self.experiment, self.state).to_bytes() == undisturbed.to_bytes()


class Class:
    """Ten of them."""

    def __init__(self, url, count=10):
        self.pupils = [Pupil(url, experiment) for experiment in experiments(count)]

    def __enter__(self):
        for pupil in self.pupils:
            pupil.start()
        self.go_on(2)
        return self

    def go_on(self, ticks):
        """Wait until each has had so many more answers."""
        for pupil, wanted in [(pupil, pupil.ticks + ticks) for pupil in self.pupils]:
            pupil.come_to(wanted)

    @property
    def failures(self):
        return sum(pupil.failures for pupil in self.pupils)

    def __exit__(self, *trouble):
        for pupil in self.pupils:
            pupil.enough.set()
        for pupil in self.pupils if trouble == (None, None, None) else ():
            pupil.finish()
