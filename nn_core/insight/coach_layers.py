"""Rules on layers: what keeps the gradient from getting through, and a network that can't bend."""

from math import floor, isfinite

from . import remedies
from .evidence import MISSING, Evidence, Finding, Place, Rule, Threshold
from .remedies import Value

DEAD_TEXT = "Dead units in layer {layer}: {dead} of {units}. No training sample sends a gradient through them."
DEAD_SHARE = Threshold(0.5, 0.4)  # fewer are common with ReLU, and the others learn all the same

SATURATED_TEXT = "Saturated units in layer {layer}: {saturated} of {units}. They pass almost no gradient back."
SATURATED_SHARE = Threshold(0.75, 0.6)  # a tanh layer that has learned well has some

VANISHING_TEXT = "Vanishing gradient: in layer 1 it is less than 1/{times} of that in the output layer."
VANISHING_SHARE = Threshold(1e-3, 3e-3)  # what the sizes of layers do to their norms is far less
VANISHING_LAYERS = 3  # of two, it is one factor and no chain
MOST_TIMES = 10**9

LINE_TEXT = "Linear network: it can only draw a straight line. {percent}% of the training points are on the right side."
SUM_TEXT = "Linear network: it can only weigh its features. {percent}% of the training points are right."
FLAT_TEXT = "Linear network: it can only weigh its features. R² of the training points is {score}."
LINE_EPOCHS = 20  # so that the network has shown what it does


def dead(evidence: Evidence, held: bool) -> Finding | None:
    """Dead units / units of a layer >= 0.5, while the training score is low and the loss no longer falls.

    A unit is dead if f'(z) = 0 for every training sample (``diagnostics``). Where all units of a layer are dead,
    nothing before it learns, and no more is asked for.

    L. Lu, Y. Shin, Y. Su and G. E. Karniadakis, 2020, https://doi.org/10.4208/cicp.OA-2020-0165
    """
    shares = [layer.dead for layer in evidence.layers]
    worst = max(range(len(shares)), key=shares.__getitem__, default=None)
    if worst is None or not evidence.is_high(held):
        return None
    slow = shares[worst] >= DEAD_SHARE.at(held) and (held or not evidence.is_falling(held))
    if not (slow or shares[worst] >= 1.0):
        return None
    return _of_layer(evidence, DEAD_TEXT, worst, "dead", shares[worst])


def saturated(evidence: Evidence, held: bool) -> Finding | None:
    """Saturated units / units of a layer >= 0.75, while the training score is low and the loss no longer falls.

    A unit is saturated if abs(f'(z)) is below a tenth of the steepest slope of f for nine of ten training samples
    (``saturation``). Where the rate is not high nothing is advised: of numbers that are far from 0 no activation that
    is here made better use, in the runs that were tried. X. Glorot and Y. Bengio, 2010, section 3, https://proceedings.mlr.press/v9/glorot10a.html
    """
    shares = [layer.saturated for layer in evidence.layers]
    worst = max(range(len(shares)), key=shares.__getitem__, default=None)
    if worst is None or not evidence.is_high(held) or evidence.is_falling(held):
        return None
    if shares[worst] < SATURATED_SHARE.at(held):
        return None
    return _of_layer(evidence, SATURATED_TEXT, worst, "saturated", shares[worst])


def _of_layer(evidence: Evidence, text: str, layer: int, what: str, share: float) -> Finding:
    units = evidence.experiment.hidden[layer].units
    values: dict[str, Value] = {"layer": layer + 1, what: round(share * units), "units": units}
    return Finding(text, values, Place("layer", layer + 1))


def vanishing(evidence: Evidence, held: bool) -> Finding | None:
    """|dE/dW| of layer 1 / |dE/dW| of the output layer < 1/1,000, while the score is low and the loss does not fall.

    With three hidden layers or more. Not where weights are 0 by choice, or are pulled to 0 by a penalty: then the
    gradient is small for another reason.

    Y. Bengio, P. Simard and P. Frasconi, 1994, https://doi.org/10.1109/72.279181
    """
    norms = evidence.diagnostics.gradient_norms if evidence.layers and evidence.diagnostics else ()
    if len(norms) <= VANISHING_LAYERS or not all(map(isfinite, norms)) or not norms[-1] > 0.0:
        return None
    experiment = evidence.experiment
    otherwise = remedies.random_weights(experiment) or remedies.weaker_penalty(experiment)
    share = norms[0] / norms[-1]
    if otherwise or share >= VANISHING_SHARE.at(held):
        return None
    if not evidence.is_high(held) or evidence.is_falling(held):
        return None
    times = floor(1.0 / max(share, 1.0 / MOST_TIMES))
    digit = 10 ** (len(str(times)) - 1)
    return Finding(VANISHING_TEXT, {"times": times // digit * digit}, Place("layer", 1))


def linear(evidence: Evidence, held: bool) -> Finding | None:
    """Score that can be reached - best score of a weighted sum of the features >= 5%, and no layer bends anything.

    And the network's own score is that much too low. Layers of linear units are one weighted sum, however many they
    are. One unit can't do XOR: M. Minsky and S. Papert, "Perceptrons", 1969.
    """
    experiment, reachable = evidence.experiment, evidence.reachable
    if evidence.history.trained < LINE_EPOCHS or not all(map(remedies.is_linear, experiment.hidden)):
        return None
    score = evidence.history.train_score
    if reachable.score - reachable.line < MISSING.at(held) or not evidence.is_high(held):
        return None
    remedy = remedies.add_feature(reachable.feature) if reachable.feature else None
    if experiment.problem == "regression":
        return Finding(FLAT_TEXT, {"score": round(score, 2)}, Place("network"), remedy)
    lines = experiment.problem == "classification" and set(experiment.features) <= {"x", "y"}
    text = LINE_TEXT if lines else SUM_TEXT
    return Finding(text, {"percent": floor(100.0 * score)}, Place("network"), remedy)


DEAD = Rule("dead", dead, (DEAD_TEXT,), (remedies.lower_high_rate, remedies.other_activation))
SATURATED = Rule("saturated", saturated, (SATURATED_TEXT,), (remedies.lower_high_rate,))
VANISHING = Rule("vanishing", vanishing, (VANISHING_TEXT,), (remedies.other_activation,))
LINEAR = Rule("linear", linear, (LINE_TEXT, SUM_TEXT, FLAT_TEXT), (remedies.bending_activation, remedies.another_layer))
