"""The registry's activation functions to 40 digits and more, written once more from their formulas, for tests only.

Everything is computed with so many digits that what cancels takes none of those that count: 1 - tanh z, say, loses
0.87 abs(z) of them.
"""

from collections.abc import Callable
from decimal import Decimal, getcontext, localcontext
from functools import cache
from math import log10

Exact = Callable[[Decimal, Decimal], Decimal]

_MOST = 800
_ONE = Decimal(1)


def exactly(function: Exact, z: float, p: float) -> float:
    """The function of a number as the nearest float64."""
    size = abs(z)
    with localcontext(prec=60 + int(max(size, -2.0 * log10(size) if size else 0.0)), Emin=-999_999, Emax=999_999):
        return float(function(Decimal(z), Decimal(p)))


def _smallest() -> Decimal:
    """What no longer counts beside 1."""
    return Decimal(10) ** -getcontext().prec


@cache
def _pi() -> Decimal:
    """By Machin's formula: pi = 16 atan(1/5) - 4 atan(1/239)."""
    with localcontext(prec=_MOST):
        return 16 * _arctan_series(_ONE / 5) - 4 * _arctan_series(_ONE / 239)


def _rounded(x: Decimal) -> Decimal:
    """As the argument of a function has been, before anybody could do something about it."""
    return Decimal(float(x))


def _arctan_series(x: Decimal) -> Decimal:
    total, power, n, square, least = Decimal(0), x, 1, x * x, _smallest() * abs(x)
    while abs(power) > least:
        total += power / n if n % 4 == 1 else -power / n
        power *= square
        n += 2
    return total


def _arctan(x: Decimal) -> Decimal:
    """The argument is halved, by tan(a/2) = tan a / (1 + sqrt(1 + tan^2 a)), until the series is short."""
    halvings = 0
    while abs(x) > Decimal("0.05"):
        x /= 1 + (1 + x * x).sqrt()
        halvings += 1
    return 2**halvings * _arctan_series(x)


def _sine_and_cosine(x: Decimal) -> tuple[Decimal, Decimal]:
    x = x.remainder_near(2 * _pi())
    sine, cosine, term, n, least = Decimal(0), Decimal(0), _ONE, 0, _smallest()
    while n < 10 or abs(term) > least:
        if n % 2:
            sine += term if n % 4 == 1 else -term
        else:
            cosine += term if n % 4 == 0 else -term
        n += 1
        term *= x / n
    return sine, cosine


def _erf(x: Decimal) -> Decimal:
    """2 / sqrt(pi) times the series of e^(-t^2), integrated term by term: its largest one is about e^(x^2)."""
    with localcontext() as context:
        context.prec += int(0.45 * float(x * x))
        total, term, n, least, square = Decimal(0), x, 0, _smallest() * abs(x), x * x
        while n < 10 or abs(term) > least:
            total += term / (2 * n + 1)
            n += 1
            term *= -square / n
        return 2 * total / _pi().sqrt()


def _normal(z: Decimal) -> Decimal:
    if not -39 < z < 10:  # then it is below 1e-300, or closer to 1 than float64 can say
        return Decimal(z > 0)
    with localcontext() as context:
        context.prec += int(0.45 * float(z * z))  # far below, the two cancel but for e^(-z^2 / 2)
        return (1 + _erf(z / Decimal(2).sqrt())) / 2


def _density(z: Decimal) -> Decimal:
    return (-z * z / 2).exp() / (2 * _pi()).sqrt()


def _sigmoid(z: Decimal) -> Decimal:
    return 1 / (1 + (-z).exp())


def _tanh(z: Decimal) -> Decimal:
    return 1 - 2 / (1 + (2 * z).exp())


def _softplus(z: Decimal) -> Decimal:
    return (1 + z.exp()).ln()


def _sech(z: Decimal) -> Decimal:
    return 2 / (z.exp() + (-z).exp())


def _mish_slope(z: Decimal) -> Decimal:
    t = _tanh(_softplus(z))
    return t + z * (1 - t * t) * _sigmoid(z)


def _swish_slope(z: Decimal, b: Decimal) -> Decimal:
    s = _sigmoid(b * z)
    return s + b * z * s * (1 - s)


def _algebraic(z: Decimal, k: Decimal) -> Decimal:
    return z / (1 + abs(z) ** k) ** (1 / k)


