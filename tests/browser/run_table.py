"""The run table as a person reads it, and what is downloaded beside it."""

from pathlib import Path

ROWS = """
return playground.runs.all().map(({ number, from, epochs, ended, repeats, testLoss, trainLoss, note }) =>
  ({ number, from, epochs, ended, repeats, testLoss, trainLoss, note }));
"""
EXACT = "const { epoch, train_loss, test_loss } = playground.player.frame; return [epoch, train_loss, test_loss]"
COLUMNS = ("ticked", "number", "said", "epochs", "train", "test", "gap", "score", "parameters")


def table(page):
    """The rows as they are in sight, by their columns; opens the tab first."""
    if not page.shown("dock-runs-panel"):
        page.click("dock-runs")
    page.until(lambda: page.css(".runs:not([aria-busy])"), "its scripts")
    rows = page.table("#runs-rows tr")
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def kept(page):
    """What the rows hold."""
    return page.js(ROWS)


def exact(page):
    """Epoch and losses on the screen, to the last digit."""
    return page.js(EXACT)


def run(page, epochs):
    """Train for so many epochs more, one by one; gives what the row must say."""
    for _ in range(epochs):
        page.step()
    return exact(page)


def tick(page, *numbers):
    for number in numbers:
        page.css(f"#runs-rows [aria-label='Run {number}']")[0].click()


def download(page, id_, name):
    """Press a button that saves a file; gives its path once it is there."""
    path = Path(page.duo.download_path) / name
    path.unlink(missing_ok=True)
    page.click(id_)
    page.until(lambda: path.exists() and path.stat().st_size > 0, name)
    return path
