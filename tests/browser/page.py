"""The playground as a person uses it: clicking, typing, reading numbers, looking at colors."""

import time
from contextlib import contextmanager, suppress
from math import nan
from urllib.parse import urljoin

from selenium.common.exceptions import JavascriptException, NoSuchElementException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from app.wire.frames import decode_state
from nn_core import Experiment, evaluate, refit
from nn_core.formats.links.link import to_link
from tests.browser import hands, scripts
from tests.browser.truth import losses, shown

PATIENCE = 20  # seconds; the machine may be busy


def _number(text):
    try:
        return float(text)
    except ValueError:
        return nan


class Page:
    """One open playground. ``gate`` lies between it and the training; ``READY`` says that the page is whole."""

    READY = scripts.READY

    def __init__(self, duo, url, gate=None):
        self.duo = duo
        self.driver = duo.driver
        self.url = url
        self.gate = gate
        self.driver._web_element_cls = hands.Element
        self.driver.implicitly_wait(0)
        self.driver.set_script_timeout(PATIENCE)

    def open(self):
        """Open the page and wait until it shows the losses of epoch 0."""
        self.driver.get(self.url)
        self.wait_until_ready()

    def forget(self):
        """Forget what other tests left behind, set-up and theme, and let the old page remember no more."""
        if not self.driver.current_url.startswith(urljoin(self.url, "/")):
            self.leave()
        self.js("Storage.prototype.setItem = () => {}; sessionStorage.clear(); localStorage.clear();")
        self.driver.execute_async_script(scripts.FORGET_RUNS)

    def new_tab(self, source=""):
        """Open the page in another tab, where a script runs before everything else."""
        self.driver.switch_to.new_window("tab")
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
        self.driver.get(self.url)

    def reload(self):
        self.driver.refresh()
        self.wait_until_ready()

    def leave(self):
        """Go where there is no page of ours, only what remembers for all of them."""
        self.driver.get(urljoin(self.url, "/healthz"))

    def follow(self, link):
        """Come from elsewhere by a link, the text behind the #."""
        self.leave()
        self.driver.get(f"{self.url}#{link}")
        self.wait_until_ready()

    def follow_to(self, experiment):
        """Put the link of an experiment into the address, and wait until it is there."""
        self.js("location.hash = arguments[0]", to_link(experiment))
        there = experiment.model_dump(mode="json")
        shown = (
            "const { player } = playground; return player.frame?.experiment === player.experiment && player.experiment"
        )
        self.until(lambda: self.js(shown) == there, "the experiment of the link")

    def wait_until_ready(self):
        self.wait(self.READY, "the page is ready")

    # Looking

    def js(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def until(self, condition, what, timeout=PATIENCE):
        """Wait until a condition holds; gives its value."""
        end, pause = time.monotonic() + timeout, 0.02
        while True:
            with suppress(NoSuchElementException):
                if value := condition():
                    return value
            assert time.monotonic() < end, f"waited {timeout} s for: {what}; it shows {self.js(scripts.READ)}"
            time.sleep(pause)
            pause = min(1.5 * pause, 0.1)

    def wait(self, condition, what, *given):
        """Wait until a condition in the page's language holds: the page looks by itself, which takes far less than to
        ask it again and again; another page that comes meanwhile is asked anew."""

        def holds():
            with suppress(JavascriptException):
                return self.driver.execute_async_script(scripts.LOOK % condition, *given)

        self.until(holds, what)

    def frames(self, count):
        """Let the browser draw some frames: time for everything that is on its way to show."""
        self.driver.execute_async_script(scripts.FRAMES, count)

    def drain(self):
        """Wait until everything that was fetched has been shown."""
        epoch = -1
        while epoch != self.epoch:
            epoch = self.epoch
            self.frames(60)

    def css(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def element(self, id_):
        return self.driver.find_element(By.ID, id_)

    def look(self, id_, what):
        """What a script finds of an element."""
        found = self.js(f"const element = document.getElementById(arguments[0]); return element && [{what}]", id_)
        if found is None:
            raise NoSuchElementException(id_)
        return found[0]

    def text(self, id_):
        return self.js("return document.getElementById(arguments[0]).textContent", id_)

    def texts(self, selector):
        """What all these elements say, at one moment."""
        return self.js(scripts.TEXTS, selector)

    def table(self, selector):
        """What the cells of these rows say, at one moment."""
        return self.js(scripts.TABLE, selector)

    def shown(self, id_):
        return hands.seen(self.driver, id_)

    def value(self, id_):
        """What a field or a select shows."""
        return self.js(scripts.SHOWN, id_)

    def pressed(self, id_):
        return self.look(id_, "element.ariaPressed") == "true"

    def checked(self, id_):
        return self.look(id_, "element.checked")

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

    @property
    def playing(self):
        return self.look("play", "element.ariaLabel") == "Pause"

    def message(self, id_="problem-message"):
        """A message that is visible, or an empty text."""
        return self.look(id_, 'element.checkVisibility() ? element.querySelector(".text").innerText.trim() : ""')

    def colors(self, selector):
        """How many colors a canvas shows."""
        return self.js(scripts.COLORS, selector)

    def fingerprint(self, selector):
        """A number that changes when a canvas shows something else."""
        return self.js(scripts.FINGERPRINT, selector)

    def pixel(self, selector, x, y):
        """Red, green, blue and opacity of a canvas at a place; x from left and y from top, from 0 to 1."""
        return self.js(scripts.PIXEL, selector, x, y)

    def record(self):
        """From now on keep every reading that is shown."""
        self.js(scripts.RECORD)

    @property
    def recorded(self):
        return [(int(epoch), float(train), float(test)) for epoch, train, test in self.js("return window.recorded")]

    def log(self):
        """What the browser has to complain of."""
        return [entry["message"] for entry in self.duo.get_logs()]

    # Doing

    def click(self, id_):
        hands.click(self.driver, id_)

    def click_quickly(self, id_, times=2):
        """Clicks as quick as a person can."""
        button, actions = self.element(id_), ActionChains(self.driver, duration=0)
        for _ in range(times):
            actions.click(button).pause(0.03)
        actions.perform()

    def click_both(self, first, second):
        """A click on one button and, as quickly as a mouse can get there, one on another."""
        first, second = self.element(first), self.element(second)
        ActionChains(self.driver, duration=0).click(first).pause(0.03).click(second).perform()

    def drag(self, element, pixels):
        """Drag something to the right, or to the left."""
        ActionChains(self.driver, duration=20).drag_and_drop_by_offset(element, pixels, 0).perform()

    def keys(self, id_, *keys):
        """Press keys on a slider."""
        with self.reach(id_) as slider:
            slider.send_keys(*keys)

    def slider(self, id_):
        return float(self.value(id_))

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

    def choose(self, id_, text):
        """Choose from a select what has this text."""
        with self.reach(id_) as select:
            hands.choose(select, "text", text)

    def choose_value(self, id_, value):
        """Choose from a select what stands for this value."""
        with self.reach(id_) as select:
            hands.choose(select, "value", value)

    def type(self, id_, text, end=Keys.TAB):
        """Type over the text of a field and leave it, or end with another key."""
        with self.reach(id_) as field:
            field.click()
            field.send_keys(Keys.CONTROL, "a", Keys.NULL, text or Keys.DELETE, end)

    def switch(self, id_):
        """Click on a switch where a person does: on its label."""
        self.driver.find_element(By.CSS_SELECTOR, f"label:has(#{id_})").click()

    def focus(self, id_):
        self.js("document.getElementById(arguments[0]).focus()", id_)

    def resize(self, width, height=None):
        """Give the page this many pixels; None: as before."""
        if width is None:
            self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
            return
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.until(lambda: self.js("return [innerWidth, innerHeight]") == [width, height], f"{width} × {height}")
        self.frames(10)

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

    def starts_anew(self, **fields):
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