def _algebraic_slope(z: Decimal, k: Decimal) -> Decimal:
    return 1 / (1 + abs(z) ** k) ** (1 + 1 / k)


SELU_SCALE, SELU_ALPHA = Decimal("1.0507009873554805"), Decimal("1.6732632423543772")

# f and f' of z and the parameter, by the registry's keys
EXACT: dict[str, tuple[Exact, Exact]] = {
    "linear": (lambda z, m: m * z, lambda z, m: m),
    "step": (lambda z, t: Decimal(z > 0), lambda z, t: Decimal(t >= Decimal("0.5") and abs(z) <= 1)),
    "sigmoid": (lambda z, p: _sigmoid(z), lambda z, p: _sigmoid(z) * _sigmoid(-z)),
    "tanh": (lambda z, p: _tanh(z), lambda z, p: _sech(z) ** 2),
    "arctan": (lambda z, p: _arctan(z), lambda z, p: 1 / (1 + z * z)),
    "gudermannian": (lambda z, p: 2 * _arctan(_tanh(z / 2)), lambda z, p: _sech(z)),
    "erf": (
        lambda z, p: _erf(z) if abs(z) < 7 else Decimal(-1 if z < 0 else 1),
        lambda z, p: 2 / _pi().sqrt() * (-z * z).exp(),
    ),
    "generalised-logistic": (
        lambda z, a: (1 + (-z).exp()) ** -a,
        lambda z, a: a * (1 + (-z).exp()) ** -a / (1 + z.exp()),
    ),
    "algebraic": (_algebraic, _algebraic_slope),
    "relu": (lambda z, p: max(z, Decimal(0)), lambda z, p: Decimal(z > 0)),
    "leaky-relu": (lambda z, a: z if z > 0 else a * z, lambda z, a: _ONE if z > 0 else a),
    "elu": (lambda z, a: z if z > 0 else a * (z.exp() - 1), lambda z, a: _ONE if z > 0 else a * z.exp()),
    "selu": (
        lambda z, p: SELU_SCALE * (z if z > 0 else SELU_ALPHA * (z.exp() - 1)),
        lambda z, p: SELU_SCALE * (_ONE if z > 0 else SELU_ALPHA * z.exp()),
    ),
    "softplus": (lambda z, p: _softplus(z), lambda z, p: _sigmoid(z)),
    "swish": (lambda z, b: z * _sigmoid(b * z), _swish_slope),
    "gelu": (lambda z, p: z * _normal(z), lambda z, p: _normal(z) + z * _density(z)),
    "mish": (lambda z, p: z * _tanh(_softplus(z)), lambda z, p: _mish_slope(z)),
    "hard-tanh": (lambda z, p: min(max(z, -_ONE), _ONE), lambda z, p: Decimal(-1 < z <= 1)),
    "hard-swish": (
        lambda z, p: z * min(max(z + 3, Decimal(0)), Decimal(6)) / 6,
        lambda z, p: Decimal(0) if z <= -3 else _ONE if z > 3 else (2 * z + 3) / 6,
    ),
    "sine": (lambda z, w: _sine_and_cosine(_rounded(w * z))[0], lambda z, w: w * _sine_and_cosine(_rounded(w * z))[1]),
    "gaussian": (lambda z, p: (-z * z).exp(), lambda z, p: -2 * z * (-z * z).exp()),
    "squared-relu": (lambda z, p: max(z, Decimal(0)) ** 2, lambda z, p: 2 * max(z, Decimal(0))),
    "glu": (lambda z, p: _sigmoid(z), lambda z, p: _sigmoid(z) * _sigmoid(-z)),
    "reglu": (lambda z, p: max(z, Decimal(0)), lambda z, p: Decimal(z > 0)),
    "geglu": (lambda z, p: z * _normal(z), lambda z, p: _normal(z) + z * _density(z)),
    "swiglu": (lambda z, p: z * _sigmoid(z), lambda z, p: _swish_slope(z, _ONE)),
    "maxout": (lambda z, k: abs(z), lambda z, k: Decimal(1 if z > 0 else -1)),
    "softmax": (lambda z, t: _sigmoid(z / t), lambda z, t: _sigmoid(z / t) * _sigmoid(-z / t) / t),
}
_HALF, _SIXTH, _END = _ONE / 2, _ONE / 6, Decimal(75)


def _clip(z: Decimal, low: int, high: int) -> Decimal:
    return min(max(z, Decimal(low)), Decimal(high))


