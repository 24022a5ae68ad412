"""Small scripts with which the tests look at the page."""

READ = """
const digits = (id) => document.getElementById(id)?.textContent ?? "";
return [digits("epoch"), digits("train-loss"), digits("test-loss")];
"""
# Whether each of these is in its range; a text that is empty yet is no 0.
READS = """["epoch", "train-loss", "test-loss"].every((id, i) =>
  text(id) && Number(text(id)) >= given[i][0] && Number(text(id)) <= given[i][1])"""
# of all at one moment: what the page draws again in between would be gone
TEXTS = "return [...document.querySelectorAll(arguments[0])].map((element) => element.textContent.trim());"
TABLE = """
const cells = (row) => [...row.cells].map((cell) => cell.textContent.trim());
return [...document.querySelectorAll(arguments[0])].map(cells);
"""
SHOWN = """
const { value, selectedOptions } = document.getElementById(arguments[0]);
return selectedOptions ? selectedOptions[0]?.textContent ?? "" : value;
"""
PIXELS = """
const copy = document.createElement("canvas");
const canvas = document.querySelector(arguments[0]);
[copy.width, copy.height] = [canvas.width, canvas.height];
const context = copy.getContext("2d", { willReadFrequently: true });
context.drawImage(canvas, 0, 0);
const data = context.getImageData(0, 0, copy.width, copy.height).data;
"""
COLORS = PIXELS + "return new Set(new Uint32Array(data.buffer)).size;"
FINGERPRINT = PIXELS + "return new Uint32Array(data.buffer).reduce((hash, pixel) => (hash * 31 + pixel) >>> 0, 7);"
PIXEL = PIXELS + (
    "const x = Math.round(arguments[1] * (copy.width - 1)), y = Math.round(arguments[2] * (copy.height - 1));"
    "return Array.from(data.slice(4 * (y * copy.width + x), 4 * (y * copy.width + x) + 4));"
)
FRAMES = """
const done = arguments[1];
let left = arguments[0];
const next = () => (left-- > 0 ? requestAnimationFrame(next) : done());
next();
"""
FORGET_RUNS = """
const done = arguments[0];
const request = indexedDB.deleteDatabase("playground-runs");
request.onsuccess = request.onerror = () => done();
"""
RECORD = """
const read = () => ["epoch", "train-loss", "test-loss"].map((id) => document.getElementById(id).textContent);
window.recorded = [];
window.recorder?.disconnect();
window.recorder = new MutationObserver(() => window.recorded.push(read()));
window.recorder.observe(document.getElementById("epoch"), { childList: true, subtree: true, characterData: true });
"""

# Where a lesson hides the chart, it is never drawn.
READY = """"begun" in document.documentElement.dataset
  && [document.querySelector("[data-island=loss-chart]")].every((chart) =>
    !chart.getClientRects().length || chart.querySelector("#loss-chart"))"""
# Looks until something is so, for a second; gives whether it is.
LOOK = """
const given = [...arguments];
const done = given.pop();
const text = (id) => document.getElementById(id)?.textContent;
let left = 50;
const look = () => {
  if (%s) done(true);
  else if (left-- > 0) setTimeout(look, 20);
  else done(false);
};
look();
"""

# Whether a control is in the sheet of a phone, and in the drawer for training, that are closed.
FOLDED = """
const element = document.getElementById(arguments[0]);
const sheet = element.closest("#settings");
const button = document.getElementById("settings-open");
return [Boolean(sheet && !sheet.open && button.checkVisibility()), Boolean(element.closest("#more:not([open])"))];
"""
