"""Every lane of a race that ended is a row of the run table."""

import pytest

from tests.browser.page import Page
from tests.browser.run_table import kept, table


def step(race):
    epoch = race.epoch
    race.click("step")
    race.until(lambda: race.epoch == epoch + 1, "an epoch more")


@pytest.mark.first
def test_the_lanes_of_a_race_are_rows_and_go_on_in_them(race):
    step(race)
    race.until(lambda: len(kept(race)) == 3, "a row for each lane")
    step(race)
    race.until(lambda: [row["epochs"] for row in kept(race)] == [2, 2, 2], "the same rows")
    assert [row["number"] for row in kept(race)] == [1, 2, 3]
    assert [row["testLoss"] for row in kept(race)] == [
        pytest.approx(loss, rel=2e-3, abs=1e-4) for loss in race.losses()
    ]
    race.click("reset")
    race.until(lambda: race.epoch == 0, "it starts over")
    assert [row["ended"] for row in kept(race)] == ["reset"] * 3
    race.tool(0, "remove")
    race.restarted(2)
    step(race)
    race.until(lambda: len(kept(race)) == 5, "those of another race")

    race.click("nav-playground")
    page = Page(race.duo, race.url.removesuffix("race"))
    page.wait_until_ready()
    rows = table(page)
    assert [row["number"] for row in rows] == ["5", "4", "3", "2", "1"]
    assert [row["epochs"] for row in rows] == ["1paused", "1paused", "2reset", "2reset", "2reset"]
    pictures = page.js("return [...document.querySelectorAll('#runs-rows img')].map(({ src }) => src)")
    assert len(pictures) == 5
    assert len({*pictures}) > 1
    page.css("#runs-rows tr:last-child a")[0].click()
    page.wait("playground.player.experiment.hidden[0].activation === 'sigmoid'", "its set-up")
