"""Any page as a person uses it: opening it, looking at it, clicking, typing."""

import time
from contextlib import contextmanager, suppress
from urllib.parse import urljoin

from selenium.common.exceptions import JavascriptException, NoSuchElementException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser import hands, scripts

PATIENCE = 40  # seconds; the machine may be busy
HANGS = 100  # seconds; a script ends by itself, but what axe looks through takes long on a busy machine


class View:
    """One open page. ``gate`` lies between it and the training; ``READY`` says that the page is whole."""

    READY = ""

    def __init__(self, duo, url, gate=None):
        self.duo = duo
        self.driver = duo.driver
        self.url = url
        self.gate = gate
        self.driver._web_element_cls = hands.Element
        self.driver.implicitly_wait(0)
        self.driver.set_script_timeout(HANGS)

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

    def wait_until_ready(self):
        self.wait(self.READY, "the page is ready")

    # Looking

    def js(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def until(self, condition, what, timeout=PATIENCE):
        """Wait until a condition holds; gives its value."""
        end, pause = time.monotonic() + timeout, 0.02
        while True:
            with suppress(NoSuchElementException, JavascriptException):
                if value := condition():
                    return value
            assert time.monotonic() < end, f"waited {timeout} s for: {what}; it shows {self.js(scripts.READ)}"
            time.sleep(pause)
            pause = min(1.5 * pause, 0.1)

    def wait(self, condition, what, *given):
        """Wait until a condition in the page's language holds: the page looks by itself, which takes far less than to
        ask it again and again; another page that comes meanwhile is asked again."""

        def holds():
            with suppress(JavascriptException):
                return self.driver.execute_async_script(scripts.LOOK % condition, *given)

        self.until(holds, what)

    def frames(self, count):
        """Let the browser draw some frames: time for everything that is on its way to show."""
        self.driver.execute_async_script(scripts.FRAMES, count)

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
        """A control, where somebody can use it."""
        yield self.element(id_)

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
