"""What a look costs a teacher's page that shows a wall of 200 seats, of which none or 75 have changed.

Run it as ``python -m bench.class_wall``. The seats are a class's (``bench.classroom``); what a look tells is made here
from what the board has told, as 75 students who play would have sent it. Of the page's main thread all counts that it
does while it looks and until it looks again, in processor time.
"""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

from playwright.sync_api import Browser, Page, Route

from app import ids

from .browser import chromium
from .classroom import ask, attend
from .server import serve

SEATS = 200
CHANGED = 75
LOOKS = 15
_EPOCHS = 9  # that a network trains from one look to the next
_CURVE = 64  # points at most
_PATIENCE_MS = 120_000


class Board:
    """Answers looks: ``changed`` seats are others each time, and have trained on."""

    def __init__(self, told: dict[str, Any]) -> None:
        self._told = told
        self._turn: Iterator[dict[str, Any]] = cycle(told["seats"])
        self.changed = len(told["seats"])  # at first
        self.looks = 0

    def answer(self, route: Route) -> None:
        """The next look."""
        self.looks += 1
        seats = [next(self._turn) for _ in range(self.changed)]
        if self.looks > 1:
            for seat in seats:
                seat["row"] = trained(seat["row"])
        news = {"revision": self._told["revision"] + self.looks, "seats": seats, "answers": []}
        told = {**self._told, **news, "away": dict.fromkeys(self._told["away"], self.looks % 9 / 3)}
        route.fulfill(json=told)


def trained(row: dict[str, Any]) -> dict[str, Any]:
    """A row some epochs later."""
    if "map" not in row:
        return row
    epoch, loss = row["epoch"] + _EPOCHS, round(row["test_loss"] * 0.995, 4)
    kind, signs = row["map"].split(".")
    curve = [*row["curve"], [epoch, loss]][-_CURVE:]
    return {**row, "epoch": epoch, "test_loss": loss, "map": f"{kind}.{signs[1:]}{signs[0]}", "curve": curve}


def measured(page: Page, board: Board, changed: int) -> float:
    """Milliseconds of a core that the main thread takes from one look to the next."""
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable", {"timeDomain": "threadTicks"})  # what others take does not count

    def busy() -> float:
        metrics = {each["name"]: each["value"] for each in client.send("Performance.getMetrics")["metrics"]}
        return 1000 * float(metrics["TaskDuration"])

    board.changed = changed
    _wait(page, board, 2)
    begun, first = busy(), board.looks
    _wait(page, board, LOOKS)
    return (busy() - begun) / (board.looks - first)


def _wait(page: Page, board: Board, looks: int) -> None:
    end = board.looks + looks
    while board.looks < end:
        page.wait_for_timeout(50)


def run(url: str, browser: Browser) -> list[str]:
    """Open a class, fill it, and look at it; gives what was measured, a line each."""
    opened = ask(url, "open")
    right = {name: opened[name] for name in ("class_id", "secret")}
    attend(url, opened["code"], SEATS)
    board = Board(ask(url, "look", **right))
    lines = []
    for name, (width, height) in {"1440x900": (1440, 900), "1920x1080": (1920, 1080)}.items():
        page = browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(_PATIENCE_MS)
        page.route("**/board/look", board.answer)
        board.changed, board.looks = SEATS, 0
        page.goto(f"{url}class#{right['class_id']}.{right['secret']}")
        page.click(f"#{ids.class_tab('wall')}")
        for changed in (0, CHANGED):
            spent = measured(page, board, changed)
            lines.append(f"{name}, {changed} of {SEATS} changed: {spent:.1f} ms a look")
        page.close()
    ask(url, "close", **right)
    return lines


def main() -> None:
    """Print what a look costs."""
    with serve() as server, chromium() as browser:
        for line in run(server.url, browser):
            print(line)


if __name__ == "__main__":
    main()