def _gelu_tanh(z: Decimal) -> Decimal:
    return z * _sigmoid(_gelu_argument(z)) if abs(z) < 40 else max(z, Decimal(0))  # beyond, 1e-2000 is missing


def _gelu_argument(z: Decimal) -> Decimal:
    """Twice the argument of tanh."""
    return 2 * (2 / _pi()).sqrt() * (z + Decimal("0.044715") * z**3)


def _gelu_tanh_slope(z: Decimal) -> Decimal:
    if abs(z) > 40:
        return Decimal(z > 0)
    v = _gelu_argument(z)
    inner = 2 * (2 / _pi()).sqrt() * (1 + 3 * Decimal("0.044715") * z * z)
    return _sigmoid(v) + z * _sigmoid(v) * _sigmoid(-v) * inner


def _squareplus(z: Decimal, b: Decimal) -> Decimal:
    return (z + (z * z + b).sqrt()) / 2


def _shrunk(z: Decimal, limit: Decimal) -> Decimal:
    return z - min(max(z, -limit), limit)


def _snake_slope(z: Decimal, a: Decimal) -> Decimal:
    sine, cosine = _sine_and_cosine(_rounded(a * z))
    return (sine + cosine) ** 2


EXACT |= {
    "hard-sigmoid": (lambda z, p: _clip(z + 3, 0, 6) / 6, lambda z, p: _SIXTH * (-3 < z < 3)),
    "sparse-sigmoid": (lambda z, p: _clip(z + 1, 0, 2) / 2, lambda z, p: _HALF * (-1 < z < 1)),
    "softsign": (lambda z, p: z / (1 + abs(z)), lambda z, p: 1 / (1 + abs(z)) ** 2),
    "log-sigmoid": (lambda z, p: -_softplus(-z), lambda z, p: _sigmoid(-z)),
    "relu6": (lambda z, p: _clip(z, 0, 6), lambda z, p: Decimal(0 < z < 6)),
    "sparse-plus": (
        lambda z, p: z if z > 1 else _clip(z + 1, 0, 2) ** 2 / 4,
        lambda z, p: _clip(z + 1, 0, 2) / 2,
    ),
    "celu": (lambda z, a: z if z > 0 else a * ((z / a).exp() - 1), lambda z, a: _ONE if z > 0 else (z / a).exp()),
    "rrelu": (
        lambda z, p: z if z > 0 else Decimal(11) / 48 * z,
        lambda z, p: _ONE if z > 0 else Decimal(11) / 48,
    ),
    "gelu-tanh": (lambda z, p: _gelu_tanh(z), lambda z, p: _gelu_tanh_slope(z)),
    "squareplus": (_squareplus, lambda z, b: _squareplus(z, b) / (z * z + b).sqrt()),
    "snake": (lambda z, a: z + _sine_and_cosine(_rounded(a * z))[0] ** 2 / a, _snake_slope),
    "lisht": (lambda z, p: z * _tanh(z), lambda z, p: _tanh(z) + z * _sech(z) ** 2),
    "exponential": (
        lambda z, p: z.exp() if z <= _END else _END.exp() * (1 + z - _END),
        lambda z, p: min(z, _END).exp(),
    ),
    "tanhshrink": (lambda z, p: z - _tanh(z), lambda z, p: _tanh(z) ** 2),
    "softshrink": (_shrunk, lambda z, limit: Decimal(abs(z) > limit)),
    "hardshrink": (lambda z, limit: z if abs(z) > limit else 0 * z, lambda z, limit: Decimal(abs(z) > limit)),
    "threshold": (lambda z, t: z if z > t else 0 * z, lambda z, t: Decimal(z > t)),
}
EXACT |= {"prelu": EXACT["leaky-relu"], "noisy-relu": EXACT["relu"]}
_STAR_OFFSET = Decimal("-0.4472")  # what is learned beside the scale, as it begins
EXACT |= {
    "prelu-per-unit": EXACT["leaky-relu"],
    "learned-elu": EXACT["elu"],
    "learned-swish": EXACT["swish"],
    "star-relu": (lambda z, s: s * max(z, Decimal(0)) ** 2 + _STAR_OFFSET, lambda z, s: 2 * s * max(z, Decimal(0))),
    "dynamic-tanh": (lambda z, a: _tanh(a * z), lambda z, a: a * _sech(a * z) ** 2),
}
