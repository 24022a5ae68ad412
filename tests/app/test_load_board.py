"""The load test's classes send what the board takes, as much as a page does, and tell right how late it is."""

import pytest

from app import create_app
from app.config import Settings
from bench.load import board, board_table
from bench.load.board import Member, Room
from tests.app.test_load_mix import phase

NUMBERS = (120.0, 0.125, 0.25, 0.9, 0.8)


class Clock:
    """Time as a test has it."""

    def __init__(self):
        self.ms = 0.0

    def __call__(self):
        return self.ms


@pytest.fixture
def asked(tmp_path):
    """A way to ask a board, and all that was asked and told."""
    settings = Settings(class_database_url=f"sqlite:///{tmp_path}/board.sqlite")
    client = create_app(settings).server.test_client()
    calls = []

    def ask(call, sent):
        answer = client.post(f"/board/{call}", json=sent)
        calls.append((call, sent, answer))
        return answer.get_json() if answer.status_code == 200 else None

    return ask, calls


@pytest.fixture
def room(asked):
    told = asked[0]("open", {})
    return Room({name: told[name] for name in ("class_id", "secret")}, told["code"], Clock())


def test_a_row_is_as_large_as_that_of_a_page(asked, room):
    ask, calls = asked
    member = Member(room)
    assert member.join(ask)
    for number in range(200):
        member.sync(ask, "dataset=spiral&hidden=8-relu;4-tanh&features=x,y,sin x,sin y", (number, *NUMBERS[1:]))
    sizes = [int(answer.request.headers["Content-Length"]) for _, sent, answer in calls if sent.get("row")]
    assert 1500 < max(sizes) < 8000
    rows = sorted(size for size, (_, sent, _) in zip(sizes, calls[2:], strict=True) if "answers" not in sent)
    assert 1500 < rows[-1] < 4096
    assert [answer.status_code for _, _, answer in calls] == [200] * len(calls)
    kept = [key for _, _, answer in calls for key in answer.get_json().get("kept", ())]
    assert len(kept) == 200 // board.RUN_EVERY


def test_nothing_is_sent_that_has_not_changed(asked, room):
    ask, calls = asked
    member = Member(room)
    member.join(ask)
    for numbers in NUMBERS, NUMBERS, None:
        member.sync(ask, "", numbers)
    assert ["row" in sent for call, sent, _ in calls if call == "sync"] == [True, False, False]


def test_how_late_it_is(asked, room):
    ask, _ = asked
    member, clock = Member(room), room.now
    member.join(ask)
    member.sync(ask, "", NUMBERS)
    clock.ms = 700
    room.look(ask)
    room.look(ask)  # nothing new
    room.tell(ask, 0)
    clock.ms = 2500
    member.sync(ask, "", None)
    told = board.figures([room])
    assert (told["seen_ms"]["count"], told["seen_ms"]["max"]) == (1, 700)
    assert (told["heard_ms"]["count"], told["heard_ms"]["max"]) == (1, 1800)
    assert board.figures([room])["seen_ms"]["count"] == 0


def turns(*costs):
    """Turns of 100 frames, without a board, with it, with it, without it; ``costs`` are seconds of processors."""
    order = (False, True, True, False)
    return [
        {"board": order[n % 4], "began": 0.0, "ended": 5.0, "frames": 100, "requests": 100, "seconds": {"others": cost}}
        for n, cost in enumerate(costs)
    ]


def test_a_board_is_compared_with_the_seconds_beside_it():
    told = board_table.ratios(turns(1.0, 1.1, 2.4, 2.0, 1.0, 9.0)[:4])
    assert told == pytest.approx([3.5 / 3.0, 1.1, 1.2])
    with_fewer_frames = turns(1.0, 1.0)
    with_fewer_frames[1]["frames"] = 50
    assert board_table.ratios(with_fewer_frames) == pytest.approx([2.0, 2.0])


def test_what_a_board_takes_itself_is_what_its_parts_take_more_for_each_other_request():
    told = turns(10.0, 10.0)
    told[0] |= {"requests": 100, "seconds": {"others": 7.0, "main": 2.0, "nginx": 1.0, "board": 0.0}}
    told[1] |= {
        "requests": 50, "seconds": {"others": 6.0, "main": 1.5, "nginx": 0.6, "board": 0.4, "PostgreSQL": 0.2}
    }  # fmt: skip
    assert board_table.of_board(told) == pytest.approx({"board": 0.4, "PostgreSQL": 0.2, "main": 0.5, "nginx": 0.1})
    assert board_table.more(told) == pytest.approx(1.2 / 7.5)


def test_what_a_class_pays_for_in_turns_is_told():
    late = {"count": 50, "p50": 500.0, "p95": 9000.0, "max": 9000.0}  # a turn without a board is no delay
    calls = {"count": 450, "p50": 10.0, "p95": 90.0, "p99": 150.0}
    its = phase(
        name="in turns", board={"classes": 1, "seen_ms": late, "heard_ms": late}, joined=100, join_seconds=4.2,
        requests={**phase()["requests"], "board": calls}, turns=turns(1.0, 1.0, 1.05, 1.0),
    )  # fmt: skip
    its["turns"][1]["seconds"]["board"] = 0.1
    told = board_table.targets([its])
    assert told[0] == "in turns: it takes 4.9 % more of the processors (its threads 4.9 %)"
    assert told[1].startswith("in turns: a frame takes the server 1.075 times as long as without it (2 pairs of turns")
    assert all(line.endswith(": met") for line in told[2:])
    its["turns"][2]["seconds"]["board"] = 0.2
    missed = [line for line in board_table.targets([its]) if line.endswith("MISSED")]
    assert missed == [
        "in turns: it takes no more than 10.0 % more: MISSED",
        "in turns: a frame takes no more than 1.10 times as long: MISSED",
    ]
    dear = board_table.targets([{**its, "turns": turns(1.0, 1.2)}])
    assert [line for line in dear if line.endswith("MISSED")] == missed[1:]


def test_the_table_says_what_was_missed():
    late = {"count": 50, "p50": 500.0, "p95": 1500.0, "max": 2200.0}
    seen = {"classes": 1, "seen_ms": late, "heard_ms": late}
    calls = {"count": 450, "p50": 10.0, "p95": 90.0, "p99": 150.0}
    requests = {**phase()["requests"], "board": calls}
    good = phase(name="good", board=seen, requests=requests, joined=100, join_seconds=4.2)
    bad = phase(
        name="bad", board={**seen, "seen_ms": {**late, "p95": 2100.0}}, joined=99, join_seconds=60.0,
        requests={**requests, "board": {**calls, "p95": 300.0}}, errors={"board: 503": 1},
        memory={key: {"start": 1.0, "max": 99.0, "end": 99.0} for key in ("rss", "pss")},
    )  # fmt: skip
    many = phase(name="many", board=seen, requests=requests, joined=300, join_seconds=9.0, students=300)
    assert len(board_table.cells(good)) == len(board_table.COLUMNS)
    told = board_table.targets([phase(), good, many])
    assert all(line.endswith(": met") for line in told)
    assert sum(line.startswith("many") for line in told) == 2
    missed = [line for line in board_table.targets([phase(), bad]) if line.endswith(": MISSED")]
    assert len(missed) == 5
