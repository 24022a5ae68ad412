"""What libraries call an activation is understood wherever one is named, and the registry's key is what is written."""

import json

import pytest

from nn_core import ACTIVATIONS, Experiment, Layer, start
from nn_core.__main__ import main
from nn_core.activations.aliases import ALIASES, MAX_NAME, NOT_OURS, canonical, known_as, squashed, why_not
from nn_core.formats.files import from_json, to_json
from nn_core.formats.links.activation import from_activation_link, to_activation_link
from nn_core.formats.links.link import from_link, to_link
from nn_core.study.race import lanes
from nn_core.study.race_link import from_race_link, to_race_link
from tests.cases import every

# Every public activation of the three libraries, as of 2026, and what it is here; "-" for those that are not ours.
PYTORCH = {  # torch.nn, "Non-linear Activations" (weighted sum, nonlinearity) and (other)
    "ELU": "elu", "Hardshrink": "hardshrink", "Hardsigmoid": "hard-sigmoid", "Hardtanh": "hard-tanh",
    "Hardswish": "hard-swish", "LeakyReLU": "leaky-relu", "LogSigmoid": "log-sigmoid", "MultiheadAttention": "-",
    "PReLU": "prelu", "ReLU": "relu", "ReLU6": "relu6", "RReLU": "rrelu", "SELU": "selu", "CELU": "celu",
    "GELU": "gelu", "Sigmoid": "sigmoid", "SiLU": "swish", "Mish": "mish", "Softplus": "softplus",
    "Softshrink": "softshrink", "Softsign": "softsign", "Tanh": "tanh", "Tanhshrink": "tanhshrink",
    "Threshold": "threshold", "GLU": "glu", "Softmin": "-", "Softmax": "softmax", "Softmax2d": "-", "LogSoftmax": "-",
    "AdaptiveLogSoftmaxWithLoss": "-", "Identity": "linear",
}  # fmt: skip
FUNCTIONAL = {  # torch.nn.functional
    "threshold": "threshold", "relu": "relu", "hardtanh": "hard-tanh", "hardswish": "hard-swish", "relu6": "relu6",
    "elu": "elu", "selu": "selu", "celu": "celu", "leaky_relu": "leaky-relu", "prelu": "prelu", "rrelu": "rrelu",
    "glu": "glu", "gelu": "gelu", "logsigmoid": "log-sigmoid", "hardshrink": "hardshrink", "tanhshrink": "tanhshrink",
    "softsign": "softsign", "softplus": "softplus", "softmin": "-", "softmax": "softmax", "softshrink": "softshrink",
    "gumbel_softmax": "-", "log_softmax": "-", "tanh": "tanh", "sigmoid": "sigmoid", "hardsigmoid": "hard-sigmoid",
    "silu": "swish", "mish": "mish",
}  # fmt: skip
KERAS = {  # keras.activations
    "celu": "celu", "elu": "elu", "exponential": "exponential", "gelu": "gelu", "glu": "glu",
    "hard_shrink": "hardshrink", "hard_sigmoid": "hard-sigmoid", "hard_silu": "hard-swish", "hard_swish": "hard-swish",
    "hard_tanh": "hard-tanh", "leaky_relu": "leaky-relu:0.2", "linear": "linear", "log_sigmoid": "log-sigmoid",
    "log_softmax": "-", "mish": "mish", "relu": "relu", "relu6": "relu6", "selu": "selu", "sigmoid": "sigmoid",
    "silu": "swish", "soft_shrink": "softshrink", "softmax": "softmax", "softplus": "softplus", "softsign": "softsign",
    "sparse_plus": "sparse-plus", "sparse_sigmoid": "sparse-sigmoid", "sparsemax": "-", "squareplus": "squareplus",
    "swish": "swish", "tanh": "tanh", "tanh_shrink": "tanhshrink", "threshold": "threshold",
}  # fmt: skip
KERAS_LAYERS = {
    "ELU": "elu", "LeakyReLU": "leaky-relu:0.3", "PReLU": "prelu:0", "ReLU": "relu", "Softmax": "softmax",
}  # fmt: skip
JAX = {  # jax.nn
    "relu": "relu", "relu6": "relu6", "sigmoid": "sigmoid", "softplus": "softplus", "sparse_plus": "sparse-plus",
    "sparse_sigmoid": "sparse-sigmoid", "soft_sign": "softsign", "silu": "swish", "swish": "swish",
    "log_sigmoid": "log-sigmoid", "leaky_relu": "leaky-relu", "hard_sigmoid": "hard-sigmoid", "hard_silu": "hard-swish",
    "hard_swish": "hard-swish", "hard_tanh": "hard-tanh", "tanh": "tanh", "elu": "elu", "celu": "celu", "selu": "selu",
    "gelu": "gelu-tanh", "glu": "glu", "squareplus": "squareplus", "mish": "mish", "identity": "linear",
    "softmax": "softmax", "log_softmax": "-",
}  # fmt: skip
LIBRARIES = {
    "torch.nn": PYTORCH, "nn": PYTORCH, "torch.nn.functional": FUNCTIONAL, "F": FUNCTIONAL,
    "keras.activations": KERAS, "tf.keras.activations": KERAS, "keras.layers": KERAS_LAYERS, "jax.nn": JAX,
}  # fmt: skip
EVERY = [(f"{library}.{name}", here) for library, names in LIBRARIES.items() for name, here in names.items()]


