"""The load test's students do what a page does: the same pace, the same requests, and only what is shown counts."""

import json
import random
import re

import pytest

from app import ROOT
from app.calls.lanes import MAX_PLAYED_MS, TickRequest, affordable
from app.wire.calling import answer_of, request_of
from bench import wire
from bench.load import bodies, coach, counts, player
from bench.load.bodies import Network
from bench.load.player import Moment, Player, unfold
from nn_core import FEATURES, Experiment
from tests.app import node
from tests.app.test_http import TICK

PACE = """
const { pace } = await import("./play/pace.js");
const counts = Array.from({ length: 60 }, (_, n) => n);
const now = () => ({ interval: pace.interval, clip: pace.clip, wants: counts.map(pace.wants) });
const told = [now()];
for (const clip of given[0]) {
  pace.took(...clip);
  told.push(now());
}
tell(told);
"""


BACK_OFF = """
const { pace } = await import("./play/pace.js");
tell(given[0].map((chance) => {
  Math.random = () => chance;
  return [0, 1, 2, 3, 4, 5].map(pace.backOff);
}));
"""


def test_clips_have_the_length_that_the_page_chooses():
    """Three hundred clips, taken by both."""
    ours, chance = Player(Moment((None,))), random.Random(1)

    def now():
        return {"interval": ours.interval, "clip": ours.clip, "wants": [ours.wants(n) for n in range(60)]}

    given, told, clips = [], [now()], set()
    for _ in range(300):
        ms = chance.choice((20, 90, 300, 900, 3000)) * (0.5 + chance.random())
        waited, asked = ms * chance.random() * chance.choice((0, 0.2, 1)), ours.clip
        frames = asked if chance.random() < 0.8 else chance.randint(1, asked)
        ours.pace(ms, waited, frames, asked)
        given.append((ms, waited, frames, asked))
        told.append(now())
        clips.add(ours.clip)
    assert node.evaluate(PACE, given) == told
    assert {1, player.MIN_CLIP, player.MAX_CLIP} < clips


def test_a_page_of_large_networks_takes_no_more_turns_than_others_and_one_that_begins_waits_for_nothing():
    small, large, new = (Player(Moment((None,)), turn_ms=50.0) for _ in range(3))
    for _ in range(30):
        small.pace(60.0, 50.0, small.clip, small.clip)
        large.pace(150.0, 50.0, 2, max(2, large.clip))
    assert small.clip == 17  # 1,100 ms at half the usual speed
    assert small.clip * small.interval == pytest.approx(2 * large.interval) == pytest.approx(player.SHARE * 50.0)
    new.pace(60.0, 50.0, 1, 1)  # as at every start and change: the next clip is long, and asked for soon
    assert new.interval == pytest.approx(player.SHARE * 50.0 / player.MIN_CLIP)
    assert new.wants(0)
    assert new.clip == 4


def test_it_asks_and_backs_off_when_the_page_does():
    ours = Player(Moment((None,)))
    ours.fetch_ms, ours.interval = 100.0, 40.0
    assert [queued for queued in range(10) if ours.wants(queued)] == [0, 1, 2, 3]
    chances = [0, 0.25, 0.5, 1]
    told = node.evaluate(BACK_OFF, chances)
    assert [told[2], told[0][0], told[3][4]] == [[500, 1000, 2000, 4000, 8000, 8000], 400, 9600]
    for chance, waits in zip(chances, told, strict=True):
        ours.failures = 0
        assert [ours.fail(chance) for _ in range(6)] == pytest.approx(waits)


def moments(count, start=0):
    return [Moment((str(start + i),)) for i in range(count)]


def test_only_what_is_drawn_counts_and_at_most_sixty_a_second():
    page = Player(Moment((None,)))
    page.play(0.0)
    page.receive(100.0, 100.0, 0.0, moments(90), 90)
    page.draw(1100.0)
    assert 60 <= page.shown <= 62  # the second one follows the first at once, as after every wait
    assert page.played_ms == 1100
    assert page.screen.states == (str(page.shown - 1),)
    page.pause(1100.0)
    page.draw(9000.0)
    assert page.played_ms == 1100
    assert page.last is page.screen  # what was fetched and not shown is forgotten


def test_what_comes_late_is_not_made_up_for():
    page = Player(Moment((None,)))
    page.play(0.0)
    page.receive(50.0, 50.0, 0.0, moments(12), 12)
    page.draw(5000.0)
    assert page.shown == 12
    page.receive(5000.0, 50.0, 0.0, moments(30, 12), 30)
    page.draw(5100.0)
    assert 12 + 5 <= page.shown <= 12 + 7


def test_it_asks_early_enough_to_have_the_next_clip_in_time():
    page = Player(Moment((None,)))
    page.play(0.0)
    assert page.asks_in(0.0) == 0.0
    page.receive(50.0, 50.0, 0.0, moments(12), 12)
    wait = page.asks_in(50.0)
    page.draw(50.0 + wait)
    assert page.wants(len(page.queue))
    assert not page.wants(len(page.queue) + 1)


def test_a_lane_that_has_stopped_stays_and_a_moment_without_news_is_none():
    answers = [
        {"frames": [{"state": "a1"}, {"state": "a2"}], "stopped": None},
        {"frames": [{"state": "b1"}], "stopped": {"reason": "diverged", "epoch": 1}},
    ]
    first, second = unfold(Moment(("a", "x", "b"), frozenset({1})), [0, 2], answers)
    assert first == Moment(("a1", "x", "b1"), frozenset({1, 2}))
    assert second == Moment(("a2", "x", "b1"), frozenset({1, 2}))
    assert second.racing() == [0]
    (nothing,) = unfold(second, [0], [{"frames": [], "stopped": {"reason": "diverged", "epoch": 2}}])
    assert not nothing.fresh


