"""Rules on what has been learned: everything, nothing for a long time, the training points by heart, or who knows.

L is the training loss and L* the test loss, each the mean of some frames in a row (``history``), and G the loss of the
best constant answer (``reachable``).
"""

from math import floor

import numpy as np

from . import remedies
from .coach_steps import DETOUR, JUMPS
from .evidence import Evidence, Finding, Place, Rule, Threshold
from .history import RECENT, ROWS, jitter, smoothed

MEMORIZING_TEXT = (
    "Memorizing: since epoch {epoch} the test loss rose to {test} while the training loss fell to {train}."
)
GAP_TEXT = "Memorizing: the training loss is {train}, the test loss {test}, and the gap grows."
GAP = Threshold(0.3, 0.2)  # of G: a small one is the luck of the draw, and goes by itself
RISE = Threshold(0.15, 0.08)  # of the lowest test loss: a few percent come and go
RISE_OF_GUESS = 0.02  # of G: below that both losses are small
STEADY = 5.0  # times as much as the test loss trembles
NO_FALL = Threshold(0.02, 0.05)  # of the test loss
FELL = 0.1  # of the training loss at that time
MEMORIZING_EPOCHS = 50
LATELY = 20  # epochs since the lowest test loss
MEMORIZING_SHARE = 0.2  # of the run: a minimum long ago, and no dip just now

STUCK_TEXT = "Stuck: the training loss has stayed at {loss} for {epochs} epochs."
BAND = Threshold(0.02, 0.03)  # of the loss: what two digits of it do not show
STUCK_EPOCHS = 200  # plateaus that end by themselves at the usual rate are mostly shorter
STUCK_UPDATES = 1000  # with large batches an epoch is few steps

SMALL_TEXT = "Too little test data to judge: one of its points makes {percent}% of the score."
FEW = Threshold(30, 32)  # of fewer test points, two or three that are hard make the loss rise

SOLVED_TEXT = "Solved: {percent}% right on training and test data since epoch {epoch}."
FITTED_TEXT = "Solved: R² is at least {score} on training and test data since epoch {epoch}."
SOLVED_R2 = 0.99
SOLVED_SLACK = 0.01  # of the score may be lost again while mini-batches pull to and fro
SOLVED_EPOCHS = 5  # so that it is no passing luck


def memorizing(evidence: Evidence, held: bool) -> Finding | None:
    """L* >= 1.15 min L* and L falls since; or L* - L >= 0.25 G and grows, as L falls and L* does not, for half the run.

    L. Prechelt, 1998, https://doi.org/10.1007/3-540-49430-8_3: the generalization loss GL = 100 (L* / min L* - 1).
    """
    history, guess = evidence.history, evidence.reachable.guess
    if evidence.reachable.test < FEW.enter or history.trained < MEMORIZING_EPOCHS:
        return None
    if not held and history.is_jumping(JUMPS.leave, DETOUR.leave):
        return None  # it goes up and down for another reason
    train, test = smoothed(history.train), smoothed(history.test)
    trembles = STEADY * jitter(history.test[-RECENT:])
    best = int(test.argmin())
    rise, ago = float(test[-1] - test[best]), history.last - history.epochs[best]
    if (
        ago >= max(LATELY, MEMORIZING_SHARE * history.trained)
        and rise >= max(RISE.at(held) * test[best], RISE_OF_GUESS * guess, trembles)
        and train[-1] <= (1.0 - FELL) * train[best]
    ):
        values = {"epoch": int(history.epochs[best]), "test": float(test[-1]), "train": float(train[-1])}
        return Finding(MEMORIZING_TEXT, values, Place("loss-curve"))
    half = int(np.searchsorted(history.epochs, history.last - history.trained // 2))
    gap = float(test[-1] - train[-1])
    if (
        half >= ROWS
        and gap >= max(GAP.at(held) * guess, trembles, test[half] - train[half])
        and train[-1] <= (1.0 - FELL) * train[half]
        and test[-1] >= (1.0 - NO_FALL.at(held)) * test[half]
    ):
        return Finding(GAP_TEXT, {"train": float(train[-1]), "test": float(test[-1])}, Place("loss-curve"))
    return None


def stuck(evidence: Evidence, held: bool) -> Finding | None:
    """L has stayed within 2% for 200 epochs and 1,000 updates, while the training score is low.

    It may yet fall: plateaus end. That it has stayed is all that is said.
    K. Fukumizu and S. Amari, 2000, https://doi.org/10.1016/S0893-6080(00)00009-5
    """
    epochs = evidence.history.flat_for(BAND.at(held))
    if epochs < max(STUCK_EPOCHS, STUCK_UPDATES / evidence.updates) or not evidence.is_high(held):
        return None
    return Finding(STUCK_TEXT, {"loss": evidence.history.level, "epochs": epochs}, Place("loss-curve"))


def small(evidence: Evidence, held: bool) -> Finding | None:
    """Test points < 30: each is more than 3% of the score, and the standard error √(p (1 - p) / n) of 90% is 5%."""
    points = evidence.reachable.test
    if points >= FEW.at(held) or evidence.history.trained < SOLVED_EPOCHS:
        return None
    return Finding(SMALL_TEXT, {"percent": floor(1000.0 / max(1, points)) / 10.0}, Place("test-data"))


def solved(evidence: Evidence, held: bool) -> Finding | None:
    """Training and test accuracy are the highest that any network can have, or R² >= 0.99, for 5 epochs and up to now.

    Where two points contradict each other the highest is below 1 (``contradictions``).
    """
    history, fit = evidence.history, evidence.experiment.problem == "regression"
    train, test = (SOLVED_R2, SOLVED_R2) if fit else evidence.reachable.most
    since = history.since((history.train_scores >= train) & (history.test_scores >= test))
    if held and since is None:
        train, test = train - SOLVED_SLACK, test - SOLVED_SLACK
        since = history.since((history.train_scores >= train) & (history.test_scores >= test))
    if since is None or not (held or history.last - since >= SOLVED_EPOCHS):
        return None
    stretch = history.epochs >= since
    lowest = float(min(history.train_scores[stretch].min(), history.test_scores[stretch].min()))
    if fit:
        return Finding(FITTED_TEXT, {"score": floor(100.0 * lowest) / 100.0, "epoch": since}, Place("loss-curve"))
    return Finding(SOLVED_TEXT, {"percent": floor(1000.0 * lowest) / 10.0, "epoch": since}, Place("loss-curve"))


MEMORIZING = Rule(
    "memorizing", memorizing, (MEMORIZING_TEXT, GAP_TEXT), (remedies.more_training_data, remedies.stronger_penalty)
)
STUCK = Rule(
    "stuck",
    stuck,
    (STUCK_TEXT,),
    (
        remedies.weaker_penalty,
        remedies.random_weights,
        remedies.missing_coordinate,
        remedies.sigmoid_to_tanh,
        remedies.more_units,
        remedies.another_layer,
    ),
)
SMALL = Rule("small", small, (SMALL_TEXT,), (remedies.more_points,))
SOLVED = Rule("solved", solved, (SOLVED_TEXT, FITTED_TEXT))
