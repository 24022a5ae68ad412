"""The playground as a person uses it: training, and comparing what it shows with what the core computes."""

from contextlib import contextmanager
from math import nan

from app.wire.frames import decode_state
from nn_core import Experiment, evaluate, refit
from nn_core.formats.links.link import to_link
from tests.browser import scripts
from tests.browser.truth import losses, shown
from tests.browser.view import View


def _number(text):
    try:
        return float(text)
    except ValueError:
        return nan


class Player(View):
    """A page on which something is trained."""

    @property
    def playing(self):
        return self.look("play", "element.ariaLabel") == "Pause"

    def drain(self):
        """Wait until everything that was fetched has been shown."""
        epoch = -1
        while epoch != self.epoch:
            epoch = self.epoch
            self.frames(60)

    def rewind(self, epoch, slider="timeline"):
        """Move the timeline from its end to an epoch: its scale is logarithmic."""
        self.js(
            "const [slider, epoch, last] = [document.getElementById(arguments[0]), arguments[1], arguments[2]];"
            "slider.value = Math.round((slider.max * Math.log1p(epoch)) / Math.log1p(last));"
            "slider.dispatchEvent(new Event('input'))",
            slider,
            epoch,
            self.epoch,
        )


class Page(Player):
    """One open playground."""

    READY = scripts.READY

    def follow_to(self, experiment):
        """Put the link of an experiment into the address, and wait until it is there."""
        self.js("location.hash = arguments[0]", to_link(experiment))
        there = experiment.model_dump(mode="json")
        shown = (
            "const { player } = playground; return player.frame?.experiment === player.experiment && player.experiment"
        )
        self.until(lambda: self.js(shown) == there, "the experiment of the link")

    @property
    def readings(self):
        """Epoch, training loss and test loss as they are shown at one moment."""
        epoch, train, test = self.js(scripts.READ)
        return int(epoch or -1), _number(train), _number(test)

    @property
    def epoch(self):
        return self.readings[0]

    @property
    def losses(self):
        return self.readings[1:]

    def record(self):
        """From now on keep every reading that is shown."""
        self.js(scripts.RECORD)

    @property
    def recorded(self):
        return [(int(epoch), float(train), float(test)) for epoch, train, test in self.js("return window.recorded")]

    @contextmanager
    def reach(self, id_):
        """A control; where it is in the drawer for training, that is opened for it, and closed again; on a phone so is
        the sheet that both are in."""
        sheet, drawer = self.js(scripts.FOLDED, id_)
        if sheet:
            self.element("settings-open").click()
        if drawer:
            self.css("#more > summary")[0].click()
        yield self.element(id_)
        if drawer:
            self.css("#more > summary")[0].click()
        if sheet:
            self.element("settings-close").click()

    def step(self):
        """Train one epoch and see it."""
        epoch = self.epoch
        self.click("step")
        self.wait("text('epoch') === String(given[0])", f"epoch {epoch + 1}", epoch + 1)

    def play(self):
        """Press Play and see that training goes on."""
        epoch = self.epoch
        self.click("play")
        self.wait("Number(text('epoch')) > given[0]", "training goes on", epoch)
        assert self.playing

    def play_to(self, epoch):
        """Train to exactly this epoch; it plays for as long as two clicks take, as for longer it might get too far."""
        self.click_quickly("play")
        self.until(lambda: not self.playing, "paused")
        self.click_quickly("step", epoch - self.epoch)
        self.until(lambda: self.epoch == epoch, f"epoch {epoch}")

    def pause(self):
        self.click("play")
        self.wait("document.getElementById('play').ariaLabel !== 'Pause'", "paused")

    # Comparing

    def trains_on(self, dataset):
        """Wait until the network trains on this dataset: its button is pressed as soon as somebody wants it."""
        self.until(lambda: self.js("return playground.player.experiment.dataset") == dataset, dataset)
        assert self.pressed("own-data" if dataset == "custom" else f"dataset-{dataset}")

    def reads(self, expected):
        """Wait until the page shows this epoch, and these losses as it may round them."""
        epoch, *losses = expected
        ranges = [(loss.expected - loss.tolerance, loss.expected + loss.tolerance) for loss in losses]
        self.wait(scripts.READS, expected, (epoch, epoch), *ranges)

    def restarts(self, **fields):
        """Wait until the page shows this experiment at epoch 0, paused, as the core computes it."""
        expected = (0, *losses(fields))
        self.reads(expected)
        assert not self.playing

    @property
    def moment(self):
        """The experiment and the state behind what the page shows."""
        experiment, state = self.js("const { frame } = playground.player; return [frame.experiment, frame.state]")
        experiment = Experiment(**experiment)
        return experiment, decode_state(experiment, state)

    def goes_on(self, before, **fields):
        """Wait until the page shows the moment before, refitted to this experiment; at the same epoch, therefore."""
        experiment, state = before
        after = Experiment(**fields)
        metrics = evaluate(after, refit(state, experiment, after))
        expected = (state.epoch, shown(metrics.train_loss), shown(metrics.test_loss))
        self.reads(expected)
        said = "Training continues from the current weights" if state.epoch else "."
        self.until(lambda: said in self.text("notice"), said)

    def agrees(self, **fields):
        """What the page shows now is what the core computes for this epoch of this experiment."""
        epoch, *shown = self.readings
        assert shown == list(losses(fields, epoch)), f"at epoch {epoch}"
