"""Claims that textbooks and papers make of activations, each with the set-up in which it is measured.

    python -m nn_core.study.claims --out app/claims.json

measures all of them over many seeds; ``measures.py`` says what of each. The page of the activations tells the figures
of that file and nothing else, and its links open the very set-ups.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ...experiment.experiment import Experiment
from ...experiment.hidden import Layer
from ..race import Lane
from ..race_rules import Rules
from . import measures


@dataclass(frozen=True)
class SetUp:
    """A race: what its lanes share, the field in which they differ, and the lanes, as ``race_rules`` has them."""

    base: Experiment
    differs: str
    lanes: tuple[str, ...]
    target: float = 0.01

    @property
    def competitors(self) -> tuple[Lane, ...]:
        """The lanes as the page of the race makes them."""
        return Rules(self.base, self.differs, self.lanes).competitors


@dataclass(frozen=True)
class Claim:
    """What is measured of a claim: ``measure`` gives the values of one seed, for as many ``seeds``, from 0 on.

    ``shown`` is what a link opens, None where the page itself shows it. ``network`` is one of those that were measured
    and shows it by itself, where there is one. ``compared`` names the pairs of values that are epochs to a target, the
    slower first.
    """

    key: str
    seeds: int
    measure: Callable[[int], Mapping[str, float | None]]
    shown: SetUp | None = None
    network: Experiment | None = None
    compared: tuple[tuple[str, str], ...] = ()


def _layers(activation: str, *units: int) -> tuple[Layer, ...]:
    return tuple(Layer(units=n, activation=activation) for n in units)


def _experiment(activation: str, *units: int, **fields: Any) -> Experiment:
    return Experiment(hidden=_layers(activation, *units), **fields)


SPEED = SetUp(_experiment("tanh", 3, 3), "activation", ("sigmoid", "tanh", "relu"))
LINEAR = SetUp(_experiment("linear", 3, dataset="xor"), "hidden", ("2", "4,2", "8,8,8"))
DEEP = SetUp(_experiment("tanh", *[8] * 6), "activation", ("sigmoid", "tanh", "relu"))
DYING = SetUp(_experiment("tanh", 8, 8, learning_rate=3), "activation", ("relu", "leaky-relu"))
STEPS = SetUp(_experiment("tanh", 4, 2), "activation", ("step", "step:1", "tanh"))
STRETCHED = SetUp(_experiment("tanh", 3, 3), "activation", ("tanh", "=2*sigmoid(2*z) - 1"))
SCALED = SetUp(
    _experiment("tanh", 3, 3), "activation", ("relu", "=max(0, 3*z) / 3", "tanh", "=tanh(3*z) / 3")
)  # fmt: skip
SPIRAL = SetUp(_experiment("tanh", 3, dataset="spiral", learning_rate=0.1), "hidden", ("2", "8", "16"))
EQUAL_UNITS = "swiglu"  # twice as many weights into the hidden layers
EQUAL_PARAMETERS = "swiglu,hidden=5,6"  # 109, and ReLU's network has 105
GATED = SetUp(_experiment("relu", 8, 8, dataset="spiral"), "activation", ("relu", EQUAL_PARAMETERS, EQUAL_UNITS))
FIXED = ("leaky-relu:0.25", "swish")  # as those that learn their shape begin
LEARNED = SetUp(
    _experiment("prelu", 3, 3), "activation", (FIXED[0], "prelu", FIXED[1], "learned-swish"), measures.TARGETS[-1]
)
GELU = SetUp(_experiment("gelu", 3, 3), "activation", ("gelu", "gelu-tanh"))
# Of 0.001, 0.003 and 0.01 each has the learning rate with which it did best in a try with one seed.
SIREN_LANES = ("relu,learning_rate=0.01", "tanh,learning_rate=0.01", "sine:8", "sine:8,initializer=siren")
SIREN = SetUp(
    _experiment(
        "sine", 16, 16, problem="regression", dataset="reg-picture", samples=2000, train_percent=75, optimizer="adam",
        learning_rate=0.001, batch_size=30, initializer="matched",
    ),
    "activation", SIREN_LANES,
)  # fmt: skip

CLAIMS: dict[str, Claim] = {
    claim.key: claim
    for claim in (
        Claim(
            "speed", 1000, lambda seed: measures.speed(SPEED.competitors, seed), SPEED, None,
            tuple(
                (f"{slower} {target:g}", f"{faster} {target:g}")
                for target in measures.TARGETS for slower, faster in (("sigmoid", "tanh"), ("tanh", "relu"))
            ),
        ),
        Claim(
            "linear", 200, lambda seed: measures.linear(LINEAR.competitors, seed), LINEAR,
            _experiment("linear", 8, 8, 8, dataset="xor"),
        ),
        Claim(
            "vanishing", 200, lambda seed: measures.vanishing(DEEP.competitors, seed), DEEP,
            _experiment("sigmoid", *[8] * 6),
        ),
        Claim("sparse", 200, measures.sparse, None, _experiment("relu", 8, 8, 8)),
        Claim(
            "dying", 200, lambda seed: measures.dying(DYING.competitors, seed), DYING,
            _experiment("relu", 8, 8, learning_rate=3),
        ),
        Claim(
            "steps", 200, lambda seed: measures.steps(STEPS.competitors, seed), STEPS,
            _experiment("step", 4, 2),
        ),
        Claim("softmax", 200, measures.softmax),
        Claim("stretched", 200, lambda seed: measures.stretched(STRETCHED.competitors, seed), STRETCHED),
        Claim("scaled", 200, lambda seed: measures.scaled(SCALED.competitors, seed), SCALED),
        Claim(
            "spiral", 200, lambda seed: measures.spiral(SPIRAL.competitors, seed), SPIRAL,
            _experiment("tanh", 16, dataset="spiral", learning_rate=0.1),
        ),
        Claim("gated", 200, lambda seed: measures.gated(GATED.competitors, seed), GATED),
        Claim("gelu", 200, lambda seed: measures.gelu(GELU.competitors, seed), GELU),
        Claim(
            "learned", 200, lambda seed: measures.learned(LEARNED.competitors, seed), LEARNED, None,
            ((f"{FIXED[0]} epochs", "prelu epochs"), (f"{FIXED[1]} epochs", "learned-swish epochs")),
        ),
        Claim("siren", 200, lambda seed: measures.siren(SIREN.competitors, seed), SIREN),
    )
}  # fmt: skip

# The claims that one network of the playground shows, each with that network.
NETWORKS: dict[str, Experiment] = {key: claim.network for key, claim in CLAIMS.items() if claim.network}
