"""The words of the claims: what is said, a verdict, what was found, what the link shows; numbers are figures."""

from collections.abc import Callable

from nn_core.study.claims.measures import CAP, EPOCHS, SPIRAL_EPOCHS

from ..i18n import _
from .claim_figures import Figures, count, percent
from .claim_texts_models import gated, gelu, learned, siren

Text = tuple[str, str, str, str]


def _speed(figures: Figures) -> Text:
    found = _(
        "On the circle, ReLU reaches a test loss of 0.1 {relu_far} times as fast as tanh (95% confidence "
        "intervals in parentheses), but a loss of 0.01 only {relu} times as fast. Tanh reaches these losses "
        "{tanh_far} and {tanh} times as fast as sigmoid. These are ratios of the median epochs over {seeds} "
        "seeds. Runs that don't get there within {cap} epochs count as slowest: for 0.01, that is {never_sigmoid} "
        "with sigmoid, {never_tanh} with tanh and {never_relu} with ReLU."
    ).format(
        relu_far=figures.ratio("tanh 0.1", "relu 0.1"),
        relu=figures.ratio("tanh 0.01", "relu 0.01"),
        tanh_far=figures.ratio("sigmoid 0.1", "tanh 0.1"),
        tanh=figures.ratio("sigmoid 0.01", "tanh 0.01"),
        seeds=figures.seeds,
        cap=count(CAP),
        **{f"never_{key}": figures.never(f"{key} 0.01") for key in ("sigmoid", "tanh", "relu")},
    )
    shown = _("The linked run: {sigmoid} epochs to 0.01 with sigmoid, {tanh} with tanh, {relu} with ReLU.").format(
        **{key: figures.first(f"{key} 0.01", count) for key in ("sigmoid", "tanh", "relu")}
    )
    return (
        _("Tanh learns about ten times as fast as sigmoid, and ReLU twice as fast as tanh."),
        _("It depends on the target."),
        found,
        shown,
    )


def _linear(figures: Figures) -> Text:
    lanes = ("2", "4,2", "8,8,8")
    found = _(
        "Multiply the weight matrices, and one layer gives the same outputs to within {apart} ({seeds} seeds). "
        "With one hidden layer or three, the decision boundary is a straight line, which does not help with XOR: "
        "after {epochs} epochs, test accuracy is {one} with one layer, {two} with two, {three} with three."
    ).format(
        apart=figures.most(*(f"{lane} apart" for lane in lanes)),
        seeds=figures.seeds,
        epochs=EPOCHS,
        **{
            name: figures.share(f"{lane} test accuracy")
            for name, lane in zip(("one", "two", "three"), lanes, strict=True)
        },
    )
    shown = _("The linked run at epoch {epochs}: test accuracy {one}, {two} and {three}.").format(
        epochs=EPOCHS,
        **{
            name: figures.first(f"{lane} test accuracy")
            for name, lane in zip(("one", "two", "three"), lanes, strict=True)
        },
    )
    return _("Stacked linear layers are equivalent to one linear layer."), _("True (to rounding error)."), found, shown


def _vanishing(figures: Figures) -> Text:
    keys = ("sigmoid", "tanh", "relu")
    found = _(
        "Before training, with six hidden layers of eight units, the gradient norm of the first hidden layer is "
        "{sigmoid} of the last one's with sigmoid, {tanh} with tanh and {relu} with ReLU. With starting weights "
        "matched to each activation, it is {sigmoid_matched}, {tanh_matched} and {relu_matched} ({seeds} seeds)."
    ).format(
        seeds=figures.seeds,
        **{key: figures.share(f"{key} uniform") for key in keys},
        **{f"{key}_matched": figures.share(f"{key} matched") for key in keys},
    )
    shown = _(
        "The linked run at epoch 0: {sigmoid}, {tanh} and {relu}. Look at the bars of the gradient norms."
    ).format(**{key: figures.first(f"{key} uniform") for key in keys})
    verdict = _("True of sigmoid, but ReLU does no better than tanh.")
    return (
        _("In deep networks, gradients vanish with sigmoid, less so with tanh, and least with ReLU."),
        verdict,
        found,
        shown,
    )


