"""A server that holds some requests back, as a slow network does, and a person who tries everything meanwhile."""

import time
from contextlib import contextmanager
from io import BytesIO
from threading import Event

from app import create_app
from tests.browser.servers import Quick

PATIENCE = 60
KEYS = (
    *"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789?!/.,;:-+=*#'\"()[]<> ",
    *("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Enter", "Escape", "Tab", "Home", "End", "PageUp", "PageDown"),
    *("Delete", "Backspace", "F1", "Process", "Dead", "Unidentified"),
)
# what leads away from the page, opens a window of the system's, or loads a file
ELSEWHERE = "[data-do=open], [data-do=try], #race-them, #reload, #load-network, [type=file]"
PRESS_KEYS = """
const usual = { bubbles: true, cancelable: true };
const press = (at, key, more) => at.dispatchEvent(new KeyboardEvent("keydown", { key, ...usual, ...more }));
const drawing = document.querySelector("#network-canvas") ?? document.querySelector("nav a");
const closeAll = () => document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
for (const key of arguments[0]) {
  for (const more of [{}, { ctrlKey: true }, { metaKey: true, shiftKey: true }, { altKey: true }]) {
    for (const at of [document, document.body, drawing]) {
      press(at, key, more);
      closeAll();
    }
  }
}
"""
PRESS_BUTTONS = """
const [elsewhere, most, done] = arguments;
Element.prototype.requestFullscreen = () => Promise.resolve(); // a script may not ask for it
const controls = "button, summary, [role=button], input, select, canvas[id], .lane-map";
const enough = 5; // of a kind whose buttons do the same, each to its row
const quick = 8; // are pressed between two frames of the screen
let presses = 0;
const pressed = new Set();
const kinds = {};
const name = (button) => button.id || (button.closest("dialog")?.id ?? "") + button.outerHTML.slice(0, 150);
const kind = ({ id, className, dataset }) =>
  id.startsWith("pick-") ? "pick" : !id && dataset.do && `${dataset.do} ${className}`;
const shown = (button) => button.checkVisibility() && !button.disabled && !button.matches(elsewhere);
const isFresh = (each) => shown(each) && !pressed.has(name(each)) && !(kinds[kind(each)] >= enough);
const next = () => {
  const dialog = [...document.querySelectorAll("dialog[open]")].pop(); // all else is out of reach beside it
  const fresh = [...(dialog ?? document).querySelectorAll(controls)].filter(isFresh);
  const button = fresh.find((each) => !each.closest(".dialog-head")) ?? fresh[0]; // what closes a dialog comes last
  if (!button && dialog) dialog.close();
  else if (pressed.size >= most || (!button && presses % quick === 0)) return done([...pressed]);
  if (!button) {
    presses = 0;
    return void requestAnimationFrame(next);
  }
  pressed.add(name(button));
  if (kind(button)) kinds[kind(button)] = (kinds[kind(button)] ?? 0) + 1;
  presses += 1;
  button.click();
  if (button.matches("input, select")) {
    button.dispatchEvent(new Event("input", { bubbles: true }));
    button.dispatchEvent(new Event("change", { bubbles: true }));
  }
  if (presses % quick) queueMicrotask(next);
  else requestAnimationFrame(next);
};
next();
"""


class Holding:
    """WSGI middleware: requests with one of these texts in their address or body wait until they are let go."""

    def __init__(self, app):
        self.texts = ()
        self.held = Event()
        self._go = Event()
        self._inner = app.server.wsgi_app
        app.server.wsgi_app = self

    def __call__(self, environ, start_response):
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        asked = environ["PATH_INFO"].encode() + b" " + body
        if any(text in asked for text in self.texts):
            self.held.set()
            self._go.wait(PATIENCE)
        return self._inner(environ, start_response)

    def hold(self, *texts):
        """From now on; what has been held until now is let go."""
        self.held.clear()
        go, self._go = self._go, Event()
        self.texts = texts
        go.set()

    def let_go(self):
        self.texts = ()
        self._go.set()


class Distant:
    """WSGI middleware: what the page asks is answered so many seconds later, as on a slow line; its files are near."""

    def __init__(self, app):
        self.seconds = 0.0
        self._inner = app.server.wsgi_app
        app.server.wsgi_app = self

    def __call__(self, environ, start_response):
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        if environ["REQUEST_METHOD"] == "POST":
            time.sleep(self.seconds)
        return self._inner(environ, start_response)


def try_everything(page, most=400):
    """Press every key, and every button and field that is in sight, also those that come by it; gives their names."""
    page.js(PRESS_KEYS, KEYS)
    return page.driver.execute_async_script(PRESS_BUTTONS, ELSEWHERE, most)


@contextmanager
def held_server(kind, port):
    """A server, and what holds back requests in front of its app."""
    holding = kind(app := create_app())
    quick = Quick(app.server, port)
    quick.start()
    yield quick, holding
    holding.let_go()
    quick.stop()
