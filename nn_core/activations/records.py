"""What an activation function is to the core: its formulas, its functions, and what is known of it.

A unit first computes its pre-activation z, a weighted sum of its inputs plus a bias, and then passes z
through an activation function f. Without a bend in f a whole network, however deep, could only draw a
straight line; the bend is what lets it draw anything else. Backpropagation also needs the slope f'.

Each function is written once, as NumPy expressions in numerically stable form:

    f(z, p)       the activation a, with p the function's parameter (0 where it has none)
    df(z, a, p)   the derivative f'(z); a = f(z) comes along because tanh' = 1 - a^2 is cheaper from a

Where parameters are learned with the weights, f is also differentiated by them: ``Learned``. Of several, p is all of
them.

Both are right to some roundings however small they are, with one exception: the slopes of sigmoid, tanh and softmax,
which come from a, are right to a rounding of 1, so that they are 0 where a has been rounded to 1 or -1.

Where f has a kink, the docstring of f' says which slope is taken there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..common.select import select

__all__ = [
    "Activation", "Background", "Coupled", "Drawn", "Facts", "Function", "Learned", "Parameter", "Slope", "select",
]  # fmt: skip

Function = Callable[[Any, Any], Any]
Slope = Callable[[Any, Any, Any], Any]


@dataclass(frozen=True)
class Parameter:
    """The one number that shapes a family of activation functions, with the range it may take."""

    symbol: str
    name: str
    default: float
    minimum: float
    maximum: float
    step: float


@dataclass(frozen=True)
class Facts:
    """What holds of f with one value of its parameter; a test measures every entry.

    ``infimum`` and ``supremum`` bound the values of f; ``reaches_infimum`` says whether some finite z gives it.
    ``values`` lists all that f takes, where they are but a few.
    ``kinks`` lists the z at which f' jumps (or f itself does, for the step). Zero-centered: for z ~ N(0, 1) the mean
    of f(z) is 0. Identity near 0: f(0) = 0, f'(0) = 1, and f' is continuous there. Saturates: f' goes to 0 on that
    side. Sparse: f is exactly 0 on a whole interval. Can die: f' is, so that a unit all of whose z lie there gets no
    gradient. Of coupled units it is said of the example that ``f`` is; of gated ones of the function of both sums:
    saturation, where the gate goes to that side, and kinks, at that z of the gate.
    """

    infimum: float
    supremum: float
    reaches_infimum: bool = False
    reaches_supremum: bool = False
    kinks: tuple[float, ...] = ()
    linear: bool = False
    continuous: bool = True
    smooth: bool = True  # differentiable as often as one likes, everywhere
    monotonic: bool = True
    monotonic_slope: bool = False
    zero_centered: bool = False
    identity_near_zero: bool = False
    saturates_left: bool = False
    saturates_right: bool = False
    sparse: bool = False
    can_die: bool = False
    values: tuple[float, ...] = ()

    @property
    def nonlinear(self) -> bool:
        """Whether f is more than a straight line."""
        return not self.linear

    @property
    def differentiable(self) -> bool:
        """Whether f' exists and is continuous everywhere."""
        return self.continuous and not self.kinks


@dataclass(frozen=True)
class Background:
    """What people say of a function: where it came from, where it is used, what speaks for and against it.

    ``source`` names the works that the origin is known from: author, title, place, year.
    """

    origin: str
    use: str
    strength: str
    weakness: str
    source: str = ""


@dataclass(frozen=True)
class Coupled:
    """A layer that is no map of one unit's z to its a: softmax, where all units are coupled, maxout, gated units.

    ``forward(z, p)`` gives a (samples, units) from z (samples, columns); ``backward(e, z, a, p)`` gives dE/dz
    (samples, columns) from e = dE/da (samples, units); ``slope(z, a, p)`` gives abs(da/dz) of each unit by itself,
    for diagnostics. ``columns`` is how many each unit owns; None: as many as the parameter says. Columns
    0..units - 1 are the first piece of every unit, and so on. Of a gated unit ``sums`` are the names of its pieces:
    each is a weighted sum of its own, and initialized as a layer of its own is.
    """

    forward: Callable[[Any, float], Any]
    backward: Callable[[Any, Any, Any, float], Any]
    slope: Slope
    columns: int | None = 1
    sums: tuple[str, ...] = ()

    @property
    def learns_shape(self) -> bool:
        """Whether a unit is a maximum of as many pieces as somebody chose."""
        return self.columns is None


@dataclass(frozen=True)
class Drawn:
    """What is drawn for each unit and sample in training: f(z, e), with e = sample(generator, (samples, units)).

    The registry's f has the mean instead of e, and its slope df(z, a, p) is right for any: it finds e in a.
    """

    f: Callable[[Any, Any], Any]
    sample: Callable[[np.random.Generator, tuple[int, int]], Any]


@dataclass(frozen=True)
class Learned:
    """Parameters of f that gradient descent changes with the weights: each layer has its own, or each unit.

    ``slopes(z, a, p)`` are df/dp, one for each parameter. The first parameter is that of the record, and the value that
    a person chose is where it begins; ``more`` are the others, which begin at their defaults. p is a number, of several
    parameters as many; of units an array (units,) instead of each number, and there f must have values for p = 0, too.
    """

    slopes: Callable[[Any, Any, Any], tuple[Any, ...]]
    more: tuple[Parameter, ...] = ()
    per_unit: bool = False