def _sparse(figures: Figures) -> Text:
    found = _(
        "In “Deep signal”, which has no biases: {uniform} with uniform weights in ±0.5, {he} with He "
        "initialization. With initial biases of 0.1, fewer: on the circle, {small} (hidden layers 4, 2) and "
        "{large} (8, 8, 8) with uniform weights in ±0.5, {small_he} and {large_he} with He initialization "
        "({seeds} seeds)."
    ).format(
        uniform=figures.share("signal uniform"),
        he=figures.share("signal he"),
        small=figures.share("4,2 uniform"),
        large=figures.share("8,8,8 uniform"),
        small_he=figures.share("4,2 he"),
        large_he=figures.share("8,8,8 he"),
        seeds=figures.seeds,
    )
    shown = _("The link: {he} in network B, ReLU with He initialization, 10 layers of 16 units.").format(
        he=figures.first("signal he")
    )
    return _("With random weights, about half of all ReLU outputs are zero."), _("True without biases."), found, shown


def _dying(figures: Figures) -> Text:
    first, second, momentum = ("plain layer 1", "plain layer 2", "momentum layer 1")
    found = _(
        "After {epochs} epochs at learning rate 3, {dead} of the ReLU units are dead; at 0.03, on average {few}; "
        "of the leaky ReLU units, even at 3, {leaky}. Dead units stay dead only in the first layer with plain "
        "SGD: of {died1} that died there, {back1} came back. In the second layer, {back2} of {died2} did "
        "({share2}), because the layer before it keeps learning; with momentum (rate 0.3), so did {back_momentum} "
        "of {died_momentum} in the first. At rate 3 neither learns well: test accuracy {relu} with ReLU and "
        "{leaky_accuracy} with leaky ReLU ({seeds} seeds)."
    ).format(
        epochs=EPOCHS,
        dead=figures.share("relu 3 dead"),
        few=figures.mean("relu 0.03 dead"),
        leaky=figures.median("leaky-relu 3 dead"),
        died1=count(figures.total(f"{first} died")),
        back1=count(figures.total(f"{first} revived")) if figures.total(f"{first} revived") else _("none"),
        died2=count(figures.total(f"{second} died")),
        back2=count(figures.total(f"{second} revived")),
        share2=percent(figures.total(f"{second} revived") / figures.total(f"{second} died")),
        died_momentum=count(figures.total(f"{momentum} died")),
        back_momentum=count(figures.total(f"{momentum} revived")),
        relu=figures.share("relu 3 test accuracy"),
        leaky_accuracy=figures.share("leaky-relu 3 test accuracy"),
        seeds=figures.seeds,
    )
    shown = _("The linked run at epoch {epochs}: {relu} of the ReLU units are dead, {leaky} of the leaky ones.").format(
        epochs=EPOCHS, relu=figures.first("relu 3 dead"), leaky=figures.first("leaky-relu 3 dead")
    )
    verdict = _("They do die, but stay dead only in the first layer.")
    return _("ReLU units die at high learning rates and stay dead; leaky ReLU units don't die."), verdict, found, shown


def _steps(figures: Figures) -> Text:
    found = _(
        "Their slope is 0, and after {epochs} epochs their weights and biases equal the starting values to the "
        "last digit; L2 would only shrink them. The output layer learns, but with inputs from random steps it is "
        "hardly better than guessing, which is right half of the time: test accuracy {step} on the circle, versus "
        "{tanh} with tanh. With a straight-through gradient (another slope in place of 0) the network learns: "
        "{through} ({seeds} seeds)."
    ).format(
        epochs=EPOCHS,
        step=figures.share("step test accuracy"),
        tanh=figures.share("tanh test accuracy"),
        through=figures.share("step:1 test accuracy"),
        seeds=figures.seeds,
    )
    shown = _(
        "The linked run at epoch {epochs}: test accuracy {step} with steps, {through} straight-through, {tanh} "
        "with tanh."
    ).format(
        epochs=EPOCHS,
        step=figures.first("step test accuracy"),
        through=figures.first("step:1 test accuracy"),
        tanh=figures.first("tanh test accuracy"),
    )
    claim = _("A network of binary step units can't be trained by gradient descent.")
    return claim, _("True of the hidden layers."), found, shown


