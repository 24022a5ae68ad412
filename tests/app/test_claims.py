"""What the page tells of the claims: its numbers are the file's, and its links open what was measured."""

import copy
import json
import re

import pytest

from app.components.claim_figures import bare_percent, count, percent, times, tiny
from app.components.claims import FILE, GUESSES, claims, claims_panel, measured
from app.components.network_tasks import network_tasks, tasks
from app.components.race_tasks import looks, race_tasks
from nn_core.formats.links.link import from_link
from nn_core.study.claims import CLAIMS, NETWORKS
from nn_core.study.claims.measures import CAP, EPOCHS, GATED_EPOCHS, SPIRAL_EPOCHS
from nn_core.study.race_link import from_race_link
from tests.app.helpers import components

# What a text may say without having measured it: numbers of the set-up.
SET_UP = {
    "speed": {"0.1", "0.01", "95", f"{CAP:,}"},
    "linear": {f"{EPOCHS}"},
    "vanishing": {"0"},
    "sparse": {"0.5", "0.1", "4", "2", "8", "10", "16"},
    "dying": {f"{EPOCHS}", "3", "0.03", "0.3"},
    "steps": {f"{EPOCHS}", "0", "2"},
    "softmax": {"200", "1"},
    "stretched": {f"{EPOCHS}", "9"},
    "scaled": {f"{EPOCHS}"},
    "gated": {"8", "5", "6", "105", "109", "201", *(f"{epochs:,}" for epochs in GATED_EPOCHS)},
    "gelu": {f"{EPOCHS}", "9"},
    "learned": {"0.25", "0.01", "95", "1", "3", f"{CAP:,}", f"{EPOCHS}"},
    "siren": {"16", "2,000", "75", f"{EPOCHS}", "2", "8", "0.001", "0.01"},
    "spiral": {f"{SPIRAL_EPOCHS:,}", "0.1", "2", "8", "16"},
}
NUMBER = re.compile(r"\d·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d[\d,]*\.?\d*(?<![.,])")


def _numbers(told):
    return NUMBER.findall(f"{told.found} {told.shown}")


def _others(file):
    """The same file, with every measured number another one."""
    other = copy.deepcopy(file)
    for its in other.values():
        its["seeds"] = 6789
        for place, figure in enumerate(its["figures"]["values"].values()):
            for name, value in figure.items():
                figure[name] = (value or 0) * (2.9 + 0.17 * place) + (11 if name in ("sum", "none") else 0.313)
        for figure in its["figures"]["ratios"].values():
            for name, value in figure.items():
                figure[name] = value * 1.71 + 0.3
        for values in its["values"].values():
            values[0] = (values[0] or 0) * 2.9 + 0.313
    return other


def test_every_number_of_a_text_is_the_files_or_the_set_ups():
    """With other measurements every number changes but those of the set-up, so none is written down twice."""
    told = {
        its.key: (_numbers(its), _numbers(other))
        for its, other in zip(claims(), claims(_others(measured())), strict=True)
    }
    for key, (ours, theirs) in told.items():
        theirs += [""] * len(ours)
        same = {number for number, other in zip(ours, theirs, strict=False) if number == other}
        assert same <= SET_UP[key], key
        assert set(ours) - SET_UP[key], key


@pytest.mark.parametrize(
    ("key", "name", "say"),
    [
        ("spiral", "tanh 16 training accuracy", percent),
        ("spiral", "tanh 2 test accuracy", percent),
        ("dying", "relu 3 dead", percent),
        ("sparse", "8,8,8 uniform", percent),
        ("steps", "step test accuracy", percent),
    ],
)
def test_a_median_is_told_rounded_to_whole_percent_with_its_quartiles(key, name, say):
    its = json.loads(FILE.read_text(encoding="utf-8"))["claims"][key]["figures"]["values"][name]
    text = f"{say(its['median'])} ({bare_percent(its['lower'])} to {bare_percent(its['upper'])})"
    assert text in next(told.found for told in claims() if told.key == key)


def test_what_the_link_shows_is_what_seed_0_gave():
    values = measured()["spiral"]["values"]
    shown = next(told.shown for told in claims() if told.key == "spiral")
    for units in (2, 8, 16):
        assert percent(values[f"tanh {units} test accuracy"][0]) in shown
    speed = next(told.shown for told in claims() if told.key == "speed")
    for name in ("sigmoid", "tanh", "relu"):
        assert count(measured()["speed"]["values"][f"{name} 0.01"][0]) in speed


def test_a_link_holds_the_measured_set_up():
    """tests/browser/test_activations.py opens them and compares what is trained."""
    for told in claims():
        set_up = CLAIMS[told.key].shown
        if set_up is None:
            assert told.address.startswith("#")
            continue
        link = from_race_link(told.address.removeprefix("race"))
        assert link.notes == ()
        assert link.rules.base == set_up.base
        assert link.teaching.task == told.key
        assert set_up.base.seed == 0
        assert (link.rules.differs, link.rules.lanes, link.rules.target) == (set_up.differs, set_up.lanes, 0.01)
        competitors = [lane.experiment for lane in link.rules.competitors]
        assert competitors == [lane.experiment for lane in set_up.competitors]


