"""The words of the ten claims: what is said, a verdict, what was found, what the link shows; numbers are figures."""

from collections.abc import Callable

from nn_core.study.claims.measures import CAP, EPOCHS, SPIRAL_EPOCHS

from ..i18n import _
from .claim_figures import Figures, count, percent

Text = tuple[str, str, str, str]


def _speed(its: Figures) -> Text:
    found = _(
        "On the circle, ReLU reaches a test loss of 0.1 {relu_far} times as fast as tanh (95% intervals in "
        "parentheses), but 0.01 only {relu} times as fast. Tanh reaches the same two {tanh_far} and {tanh} "
        "times as fast as sigmoid. These are ratios of the median epochs over {seeds} seeds; a run that does "
        "not get there within {cap} epochs counts as slowest: for 0.01, that is {never_sigmoid} with sigmoid, "
        "{never_tanh} with tanh and {never_relu} with ReLU."
    ).format(
        relu_far=its.ratio("tanh 0.1", "relu 0.1"),
        relu=its.ratio("tanh 0.01", "relu 0.01"),
        tanh_far=its.ratio("sigmoid 0.1", "tanh 0.1"),
        tanh=its.ratio("sigmoid 0.01", "tanh 0.01"),
        seeds=its.seeds,
        cap=count(CAP),
        **{f"never_{key}": its.never(f"{key} 0.01") for key in ("sigmoid", "tanh", "relu")},
    )
    shown = _("The link: {sigmoid} epochs to 0.01 with sigmoid, {tanh} with tanh, {relu} with ReLU.").format(
        **{key: its.first(f"{key} 0.01", count) for key in ("sigmoid", "tanh", "relu")}
    )
    return (
        _("Tanh learns about ten times as fast as sigmoid, and ReLU twice as fast as tanh."),
        _("It depends on the target."),
        found,
        shown,
    )


def _linear(its: Figures) -> Text:
    lanes = ("2", "4,2", "8,8,8")
    found = _(
        "Multiply their weights, and one layer gives the same outputs to within {apart} ({seeds} seeds). One "
        "hidden layer or three draw a straight line, which does not help with XOR: after {epochs} epochs the "
        "test accuracy is {one} with one, {two} with two, {three} with three."
    ).format(
        apart=its.most(*(f"{lane} apart" for lane in lanes)),
        seeds=its.seeds,
        epochs=EPOCHS,
        **{name: its.share(f"{lane} test accuracy") for name, lane in zip(("one", "two", "three"), lanes, strict=True)},
    )
    shown = _("The link, at epoch {epochs}: test accuracy {one}, {two} and {three}.").format(
        epochs=EPOCHS,
        **{name: its.first(f"{lane} test accuracy") for name, lane in zip(("one", "two", "three"), lanes, strict=True)},
    )
    return _("Stacked linear layers are no more than one linear layer."), _("True (to rounding error)."), found, shown


def _vanishing(its: Figures) -> Text:
    keys = ("sigmoid", "tanh", "relu")
    found = _(
        "Before training, in six layers of eight units, the gradient norm of the first hidden layer is {sigmoid} of "
        "the last one's with sigmoid, {tanh} with tanh, {relu} with ReLU. With "
        "weights matched to each activation: {sigmoid_matched}, {tanh_matched} and {relu_matched} "
        "({seeds} seeds)."
    ).format(
        seeds=its.seeds,
        **{key: its.share(f"{key} uniform") for key in keys},
        **{f"{key}_matched": its.share(f"{key} matched") for key in keys},
    )
    shown = _("The link, at epoch 0: {sigmoid}, {tanh} and {relu}. Look at the bars of the gradient norms.").format(
        **{key: its.first(f"{key} uniform") for key in keys}
    )
    verdict = _("Sigmoid is far behind, but ReLU is not ahead of tanh.")
    return (
        _("In a deep network of sigmoids the gradient vanishes; with tanh less, with ReLU least."),
        verdict,
        found,
        shown,
    )


def _sparse(its: Figures) -> Text:
    found = _(
        "In the signal above, which has no biases: {uniform} with weights uniform in ±0.5, {he} with He's. "
        "With the biases of 0.1 that training starts from, fewer: on the circle {small} (hidden layers 4, 2) "
        "and {large} (8, 8, 8) with weights uniform in ±0.5, {small_he} and {large_he} with He's ({seeds} "
        "seeds)."
    ).format(
        uniform=its.share("signal uniform"),
        he=its.share("signal he"),
        small=its.share("4,2 uniform"),
        large=its.share("8,8,8 uniform"),
        small_he=its.share("4,2 he"),
        large_he=its.share("8,8,8 he"),
        seeds=its.seeds,
    )
    shown = _("The link: {he} in network B, ReLU with He's weights, of 10 layers of 16 units.").format(
        he=its.first("signal he")
    )
    return _("With random weights, about half of all ReLU outputs are zero."), _("True without biases."), found, shown


