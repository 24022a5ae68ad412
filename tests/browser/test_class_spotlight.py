"""The spotlight of a teacher's page: one student for all to see, and a race of twelve."""

import pytest

from nn_core.formats.links.link import from_link
from nn_core.study.race_link import from_race_link
from tests.browser.race import Race
from tests.browser.test_access import faults_light_and_dark


@pytest.mark.first
def test_one_student_is_in_the_spotlight_and_twelve_race(desk, full, trained, tab):
    desk.come(full)
    desk.at("spotlight")
    desk.until(lambda: desk.texts(".light-name")[0], "somebody")
    name = desk.texts(".light-name")[0]
    seats = {seat["name"]: seat for seat in full.sees()["seats"]}
    row = seats[name]["row"]
    facts = dict(zip(desk.texts(".light-facts dt"), desk.texts(".light-facts dd"), strict=True))
    assert facts["Epoch"] == str(row["epoch"])
    assert facts["Dataset"] == "Circle"
    assert facts["Parameters"] == str(row["parameters"])
    assert desk.css(".light-open")[0].get_attribute("href").endswith(f"/#{row['link']}")
    assert desk.colors(".light-map") > 50
    assert desk.css(".light-curve svg")
    desk.css(".light-bar button:last-of-type")[0].click()
    desk.until(lambda: desk.texts(".light-name")[0] != name, "the next one")
    desk.switch("class-hide-names")
    desk.until(lambda: desk.texts(".light-name")[0] == "2", "a number instead of a name")
    assert not set(desk.texts(".light-ticks label")) & set(seats)
    desk.switch("class-hide-names")
    desk.until(lambda: desk.texts(".light-name")[0] in seats, "names again")
    assert faults_light_and_dark(desk, ".room") == []
    assert desk.texts(".light-buttons button")[0] == "Tick the first 12"
    desk.css(".light-buttons button")[0].click()
    desk.until(lambda: desk.css(".light-go")[0].is_displayed(), "the way to the race")
    first = [row for row, _answers in trained[:12]]
    went = desk.texts(".light-lanes li")
    out = desk.texts(".light-said")[0]
    assert desk.texts(".light-go") == [f"Race {len(went)} networks"]
    assert len(went) + out.count("has ") == 12
    lanes = from_race_link(desk.css(".light-go")[0].get_attribute("href").partition("#")[2]).rules.competitors
    chosen = [from_link(each["link"]).experiment for each in first]
    assert [lane.experiment for lane in lanes] == list(dict.fromkeys(chosen))
    desk.driver.get(desk.css(".light-go")[0].get_attribute("href"))
    race = Race(tab, desk.driver.current_url)
    race.wait_until_ready()
    race.until(lambda: len(race.lanes()) == len(went), "the lanes")
    assert [name.partition(" · ")[0] for name in race.names()] == went


def test_two_students_race_under_their_names_unless_those_are_hidden(desk, teacher, tab):
    students = [teacher.student() for _ in range(2)]
    for student, activation in zip(students, ("tanh", "relu"), strict=True):
        student.sends(row={"link": f"seed=3&hidden=4-{activation}", "epoch": 10})
    desk.come(teacher)
    desk.at("spotlight")
    desk.until(lambda: len(desk.css(".light-ticks input")) == 2, "both students")
    assert desk.texts(".light-buttons button") == ["Tick all", "Untick all"]
    desk.css(".light-buttons button")[0].click()
    link = desk.until(lambda: desk.css(".light-go")[0].get_attribute("href"), "the way to the race")
    desk.switch("class-hide-names")
    plain = desk.until(
        lambda: (its := desk.css(".light-go")[0].get_attribute("href")) != link and its, "the way without names"
    )
    assert "names=" not in plain
    desk.switch("class-hide-names")
    names = [f"{student.name} · {activation}" for student, activation in zip(students, ("Tanh", "ReLU"), strict=True)]
    race = Race(tab, desk.driver.current_url)
    called = "return [...document.querySelectorAll('.lanes .lane-called')].map((name) => name.checkVisibility())"
    for href, lanes in (plain, ["Tanh", "ReLU"]), (link, names):
        race.leave()
        race.driver.get(href)
        race.wait_until_ready()
        race.until(lambda lanes=lanes: race.names() == lanes, "the lanes")
        assert race.js(called) == ["names=" in href] * 2
    race.click("step")
    drawn = "return [...document.querySelectorAll('#race-chart .annotation-text')].map((text) => text.textContent)"
    race.until(lambda: all(any(each.name in text for text in race.js(drawn)) for each in students), "names at curves")
    race.tool(0, "later")
    race.until(lambda: race.names() == names[::-1], "a name goes with its lane")
    race.until(lambda: "names=" in race.driver.current_url.partition("lanes=relu;tanh")[2], "in the address, too")
    race.leave()
    race.driver.get(f"{link}&present=1")
    race.wait_until_ready()
    shown = "return [...document.querySelectorAll('.lanes .lane-name')].map((name) => name.innerText)"
    race.until(lambda: race.js(shown) == names, "the names on the projector")