def test_each_has_a_verdict_of_one_sentence_without_a_number_that_was_measured():
    for told in claims():
        assert told.verdict.endswith(".")
        assert len(told.verdict) < 60
        assert not NUMBER.search(told.verdict)


def test_accuracies_say_whether_they_are_of_training_or_test_data():
    for told in claims():
        for match in re.finditer(r"accuracy", f"{told.found} {told.shown}"):
            before = f"{told.found} {told.shown}"[: match.start()].rstrip()
            assert before.endswith(("test", "training")), told.key


def test_numbers_are_written_in_one_way():
    assert [percent(share) for share in (0.0, 0.364, 1.0, 0.000094483)] == ["0%", "36%", "100%", "0.0094%"]
    assert [tiny(number) for number in (3.33067e-16, 1.44e-15, 2e-15, 9.6e-16, 0.0)] == [
        "4·10⁻¹⁶",
        "2·10⁻¹⁵",
        "2·10⁻¹⁵",
        "1·10⁻¹⁵",
        "0",
    ]
    assert (times(2.13043), times(12.8265), count(2753)) == ("2.13", "12.8", "2,753")


def test_the_panel_has_them_all_each_with_a_link_that_names_its_claim():
    panel = claims_panel()
    links = [part for part in components(panel) if getattr(part, "className", "") == "check"]
    assert [link.href for link in links] == [told.address for told in claims()]
    assert len(links) == len(CLAIMS)
    networks = [part.href for part in components(panel) if str(getattr(part, "href", "")).startswith("/#")]
    assert networks == [f"/{told.network}" for told in claims() if told.network]
    assert len(networks) == len(NETWORKS)


def test_a_task_of_the_race_tells_the_same_and_what_to_look_at():
    raced = [told for told in claims() if CLAIMS[told.key].shown]
    cards = [part for part in components(race_tasks()) if getattr(part, "data-claim", None)]
    assert [getattr(card, "data-claim") for card in cards] == [told.key for told in raced] == list(looks())
    for told, card in zip(raced, cards, strict=True):
        parts = list(components(card))
        found = [part.children for part in parts if getattr(part, "className", "") == "found"]
        assert found == [part for part in (told.found, told.shown, looks()[told.key]) if part]
        assert set(NUMBER.findall(looks()[told.key])) <= SET_UP[told.key]
        said = [getattr(part, "data-said") for part in parts if getattr(part, "data-guess", None)]
        assert said == [f"You guessed: {guess}. Measured: {told.verdict}" for guess in ("True", "It depends", "False")]


def test_a_task_of_the_playground_tells_the_same_of_one_network_and_its_link_opens_that():
    cards = [part for part in components(network_tasks()) if getattr(part, "data-claim", None)]
    assert [getattr(card, "data-claim") for card in cards] == list(NETWORKS) == [told.key for told, _ in tasks()]
    for (told, look), card in zip(tasks(), cards, strict=True):
        found = [part.children for part in components(card) if getattr(part, "className", "") == "found"]
        assert found == [told.found, told.shown, look]
        assert set(NUMBER.findall(look)) <= SET_UP[told.key]
        link = from_link(told.network, tasks=NETWORKS)
        assert (link.experiment, link.options.task, link.notes) == (NETWORKS[told.key], told.key, ())


def test_what_a_network_s_task_shows_is_what_seed_0_gave():
    told = {told.key: told.shown for told, _ in tasks()}
    for key, name in (
        ("linear", "8,8,8 test accuracy"),
        ("vanishing", "sigmoid uniform"),
        ("sparse", "8,8,8 uniform"),
        ("dying", "relu 3 dead"),
        ("steps", "step test accuracy"),
        ("spiral", "tanh 16 training accuracy"),
        ("spiral", "tanh 16 test accuracy"),
    ):
        assert percent(measured()[key]["values"][name][0]) in told[key]


def test_every_claim_hides_what_was_measured_behind_a_guess_and_a_button():
    for item in (part for part in components(claims_panel()) if type(part).__name__ == "Li"):
        parts = list(components(item))
        assert [getattr(part, "data-guess") for part in parts if getattr(part, "data-guess", None)] == list(GUESSES)
        assert [getattr(part, "data-tell") for part in parts if getattr(part, "data-tell", None)] == [
            getattr(item, "data-claim")
        ]
        measured_here = next(part for part in parts if getattr(part, "className", "") == "measured")
        outside = {id(part) for part in parts} - {id(part) for part in components(measured_here)}
        assert not [part for part in parts if id(part) in outside and getattr(part, "className", "") == "found"]