def _dying(its: Figures) -> Text:
    first, second, momentum = ("plain layer 1", "plain layer 2", "momentum layer 1")
    found = _(
        "After {epochs} epochs at the learning rate 3, {dead} of the ReLU units are dead, at 0.03 on average {few}; of "
        "the leaky ones, even at 3, {leaky}. Dead stays dead only in the first layer and with plain SGD: of {died1} "
        "units that died there, {back1} came alive again. In the second, {back2} of {died2} did ({share2}), as the "
        "layer before goes on learning; with momentum (rate 0.3) also {back_momentum} of {died_momentum} in the first. "
        "At the rate 3 neither learns well: test accuracy {relu} and {leaky_accuracy} ({seeds} seeds)."
    ).format(
        epochs=EPOCHS,
        dead=its.share("relu 3 dead"),
        few=its.mean("relu 0.03 dead"),
        leaky=its.median("leaky-relu 3 dead"),
        died1=count(its.total(f"{first} died")),
        back1=count(its.total(f"{first} revived")) if its.total(f"{first} revived") else _("none"),
        died2=count(its.total(f"{second} died")),
        back2=count(its.total(f"{second} revived")),
        share2=percent(its.total(f"{second} revived") / its.total(f"{second} died")),
        died_momentum=count(its.total(f"{momentum} died")),
        back_momentum=count(its.total(f"{momentum} revived")),
        relu=its.share("relu 3 test accuracy"),
        leaky_accuracy=its.share("leaky-relu 3 test accuracy"),
        seeds=its.seeds,
    )
    shown = _("The link, at epoch {epochs}: {relu} of the ReLU units dead, {leaky} of the leaky ones.").format(
        epochs=EPOCHS, relu=its.first("relu 3 dead"), leaky=its.first("leaky-relu 3 dead")
    )
    verdict = _("They die, but stay dead in the first layer only.")
    return _("ReLU units die at a high learning rate and stay dead; leaky ones do not die."), verdict, found, shown


def _steps(its: Figures) -> Text:
    found = _(
        "The slope there is 0, and after {epochs} epochs the weights and biases are the first "
        "ones to the last digit; L2 would only shrink them. The output layer learns, but what random steps hand it is "
        "hardly better than guessing, which is right half of the time: test accuracy {step} on the circle, with tanh "
        "{tanh}. With another slope in place of 0 (straight-through) the network learns: {through} ({seeds} seeds)."
    ).format(
        epochs=EPOCHS,
        step=its.share("step test accuracy"),
        tanh=its.share("tanh test accuracy"),
        through=its.share("step:1 test accuracy"),
        seeds=its.seeds,
    )
    shown = _(
        "The link, at epoch {epochs}: test accuracy {step} with steps, {through} straight-through, {tanh} with tanh."
    ).format(
        epochs=EPOCHS,
        step=its.first("step test accuracy"),
        through=its.first("step:1 test accuracy"),
        tanh=its.first("tanh test accuracy"),
    )
    claim = _("A network of binary steps cannot be trained by gradient descent.")
    return claim, _("True of the hidden layers."), found, shown


def _softmax(its: Figures) -> Text:
    found = _(
        "For random scores, {seeds} times 200, no probability is negative, and they add up to 1 to within "
        "{sum}; for two scores, the first probability and that sigmoid differ by at most {pair}."
    ).format(seeds=its.seeds, sum=its.most("sum apart"), pair=its.most("sigmoid apart"))
    claim = _("Softmax turns scores into probabilities; for two classes it is the sigmoid of their difference.")
    return claim, _("True (to rounding error)."), found, ""


def _stretched(its: Figures) -> Text:
    found = _(
        "The two differ by at most {functions} for z from −9 to 9. Typed as a formula, it learns as "
        "tanh does: after {epochs} epochs the test losses of the two lanes are the same to within {losses} ({seeds} "
        "seeds)."
    ).format(
        functions=its.most("functions apart"), epochs=EPOCHS, losses=its.most("losses apart"), seeds=its.seeds
    )  # fmt: skip
    return (
        _("Tanh is a sigmoid, stretched and moved: tanh z = 2·sigmoid(2z) − 1."),
        _("True (to rounding error)."),
        found,
        "",
    )


def _scaled(its: Figures) -> Text:
    found = _(
        "After {epochs} epochs the test losses of the first two lanes are the same to within {relu}. "
        "Not so for tanh: those of the other two are {tanh} apart ({seeds} seeds)."
    ).format(epochs=EPOCHS, relu=its.most("relu apart"), tanh=its.number("tanh apart"), seeds=its.seeds)
    return (
        _("ReLU does not mind the scale: max(0, a·z) = a·max(0, z) for a ≥ 0."),
        _("True (to rounding error)."),
        found,
        "",
    )


def _spiral(its: Figures) -> Text:
    units = (2, 8, 16)
    found = _(
        "A theorem says that such weights exist, not that training finds them. The spiral with tanh, {epochs} "
        "epochs at the rate 0.1 ({seeds} seeds): training accuracy {train2} with 2 units, {train8} with 8, {train16} "
        "with 16; test accuracy {test2}, {test8} and {test16}. With 16 units, seeds went from {range16} on the test "
        "data. Linear networks: training accuracy {linear2}, {linear8} and {linear16}, as one line is all they have."
    ).format(
        epochs=count(SPIRAL_EPOCHS),
        seeds=its.seeds,
        range16=its.range("tanh 16 test accuracy"),
        **{f"train{n}": its.share(f"tanh {n} training accuracy") for n in units},
        **{f"test{n}": its.share(f"tanh {n} test accuracy") for n in units},
        **{f"linear{n}": its.median(f"linear {n} training accuracy") for n in units},
    )
    shown = _(
        "The link, at epoch {epochs}: training accuracy {train2}, {train8} and {train16}, test accuracy {test2}, "
        "{test8} and {test16}."
    ).format(
        epochs=count(SPIRAL_EPOCHS),
        **{f"train{n}": its.first(f"tanh {n} training accuracy") for n in units},
        **{f"test{n}": its.first(f"tanh {n} test accuracy") for n in units},
    )
    verdict = _("More units fit more, and linear ones do not.")
    return _("One hidden layer with enough units can learn anything; linear ones never will."), verdict, found, shown


TEXTS: dict[str, Callable[[Figures], Text]] = {
    "speed": _speed,
    "linear": _linear,
    "vanishing": _vanishing,
    "sparse": _sparse,
    "dying": _dying,
    "steps": _steps,
    "softmax": _softmax,
    "stretched": _stretched,
    "scaled": _scaled,
    "spiral": _spiral,
}