@dataclass(frozen=True)
class Activation:
    """An activation function, and what is known of it.

    ``formula`` and ``derivative`` are plain text, ``tex`` and ``tex_derivative`` the same in LaTeX. ``initializer``
    is the one that suits the function best.

    With ``learned`` the parameter only begins at the value that was chosen. With ``noise`` it is the standard deviation
    of a normal noise on z, in training only; what is ``drawn`` is another kind of chance. For a ``coupled`` layer f and
    df are one unit beside one other that stays at 0, for maxout the example abs(z), and for gated units the gate: f(z)
    is what a unit of value 1 gives. That is good for a picture.

    Of a sine the parameter is the ``frequency``, SIREN's ω.

    ``facts`` hold with the default parameter; ``facts_with(p)`` gives those with another, where they differ.
    """

    key: str
    name: str
    formula: str
    derivative: str
    tex: str
    tex_derivative: str
    f: Function
    df: Slope
    facts: Facts
    background: Background
    parameter: Parameter | None = None
    initializer: str = "glorot"
    learned: Learned | None = None
    noise: bool = False
    drawn: Drawn | None = None
    coupled: Coupled | None = None
    facts_with: Callable[[Any], Facts] | None = None
    frequency: bool = False

    @property
    def default(self) -> Any:
        """The p that f takes, with the default of the parameter; 0 without one."""
        return self.starting(None)

    @property
    def learns(self) -> tuple[Parameter, ...]:
        """The parameters that are learned."""
        return (self.parameter, *self.learned.more) if self.learned and self.parameter else ()

    def starting(self, parameter: float | None) -> Any:
        """The p that f takes, with this value of the parameter; of several that are learned, as all of them begin."""
        first = parameter if parameter is not None else self.parameter.default if self.parameter else 0.0
        return (first, *(each.default for each in self.learned.more)) if self.learned and self.learned.more else first

    def begins(self, parameter: float | None, units: int) -> tuple[float, ...]:
        """The numbers of a layer that are learned, as they begin: of one parameter for all units, then of the next."""
        if not self.learned:
            return ()
        first, *others = self.learns
        starts = (first.default if parameter is None else parameter, *(each.default for each in others))
        return tuple(start for start in starts for _ in range(units if self.learned.per_unit else 1))

    def given(self, learned: Any) -> Any:
        """The p that f takes, from what a layer has learned by now."""
        parts = np.split(learned, len(self.learns))
        p = [part if len(part) > 1 else float(part[0]) for part in parts]
        return p[0] if len(p) == 1 else tuple(p)

    def mean_of_units(self, learned: Any) -> Any:
        """The p of a unit that has learned what all have on the average."""
        return self.given(learned.reshape(len(self.learns), -1).mean(axis=1))

    def each_unit(self, p: Any, units: int) -> list[Any]:
        """The p of every unit of a layer; one for all where they share it."""
        if not (self.learned and self.learned.per_unit):
            return [p]
        numbers = np.array(p, dtype=float).reshape(len(self.learns), units)
        return [tuple(own) if len(own) > 1 else own[0] for own in numbers.T.tolist()]

    def facts_at(self, p: Any) -> Facts:
        """What holds with the parameter p; None stands for the default."""
        return self.facts if p is None or self.facts_with is None else self.facts_with(p)

    def is_random(self, p: Any) -> bool:
        """Whether there is chance in training, with the parameter p."""
        return bool(self.drawn or (self.noise and p))

    def omega(self, p: float) -> float:
        """By what z is multiplied within a sine; 1 for all that is none."""
        return p if self.frequency else 1.0

    def forward(self, z: Any, p: Any) -> Any:
        """The activations (samples, units) of a layer: f(z)."""
        return self.coupled.forward(z, p) if self.coupled else self.f(z, p)

    def backward(self, grad_a: Any, z: Any, a: Any, p: Any) -> Any:
        """The dE/dz of a layer from its dE/da: dE/da * f'(z)."""
        return self.coupled.backward(grad_a, z, a, p) if self.coupled else grad_a * self.df(z, a, p)

    def slope(self, z: Any, a: Any, p: Any) -> Any:
        """How each unit's activation changes with its own pre-activation, da/dz, (samples, units)."""
        return self.coupled.slope(z, a, p) if self.coupled else self.df(z, a, p)

    def pictured(self, z: Any) -> Any:
        """Those z (samples, columns) that f is a function of: all, of gated units the gates."""
        return np.split(z, len(self.sums), axis=-1)[-1] if self.sums else z

    def steepness(self, z: Any, p: Any) -> Any:
        """How much of a gradient gets through at z: abs(f'(z)); of a gated unit of value 1, by either of its sums."""
        if self.coupled and self.sums:
            return self.coupled.slope(np.concatenate([np.ones_like(z), z], axis=-1), None, p)
        return np.abs(self.df(z, self.f(z, p), p))

    def pieces(self, parameter: float | None) -> int:
        """How many columns of weights each unit owns: one, unless it is a maximum of several, or gated."""
        if self.coupled is None:
            return 1
        return self.coupled.columns or int(parameter or self.default)

    @property
    def sums(self) -> tuple[str, ...]:
        """The names of the weighted sums of a unit that is gated."""
        return self.coupled.sums if self.coupled else ()
