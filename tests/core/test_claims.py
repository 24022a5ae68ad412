"""Claims that textbooks and papers make of activations, measured; where one does not hold, what holds instead.

``python -m nn_core.study.claims`` measures them over many seeds into a file, which the activations page reads.
Here some seeds are measured again, the file's figures are worked out again, and what is exact is shown exactly.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from nn_core import ACTIVATIONS, Experiment, advance, predict, start
from nn_core.study.claims import CLAIMS, EQUAL_PARAMETERS, FIXED, GATED, LEARNED, SIREN, SIREN_LANES, SPEED
from nn_core.study.claims.__main__ import main, one
from nn_core.study.claims.measures import GATED_EPOCHS, TARGETS
from nn_core.study.claims.report import figures, report
from nn_core.study.equal_parameters import equal_parameters
from nn_core.study.race import lanes, run_to_target
from nn_core.study.statistics import summary
from tests.cases import every

FILE = Path(__file__).parents[2] / "app" / "claims.json"
TOLD = json.loads(FILE.read_text(encoding="utf-8"))["claims"]
AGAIN = {
    "speed": (0, 7),
    "spiral": (3,),
    "gated": (0, 5),
    "gelu": (0, 1),
    "learned": (0, 3),
    "siren": (0, 1),
    "stretched": (0,),
    "scaled": (0,),
    "dying": (0, 1),
}  # others: five seeds
CHAOTIC = {"spiral", "dying", "gated", "siren"}  # many updates, or large ones, make another processor's roundings large
ROUNDINGS = {"linear", "softmax", "stretched", "scaled"}  # values that are nothing but roundings are up to this:
SMALL = 1e-13
Z = np.linspace(-9.0, 9.0, 181)


def _median(key, name):
    return TOLD[key]["figures"]["values"][name]["median"]


def _mean(key, name):
    return TOLD[key]["figures"]["values"][name]["mean"]


def _total(name):
    return TOLD["dying"]["figures"]["values"][name]["sum"]


def test_the_file_has_all_claims_with_all_their_seeds():
    assert list(TOLD) == list(CLAIMS)
    for key, claim in CLAIMS.items():
        assert TOLD[key]["seeds"] == claim.seeds >= 200
        assert {len(values) for values in TOLD[key]["values"].values()} == {claim.seeds}


@every("key", CLAIMS)
def test_the_figures_are_those_of_the_values(key):
    assert TOLD[key]["figures"] == figures(CLAIMS[key], TOLD[key]["values"])


@pytest.mark.rest
@every(("key", "seed"), [(key, seed) for key in CLAIMS for seed in AGAIN.get(key, range(5))])
def test_a_seed_that_is_measured_again_gives_the_same_values(key, seed):
    again = one(key, seed)
    kept = {name: values[seed] for name, values in TOLD[key]["values"].items()}
    assert set(again) == set(kept)
    for name, value in kept.items():
        spread = TOLD[key]["figures"]["values"][name]
        if key in CHAOTIC:
            assert spread["lowest"] <= again[name] <= spread["highest"], name
        elif key in ROUNDINGS and "apart" in name and spread["highest"] < SMALL:
            assert abs(again[name]) < SMALL, name
        else:
            assert again[name] == pytest.approx(value, rel=1e-4, abs=1e-9), name


def test_what_is_not_chaotic_of_the_dying_units_is_the_same_everywhere():
    again = [one("dying", seed) for seed in range(3)]
    for name in ("leaky-relu 3 dead", "relu 0.03 dead", "plain layer 1 revived"):
        assert [its[name] for its in again] == TOLD["dying"]["values"][name][:3]


@pytest.mark.rest
def test_the_command_measures_into_a_file_and_keeps_what_it_is_not_asked_for(tmp_path, capsys):
    file = tmp_path / "claims.json"
    file.write_text(report({"softmax": {"lowest": [9.0]}, "spiral": TOLD["spiral"]["values"]}), encoding="utf-8")
    assert main(["--out", str(file), "--only", "softmax", "--jobs", "1"]) == 0
    written = json.loads(file.read_text(encoding="utf-8"))["claims"]
    assert written["softmax"]["seeds"] == CLAIMS["softmax"].seeds
    assert written["softmax"]["values"]["lowest"][:3] == pytest.approx(TOLD["softmax"]["values"]["lowest"][:3])
    assert written["spiral"] == TOLD["spiral"]
    for wrong, words in ((["--only", "softmax"], "--only"), (["--jobs", "0"], "got 0")):
        with pytest.raises(SystemExit):
            main(["--out", str(tmp_path / "nothing.json"), *wrong])
        assert words in capsys.readouterr().err


def test_1_relu_is_twice_as_fast_as_tanh_to_a_test_loss_of_0_1_but_not_to_0_01():
    ratios = TOLD["speed"]["figures"]["ratios"]
    assert ratios["tanh 0.1 / relu 0.1"]["value"] == pytest.approx(2.13, abs=0.005)
    assert ratios["tanh 0.1 / relu 0.1"]["low"] <= 2.0 <= ratios["tanh 0.1 / relu 0.1"]["high"]
    assert ratios["tanh 0.01 / relu 0.01"]["high"] < 1.5
    assert ratios["sigmoid 0.01 / tanh 0.01"]["low"] < 10.0 < ratios["sigmoid 0.01 / tanh 0.01"]["high"]


def test_1_the_ratios_are_those_of_runs_to_the_target_and_agree_with_the_report():
    """docs/activations-race.md has the medians of the first 200 seeds to 0.01: 1,110, 114 and 82 epochs."""
    values = TOLD["speed"]["values"]
    for name, median in (("sigmoid", 1110), ("tanh", 114), ("relu", 82)):
        first = [np.inf if n is None else n for n in values[f"{name} 0.01"][:200]]
        assert np.sort(first)[99:101].mean() == median
    runs = [
        [run_to_target(lane.experiment.model_copy(update={"seed": seed}), TARGETS[0], 500) for seed in range(20)]
        for lane in lanes(SPEED.base, ["tanh", "relu"])
    ]
    for name, of_lane in zip(("tanh", "relu"), runs, strict=True):
        kept = [n if n is not None and n <= 500 else None for n in values[f"{name} 0.1"][:20]]
        assert [run.epochs_to_target for run in of_lane] == kept
    tanh, relu = (summary(run).epochs.median for run in runs)
    assert tanh > 1.5 * relu


def test_2_stacked_linear_layers_are_one_linear_layer():
    experiment = Experiment(dataset="xor", hidden=[{"units": n, "activation": "linear"} for n in (5, 4, 3)])
    state = advance(experiment, start(experiment), 50)
    weights, biases = np.eye(2), np.zeros(2)
    for layer in state.layers:
        weights, biases = weights @ layer.weights, biases @ layer.weights + layer.biases
    points = np.random.default_rng(0).uniform(-6, 6, (100, 2))
    np.testing.assert_allclose(predict(experiment, state, points), np.tanh(points @ weights + biases), rtol=1e-10)
    for lane in ("2", "4,2", "8,8,8"):
        assert TOLD["linear"]["figures"]["values"][f"{lane} apart"]["highest"] < SMALL
        assert 0.4 < _median("linear", f"{lane} test accuracy") < 0.6


@pytest.mark.parametrize("initializer", ["uniform", "matched"])
def test_3_the_gradient_of_a_deep_sigmoid_network_vanishes_but_that_of_tanh_and_relu_hardly(initializer):
    assert _median("vanishing", f"sigmoid {initializer}") < 1e-3
    assert 0.3 < _median("vanishing", f"tanh {initializer}") < 0.9
    assert 0.2 < _median("vanishing", f"relu {initializer}") < _median("vanishing", f"tanh {initializer}")


def test_4_about_half_of_random_relus_are_zero_without_biases_and_fewer_as_training_begins():
    for initializer in ("uniform", "he"):
        assert 0.49 < _median("sparse", f"signal {initializer}") < 0.51
    for units in ("4,2", "8,8,8"):
        assert 0.36 < _median("sparse", f"{units} uniform") < 0.38
        assert 0.44 < _median("sparse", f"{units} he") < 0.47


def test_5_relus_die_at_a_high_learning_rate_and_leaky_ones_do_not():
    assert 0.3 < _median("dying", "relu 3 dead") < 0.45
    assert _mean("dying", "relu 0.03 dead") < 0.02
    assert TOLD["dying"]["figures"]["values"]["leaky-relu 3 dead"]["highest"] == 0.0


def test_5_dead_stays_dead_in_the_first_layer_with_plain_sgd_and_nowhere_else():
    assert _total("plain layer 1 died") > 400
    assert _total("plain layer 1 revived") == 0
    assert 0.4 < _total("plain layer 2 revived") / _total("plain layer 2 died") < 0.6
    assert _total("momentum layer 1 revived") / _total("momentum layer 1 died") > 0.1


def test_6_of_a_network_of_steps_the_output_layer_alone_learns_and_not_much():
    moved = TOLD["steps"]["figures"]["values"]
    assert moved["plain hidden moved"]["highest"] == 0.0
    assert moved["plain output moved"]["lowest"] > 0.0
    assert moved["l2 hidden moved"]["lowest"] > 0.0
    assert _median("steps", "step test accuracy") < 0.6 < 0.85 < _median("steps", "step:1 test accuracy")
    assert _median("steps", "tanh test accuracy") == 1.0


def test_7_softmax_gives_shares_and_for_two_the_sigmoid_of_the_difference():
    softmax, sigmoid = ACTIVATIONS["softmax"].coupled, ACTIVATIONS["sigmoid"]
    z = np.random.default_rng(0).normal(0.0, 5.0, (200, 4))
    shares = softmax.forward(z, 1.0)
    assert shares.min() >= 0.0
    np.testing.assert_allclose(shares.sum(axis=1), 1.0, rtol=1e-14)
    np.testing.assert_allclose(softmax.forward(z[:, :2], 1.0)[:, 0], sigmoid.f(z[:, 0] - z[:, 1], 0.0), atol=1e-15)
    assert TOLD["softmax"]["figures"]["values"]["sum apart"]["highest"] < 1e-15


def test_8_tanh_is_a_stretched_sigmoid():
    np.testing.assert_allclose(np.tanh(Z), 2.0 * ACTIVATIONS["sigmoid"].f(2.0 * Z, 0.0) - 1.0, atol=1e-15)
    assert TOLD["stretched"]["figures"]["values"]["losses apart"]["highest"] < 1e-13


def test_9_relu_is_scale_invariant():
    relu = ACTIVATIONS["relu"].f
    for a in (0.0, 0.5, 3.0):
        np.testing.assert_allclose(relu(a * Z, 0.0), a * relu(Z, 0.0), rtol=1e-15)
    assert not np.allclose(np.tanh(3.0 * Z), 3.0 * np.tanh(Z))
    assert TOLD["scaled"]["figures"]["values"]["relu apart"]["highest"] < 1e-13
    assert _median("scaled", "tanh apart") > 0.01


def test_10_more_units_in_one_hidden_layer_fit_the_spiral_and_a_linear_one_never_does():
    train = [_median("spiral", f"tanh {units} training accuracy") for units in (2, 8, 16)]
    test = [_median("spiral", f"tanh {units} test accuracy") for units in (2, 8, 16)]
    assert train[0] < 0.7 < 0.85 < train[1] < 0.95 < train[2]
    assert test[0] < 0.65 < 0.75 < test[1] < 0.9 < test[2]
    linear = [TOLD["spiral"]["figures"]["values"][f"linear {units} training accuracy"] for units in (2, 8, 16)]
    assert linear[0] == linear[1] == linear[2]
    assert linear[0]["highest"] < 0.7


def test_11_the_lane_at_equal_parameters_has_the_nearest_shape():
    relu, matched, larger = GATED.competitors
    assert equal_parameters(larger.experiment, relu.experiment.parameters) == matched.experiment.hidden
    assert [lane.experiment.parameters for lane in GATED.competitors] == [105, 109, 201]


def test_11_swiglu_is_ahead_early_and_behind_late_at_equal_parameters():
    """What the verdict says, of medians and seed by seed."""
    early, late = (
        _median("gated", f"{EQUAL_PARAMETERS} {epochs} test accuracy")
        - _median("gated", f"relu {epochs} test accuracy")
        for epochs in GATED_EPOCHS
    )
    assert late < 0.0 < early
    ahead = [_mean("gated", f"{EQUAL_PARAMETERS} {epochs} above relu") for epochs in GATED_EPOCHS]
    assert ahead[1] < 0.4
    assert ahead[0] > 0.6


def test_12_the_tanh_form_of_gelu_learns_as_the_exact_one_does():
    assert _median("gelu", "losses apart") < 0.05 * _median("gelu", "gelu test loss")
    assert _median("gelu", "gelu test accuracy") == _median("gelu", "gelu-tanh test accuracy")
    assert TOLD["gelu"]["figures"]["values"]["functions apart"]["highest"] < 5e-4


def test_13_lanes_that_learn_begin_as_the_fixed_ones():
    fixed, free = LEARNED.competitors[::2], LEARNED.competitors[1::2]
    points = np.random.default_rng(0).uniform(-6, 6, (50, 2))
    for pair in zip(fixed, free, strict=True):
        outputs = [predict(lane.experiment, start(lane.experiment), points) for lane in pair]
        np.testing.assert_array_equal(*outputs)
        assert pair[1].experiment.parameters == pair[0].experiment.parameters + 2


def test_13_a_learned_slope_is_a_little_ahead_with_swish_and_behind_with_prelu():
    """What the verdict says: both intervals are clear of 1, on different sides."""
    ratios = TOLD["learned"]["figures"]["ratios"]
    assert ratios[f"{FIXED[0]} epochs / prelu epochs"]["high"] < 1.0
    assert ratios[f"{FIXED[1]} epochs / learned-swish epochs"]["low"] > 1.0
    assert ratios[f"{FIXED[1]} epochs / learned-swish epochs"]["value"] < 1.2
    assert _mean("learned", f"prelu before {FIXED[0]}") < 0.5 < _mean("learned", f"learned-swish before {FIXED[1]}")


def test_14_sirens_weights_learn_the_picture_and_neither_relu_nor_tanh_does():
    """Nor does the same sine with other weights; the worst seed of the one is better than the best of the others."""
    scores = [TOLD["siren"]["figures"]["values"][f"{lane} test R²"] for lane in SIREN_LANES]
    *others, siren = scores
    assert siren["median"] > 0.8
    assert all(other["median"] < 0.5 and other["highest"] < siren["lowest"] for other in others)
    shapes = {tuple(layer.units for layer in lane.experiment.hidden) for lane in SIREN.competitors}
    assert shapes == {(16, 16)}