@every(("name", "here"), EVERY)
def test_every_activation_of_the_libraries_is_ours_or_has_a_reason_not_to_be(name, here):
    if here == "-":
        assert known_as(name) is None
        assert len(why_not(name)) > 20
    else:
        assert canonical(name) == here
        assert why_not(name) is None


def test_every_entry_is_found_under_its_key_however_it_is_written():
    for key, activation in ACTIVATIONS.items():
        for name in (key, key.upper(), key.replace("-", "_"), key.replace("-", ""), key.replace("-", ".")):
            assert known_as(name) == (key, None), name
        assert known_as(activation.name) == (key, None), activation.name


def test_no_name_is_that_of_two():
    keys = [squashed(key) for key in ACTIVATIONS]
    others = [squashed(name) for names in ALIASES.values() for name in names]
    assert len({*keys, *others}) == len(keys) + len(others)
    assert set(ALIASES) <= set(ACTIVATIONS)
    assert not {squashed(name) for name in NOT_OURS} & {*keys, *others}


@every(
    ("text", "written"),
    [
        ("silu", "swish"), ("SiLU", "swish"), ("logistic", "sigmoid"), ("swish-1", "swish:1"), ("Swish_1", "swish:1"),
        ("quick_gelu", "swish:1.702"), ("quick_gelu:2", "swish:2"), ("nn.LeakyReLU:0.1", "leaky-relu:0.1"),
        ("keras.activations.leaky_relu:0.1", "leaky-relu:0.1"), ("gelu_new", "gelu-tanh"), ("ISRU", "algebraic:2"),
        ("nn.SiLU()", "swish"), ("nn.ReLU(inplace=True)", "relu"), ("nn.LeakyReLU(0.1)", "leaky-relu:0.1"),
        ("nn.LeakyReLU(negative_slope=0.2, inplace=True)", "leaky-relu:0.2"), ("nn.ELU(alpha=2)", "elu:2"),
        ("nn.GELU(approximate='tanh')", "gelu-tanh"), ("jax.nn.gelu(approximate=False)", "gelu"),
        ("nn.PReLU(init=0.1)", "prelu:0.1"), ("keras.layers.LeakyReLU()", "leaky-relu:0.3"),
        ("Softshrink(1)", "softshrink:1"), ("SQUAREPLUS(b=1)", "squareplus:1"),
        ("nn.PReLU(3)", "nn.PReLU(3)"), ("nn.Threshold(0.1, 20)", "nn.Threshold(0.1, 20)"), ("nn.SiLU(", "nn.SiLU("),
        ("nn.ELU(alpha=x)", "nn.ELU(alpha=x)"), ("nn.ELU(1e999)", "nn.ELU(1e999)"), ("relu(z)", "relu(z)"),
        ("nn.GELU(approximate='x')", "nn.GELU(approximate='x')"), ("nn.ELU(1, 2)(3)", "nn.ELU(1, 2)(3)"),
        ("generalized logistic", "generalised-logistic"), ("=max(0, z)", "=max(0, z)"), ("magic", "magic"),
        ("custom", "custom"), ("", ""), (".", "."), ("nn.", "nn."), ("my.nn.relu", "my.nn.relu"),
        ("relu" + "-" * MAX_NAME, "relu" + "-" * MAX_NAME),
    ],
)  # fmt: skip
def test_a_short_text_becomes_the_usual_one(text, written):
    assert canonical(text) == written
    assert canonical(canonical(text)) == canonical(text)


