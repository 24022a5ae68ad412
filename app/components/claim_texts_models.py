"""The words of the claims on activations of papers since 2015; see ``claim_texts.py`` for those of textbooks."""

from nn_core.common.written import exact, fixed
from nn_core.study.claims import EQUAL_PARAMETERS, EQUAL_UNITS, FIXED, GATED, SIREN, SIREN_LANES
from nn_core.study.claims.measures import CAP, EPOCHS, GATED_EPOCHS, TARGETS

from ..i18n import _
from .claim_figures import Figures, count

Text = tuple[str, str, str, str]


def gated(figures: Figures) -> Text:
    """SwiGLU against ReLU, at equal parameters and at equal units."""
    relu, matched, larger = (lane.experiment.parameters for lane in GATED.competitors)
    early, late = GATED_EPOCHS
    found = _(
        "On the spiral, ReLU with 8 and 8 units ({relu} parameters) against SwiGLU with 5 and 6 ({matched} "
        "parameters), over {seeds} seeds. After {early} epochs, test accuracy is {relu_early} with ReLU and "
        "{matched_early} with SwiGLU; after {late} epochs, {relu_late} and {matched_late}. Seed by seed, SwiGLU is "
        "ahead in {ahead_early} of the runs early and in {ahead_late} late (ties count half). At equal units "
        "(8 and 8, {larger} parameters) SwiGLU has test accuracy {larger_early} and then {larger_late}. One dataset, "
        "picked from three after a try with few seeds; plain SGD, no normalization: language models are another matter."
    ).format(
        relu=relu,
        matched=matched,
        larger=larger,
        seeds=figures.seeds,
        early=early,
        late=count(late),
        relu_early=figures.share(f"relu {early} test accuracy"),
        relu_late=figures.share(f"relu {late} test accuracy"),
        matched_early=figures.share(f"{EQUAL_PARAMETERS} {early} test accuracy"),
        matched_late=figures.share(f"{EQUAL_PARAMETERS} {late} test accuracy"),
        larger_early=figures.share(f"{EQUAL_UNITS} {early} test accuracy"),
        larger_late=figures.share(f"{EQUAL_UNITS} {late} test accuracy"),
        ahead_early=figures.mean(f"{EQUAL_PARAMETERS} {early} above relu"),
        ahead_late=figures.mean(f"{EQUAL_PARAMETERS} {late} above relu"),
    )
    shown = _(
        "The linked run: test accuracy {relu_early} (ReLU) and {matched_early} (SwiGLU, 5 and 6 units) at epoch "
        "{early}, {relu_late} and {matched_late} at epoch {late}."
    ).format(
        early=early,
        late=count(late),
        relu_early=figures.first(f"relu {early} test accuracy"),
        relu_late=figures.first(f"relu {late} test accuracy"),
        matched_early=figures.first(f"{EQUAL_PARAMETERS} {early} test accuracy"),
        matched_late=figures.first(f"{EQUAL_PARAMETERS} {late} test accuracy"),
    )
    claim = _("With as many parameters, SwiGLU learns better than ReLU.")
    return claim, _("Faster at first here, but worse in the end."), found, shown


def gelu(figures: Figures) -> Text:
    """GELU against the form that GPT-2 has."""
    found = _(
        "The two functions differ by up to {functions} for z from −9 to 9. Trained for {epochs} epochs on the circle "
        "from the same weights, their test losses end {losses} apart, at {exact} with the exact GELU and {tanh} with "
        "the tanh form; test accuracy is {exact_score} and {tanh_score} ({seeds} seeds)."
    ).format(
        functions=figures.most("functions apart"),
        epochs=EPOCHS,
        losses=figures.number("losses apart"),
        exact=figures.number("gelu test loss"),
        tanh=figures.number("gelu-tanh test loss"),
        exact_score=figures.share("gelu test accuracy"),
        tanh_score=figures.share("gelu-tanh test accuracy"),
        seeds=figures.seeds,
    )
    shown = _("The linked run at epoch {epochs}: test accuracy {exact} with GELU, {tanh} with its tanh form.").format(
        epochs=EPOCHS,
        exact=figures.first("gelu test accuracy"),
        tanh=figures.first("gelu-tanh test accuracy"),
    )
    claim = _("GELU and its approximation by tanh make no difference to what a network learns.")
    return claim, _("True here, to a small fraction of the loss."), found, shown


