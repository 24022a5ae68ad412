"""A claim in the link of the playground: only of the network with which it was measured."""

import pytest

from nn_core import Experiment
from nn_core.datasets import make_dataset
from nn_core.formats.links.link import from_link, to_link
from nn_core.formats.links.options import Options
from nn_core.network.network import Network
from nn_core.study.claims import CLAIMS, NETWORKS, SetUp
from nn_core.study.claims.measures import EPOCHS, dying, linear, sparse, steps, trained, vanishing
from nn_core.study.race_link import from_race_link
from nn_core.trainer import diagnose, evaluate
from nn_core.training.training import start


def test_the_network_of_a_claim_is_one_of_those_that_were_measured():
    for key, network in NETWORKS.items():
        shown = CLAIMS[key].shown
        if isinstance(shown, SetUp):
            assert network in [lane.experiment for lane in shown.competitors], key
    assert set(NETWORKS) == {"linear", "vanishing", "sparse", "dying", "steps", "spiral"}


def test_it_shows_what_was_measured_with_seed_0():
    def after(key, epochs):
        return evaluate(NETWORKS[key], trained(NETWORKS[key], epochs)).test_score

    assert after("linear", EPOCHS) == linear(CLAIMS["linear"].shown.competitors, 0)["8,8,8 test accuracy"]
    assert after("steps", EPOCHS) == steps(CLAIMS["steps"].shown.competitors, 0)["step test accuracy"]
    network = NETWORKS["dying"]
    dead = diagnose(network, trained(network, EPOCHS)).dead
    assert dead == dying(CLAIMS["dying"].shown.competitors, 0)["relu 3 dead"]
    norms = diagnose(NETWORKS["vanishing"], start(NETWORKS["vanishing"])).gradient_norms
    assert norms[0] / norms[-2] == vanishing(CLAIMS["vanishing"].shown.competitors, 0)["sigmoid uniform"]
    network = NETWORKS["sparse"]
    passes = Network(network).forward(start(network).layers, make_dataset(network).train_x)
    zeros = [float((layer.a == 0.0).mean()) for layer in passes[:-1]]
    assert sum(zeros) / len(zeros) == pytest.approx(sparse(0)["8,8,8 uniform"])


@pytest.mark.parametrize("key", NETWORKS)
def test_a_link_carries_the_claim_whose_network_it_is(key):
    text = to_link(NETWORKS[key], Options(task=key, speed=10))
    link = from_link(text, tasks=NETWORKS)
    assert (link.experiment, link.options, link.notes) == (NETWORKS[key], Options(task=key, speed=10), ())
    assert from_link(text).options.task == key  # elsewhere it changes nothing
    race = from_race_link(text)
    assert (race.teaching.task, race.notes) == ("", ())


@pytest.mark.parametrize("change", ["seed=1", "noise=5", "hidden=2", "learning_rate=0.1"])
def test_another_network_has_no_task(change):
    link = from_link(f"{to_link(NETWORKS['steps'])}&task=steps&{change}", tasks=NETWORKS)
    assert link.options.task == ""
    assert link.notes == ("task: this is not the network in which 'steps' was measured; it is ignored.",)


@pytest.mark.parametrize("text", ["x", "Steps", "speed", "softmax", "steps,linear", "<b>", "a" * 10_000])
def test_a_task_that_there_is_not_is_left_out_with_a_note(text):
    link = from_link(f"{to_link(Experiment())}&task={text}", tasks=NETWORKS)
    (note,) = link.notes
    assert link.options == Options()
    assert note.startswith(f"task must be one of {', '.join(NETWORKS)}, got ")
    assert len(note) < 300
    assert from_link(f"{to_link(Experiment())}&task=", tasks=NETWORKS).notes == ()