def test_a_layer_has_the_key_and_the_parameter_that_a_name_means():
    assert Layer(units=2, activation="nn.SiLU") == Layer(units=2, activation="swish")
    assert Layer(units=2, activation="keras.layers.LeakyReLU").parameter == 0.3
    assert Layer(units=2, activation="keras.layers.LeakyReLU", parameter=0.05).parameter == 0.05
    assert Layer(units=2, activation="torch.nn.functional.leaky_relu").parameter == 0.01
    assert Experiment(hidden=[{"units": 3, "activation": "ReLU6"}]).model_dump()["hidden"][0]["activation"] == "relu6"


@pytest.mark.parametrize("name", ["Softmin", "nn.Softmax2d", "jax.nn.log_softmax"])
def test_what_is_not_ours_is_refused_with_the_reason(name):
    with pytest.raises(ValueError, match="activation must be one of those here"):
        Layer(units=2, activation=name)
    link = from_activation_link(f"functions=tanh;{name}")
    assert [layer.activation for layer in link.functions] == ["tanh"]
    assert link.notes == (f"functions: {name!r} is unknown and ignored: {why_not(name)}.",)


def test_links_understand_all_names_and_say_the_keys():
    link = from_link("hidden=4-nn.SiLU;3-leaky_relu:0.2;2-ReLU6~0.1;2-keras.activations.leaky_relu")
    assert link.notes == ()
    assert "hidden=4-swish:1;3-leaky-relu:0.2;2-relu6~0.1;2-leaky-relu:0.2" in to_link(link.experiment)
    original = from_link("networkShape=4,2&activation=ReLU6")
    assert [layer.activation for layer in original.experiment.hidden] == ["relu6", "relu6"]
    page = from_activation_link("functions=SiLU;nn.Hardtanh;jax.nn.gelu;Swish")
    assert page.notes == ()
    assert to_activation_link(page.functions) == "functions=swish:1;hard-tanh;gelu-tanh"
    race = from_race_link("lanes=logistic;nn.ReLU,learning_rate=0.1;leaky_relu:0.2;keras.layers.LeakyReLU")
    assert race.notes == ()
    assert race.rules.lanes == ("sigmoid", "relu,learning_rate=0.1", "leaky-relu:0.2", "leaky-relu:0.3")
    assert "lanes=sigmoid;relu,learning_rate=0.1;leaky-relu:0.2;leaky-relu:0.3" in to_race_link(race.rules)


def test_an_output_layer_has_any_of_its_names_too():
    link = from_link("output=logistic&loss=cross-entropy")
    assert (link.notes, link.experiment.output) == ((), "sigmoid")
    assert Experiment(output="nn.Tanh").output == "tanh"
    with pytest.raises(ValueError, match="output must be tanh with squared"):
        Experiment(output="nn.ReLU")
    with pytest.raises(ValueError, match="output"):
        Experiment(output=3)


def test_files_and_the_command_line_understand_them_too(capsys, tmp_path):
    experiment = Experiment(hidden=[{"units": 2, "activation": "swish"}], samples=20)
    text = to_json(experiment, start(experiment))
    file = json.loads(text)
    assert file["experiment"]["hidden"][0]["activation"] == "swish"
    file["experiment"]["hidden"][0]["activation"] = "torch.nn.SiLU"
    assert from_json(json.dumps(file))[0] == experiment
    assert main(["train", "--hidden", "3,2", "--activation", "nn.SiLU,ReLU6", "--epochs", "1"]) == 0
    ours = capsys.readouterr().out
    assert main(["train", "--hidden", "3,2", "--activation", "swish,relu6", "--epochs", "1"]) == 0
    assert capsys.readouterr().out == ours
    assert [lane.name for lane in lanes(Experiment(), ["SiLU", "keras.layers.LeakyReLU"])] == [
        "swish",
        "leaky-relu:0.3",
    ]
    with pytest.raises(ValueError, match="different"):
        lanes(Experiment(), ["SiLU", "swish"])