def learned(figures: Figures) -> Text:
    """PReLU against the leaky ReLU that it begins as, and learned Swish against Swish."""
    leaky, swish = FIXED
    found = _(
        "On the circle, PReLU, which begins as a leaky ReLU with slope {slope}, reaches a test loss of {target} "
        "{prelu} times as fast as that leaky ReLU stays (ratio of the median epochs over {seeds} seeds, 95% confidence "
        "interval in parentheses; below 1 is slower), and is there first in {prelu_first} of the seeds (ties count "
        "half). Swish with b learned is {swish} times as fast as with b = 1, and first in {swish_first}. Within {cap} "
        "epochs, {never_prelu} runs never get there with PReLU and {never_leaky} with leaky ReLU, {never_learned} with "
        "the learned Swish and {never_swish} with the fixed one. After {epochs} epochs, the slopes of the two layers "
        "are {prelu_one} and {prelu_two}, and the b of Swish {swish_one} and {swish_two}. One dataset, 3 and 3 units, "
        "plain SGD."
    ).format(
        slope=leaky.partition(":")[2],
        target=exact(TARGETS[-1]),
        prelu=figures.ratio(f"{leaky} epochs", "prelu epochs"),
        swish=figures.ratio(f"{swish} epochs", "learned-swish epochs"),
        seeds=figures.seeds,
        prelu_first=figures.mean(f"prelu before {leaky}"),
        swish_first=figures.mean(f"learned-swish before {swish}"),
        cap=count(CAP),
        epochs=EPOCHS,
        never_prelu=figures.never("prelu epochs"),
        never_leaky=figures.never(f"{leaky} epochs"),
        never_learned=figures.never("learned-swish epochs"),
        never_swish=figures.never(f"{swish} epochs"),
        prelu_one=figures.number("prelu layer 1"),
        prelu_two=figures.number("prelu layer 2"),
        swish_one=figures.number("learned-swish layer 1"),
        swish_two=figures.number("learned-swish layer 2"),
    )
    shown = _(
        "The linked run: {leaky} epochs to {target} with leaky ReLU, {prelu} with PReLU, {swish} with Swish and "
        "{learned} with learned Swish."
    ).format(
        target=exact(TARGETS[-1]),
        leaky=figures.first(f"{leaky} epochs", count),
        prelu=figures.first("prelu epochs", count),
        swish=figures.first(f"{swish} epochs", count),
        learned=figures.first("learned-swish epochs", count),
    )
    claim = _("A function that learns its slope beats the same function with a fixed one.")
    return claim, _("Slightly with Swish; not with PReLU here."), found, shown


def siren(figures: Figures) -> Text:
    """A sine with the weights made for it against ReLU, tanh and the same sine without them."""
    relu, tanh, plain, fitted = SIREN_LANES
    shared = SIREN.base
    found = _(
        "On the picture, with hidden layers 16, 16 and {samples} points, {percent}% of them to train on, after "
        "{epochs} epochs of Adam: test R² is {siren} with sin(8z) and SIREN's weights, {sine} with sin(8z) and "
        "Glorot's, {tanh} with tanh and {relu} with ReLU, over {seeds} seeds. Each has the best of three learning "
        "rates, tried with one seed: 0.001 for sine, 0.01 for the others. The picture was made for this, with ripples "
        "that need many bends."
    ).format(
        samples=count(shared.samples),
        percent=count(shared.train_percent),
        epochs=EPOCHS,
        seeds=figures.seeds,
        siren=figures.number(f"{fitted} test R²"),
        sine=figures.number(f"{plain} test R²"),
        tanh=figures.number(f"{tanh} test R²"),
        relu=figures.number(f"{relu} test R²"),
    )
    shown = _("The linked run at epoch {epochs}: test R² {siren}, {sine}, {tanh} and {relu}.").format(
        epochs=EPOCHS,
        **{
            name: figures.first(f"{lane} test R²", lambda score: fixed(score, 2))
            for name, lane in zip(("siren", "sine", "tanh", "relu"), (fitted, plain, tanh, relu), strict=True)
        },
    )
    claim = _("A sine network with SIREN's starting weights learns fine detail that ReLU and tanh blur.")
    return claim, _("True of this picture, and the weights matter."), found, shown