def _softmax(figures: Figures) -> Text:
    found = _(
        "For random scores ({seeds} times 200), no probability is negative, and they add up to 1 to within {sum}. "
        "For two scores, the first probability and that sigmoid differ by at most {pair}."
    ).format(seeds=figures.seeds, sum=figures.most("sum apart"), pair=figures.most("sigmoid apart"))
    claim = _("Softmax turns scores into probabilities; for two classes it is the sigmoid of their difference.")
    return claim, _("True (to rounding error)."), found, ""


def _stretched(figures: Figures) -> Text:
    found = _(
        "The two differ by at most {functions} for z from −9 to 9. Entered as a formula, it learns just like "
        "tanh: after {epochs} epochs, the test losses of the two lanes agree to within {losses} ({seeds} seeds)."
    ).format(
        functions=figures.most("functions apart"),
        epochs=EPOCHS,
        losses=figures.most("losses apart"),
        seeds=figures.seeds,
    )
    return (
        _("Tanh is a scaled and shifted sigmoid: tanh z = 2·sigmoid(2z) − 1."),
        _("True (to rounding error)."),
        found,
        "",
    )


def _scaled(figures: Figures) -> Text:
    found = _(
        "After {epochs} epochs, the test losses of the first two lanes agree to within {relu}. Tanh is different: "
        "those of the other two lanes are {tanh} apart ({seeds} seeds)."
    ).format(epochs=EPOCHS, relu=figures.most("relu apart"), tanh=figures.number("tanh apart"), seeds=figures.seeds)
    return (
        _("ReLU commutes with scaling: max(0, a·z) = a·max(0, z) for a ≥ 0."),
        _("True (to rounding error)."),
        found,
        "",
    )


def _spiral(figures: Figures) -> Text:
    units = (2, 8, 16)
    found = _(
        "The universal approximation theorem says that such weights exist, not that training finds them. On the "
        "spiral with tanh, after {epochs} epochs at rate 0.1 ({seeds} seeds): training accuracy {train2} with 2 "
        "units, {train8} with 8, {train16} with 16; test accuracy {test2}, {test8} and {test16}. With 16 units, "
        "test accuracy ranges from {range16} over the seeds. Linear networks: training accuracy {linear2}, "
        "{linear8} and {linear16}, because one line is all they can draw."
    ).format(
        epochs=count(SPIRAL_EPOCHS),
        seeds=figures.seeds,
        range16=figures.range("tanh 16 test accuracy"),
        **{f"train{n}": figures.share(f"tanh {n} training accuracy") for n in units},
        **{f"test{n}": figures.share(f"tanh {n} test accuracy") for n in units},
        **{f"linear{n}": figures.median(f"linear {n} training accuracy") for n in units},
    )
    shown = _(
        "The linked run at epoch {epochs}: training accuracy {train2}, {train8} and {train16}, test accuracy "
        "{test2}, {test8} and {test16}."
    ).format(
        epochs=count(SPIRAL_EPOCHS),
        **{f"train{n}": figures.first(f"tanh {n} training accuracy") for n in units},
        **{f"test{n}": figures.first(f"tanh {n} test accuracy") for n in units},
    )
    verdict = _("More tanh units fit more; more linear units don't.")
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
    "gated": gated,
    "gelu": gelu,
    "learned": learned,
    "siren": siren,
}