def test_a_tick_is_what_the_server_takes(client):
    network = Network.of(Experiment().model_dump(mode="json"))
    view = bodies.view(units=True, gradients=False, layer=0, focus=None)
    body = bodies.tick((1, 2), [bodies.lane(network, None)], (1, 2), view, 12_345.6)
    told = json.loads(body)
    (given,) = told["inputs"]
    assert (given["id"], told["output"]) == (request_of("tick"), f"{answer_of('tick')}.data")
    assert TickRequest.model_validate(given["value"]).played == MAX_PLAYED_MS
    answer = wire.answer("tick", client.post(TICK, data=body, content_type="application/json").data)
    (lane,) = answer["lanes"]
    assert len(lane["frames"]) == 2
    other = Network.of({**network.experiment, "learning_rate": 0.1, "samples": 200})
    lanes = [bodies.lane(other, lane["frames"][-1]["state"], network)]
    body = bodies.tick((1, 3), lanes, (1, 1), bodies.view(edits=True, units=True))
    answer = wire.answer("tick", client.post(TICK, data=body, content_type="application/json").data)
    assert answer["lanes"][0]["frames"][0]["epoch"] == 3


def test_the_greedy_ask_for_something_that_is_allowed():
    lanes = int(re.search(r"^GREEDY_LANES = (\d+)", (ROOT / "bench/load/students.py").read_text(), re.MULTILINE)[1])
    (given,) = json.loads(bodies.greedy(lanes, 30, 1000, tuple(FEATURES)))["inputs"]
    affordable(TickRequest.model_validate(given["value"]))
    with pytest.raises(ValueError, match="frames"):
        TickRequest.model_validate({**given["value"], "frames": 31})
    (more,) = json.loads(bodies.greedy(lanes + 1, 30, 1000, tuple(FEATURES)))["inputs"]
    with pytest.raises(ValueError, match="must take at most"):
        affordable(TickRequest.model_validate(more["value"]))


def test_the_contents_of_a_page_are_asked_for_as_dash_does(client):
    body = wire.contents("/race")
    answer = client.post(TICK, data=body, content_type="application/json")
    assert answer.status_code == 200
    assert b"race-chart" in answer.data


def test_rates_are_of_those_who_have_played_and_percentiles_of_all():
    before, after = [(0, 0.0), (10, 1000.0), (0, 0.0)], [(100, 10_000.0), (110, 6000.0), (5, 100.0)]
    assert counts.frames_a_second(before, after) == [10.0, 20.0]
    assert counts.of_students([10.0, 20.0]) == {
        "students_playing": 2, "frames_a_second": 15.0, "worst5": 10.0, "least": 10.0,
    }  # fmt: skip
    seen = counts.Counts()
    for ms in range(1, 101):
        seen.add("tick", ms, None)
    seen.add("tick", 5, "timed out")
    assert seen.summary("tick") == {"count": 100, "p50": 51, "p95": 96, "p99": 100}
    assert seen.errors == {"tick: timed out": 1}
    assert seen.summary("open")["count"] == 0


HISTORY = """
const { row, told } = await import("./playground/coach_history.js");
tell(given[0].map((count) => told(given[1].slice(0, count), given[2]).map(row)));
"""


def test_the_coach_is_told_of_a_history_what_the_page_tells():
    chance = random.Random(2)
    names = ("epoch", "train_loss", "test_loss", "train_score", "test_score")
    numbers = ((epoch, *(round(chance.random(), 7) for _ in names[1:])) for epoch in range(700))
    frames = [dict(zip(names, its, strict=True)) for its in numbers]
    counts_ = [3, 200, 201, 350, 700]
    seen = [coach.sight(frame)[0] for frame in frames]
    ours = [[list(row) for row in coach.told(seen[:count])] for count in counts_]
    assert node.evaluate(HISTORY, counts_, frames, coach.ROWS) == ours
    assert {len(rows) for rows in ours[1:]} <= set(range(100, coach.ROWS + 1))


def test_the_coach_is_asked_as_often_as_a_page_asks_it(client):
    page, network = coach.Coach(), Network.of(Experiment().model_dump(mode="json"))
    body = bodies.tick((1, 1), [bodies.lane(network, None)], (1, 5), bodies.view(units=True, layer=0))
    (lane,) = wire.answer("tick", client.post(TICK, data=body, content_type="application/json").data)["lanes"]
    (*rest, last) = unfold(Moment((None,)), [0], [lane])
    assert not page.asks(0.0)  # of nothing
    for moment in rest:
        page.see(moment.sight)
    assert not page.asks(coach.EVERY_MS - 1.0)
    now = float(coach.EVERY_MS)
    assert page.asks(now)
    assert not page.asks(now + coach.EVERY_MS)  # it waits for the answer
    body = wire.call("coach", page.request(network.experiment))
    answer = wire.answer("coach", client.post(TICK, data=body, content_type="application/json").data)
    assert "error" not in answer
    assert rest[0].sight[1] is not None  # a look into the layers
    page.answered(answer, now)
    page.see(last.sight)
    assert answer["advice"] is None
    assert not page.asks(now + 2 * coach.EVERY_MS - 1)  # the same again: it waits twice as long
    assert page.asks(now + 2 * coach.EVERY_MS)
    page.answered(None, now)
    page.see(last.sight)
    assert page.next == now + coach.FAILED_MS
