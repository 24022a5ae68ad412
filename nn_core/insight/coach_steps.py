"""Rules on the size of the steps: without limit, over the goal, to and fro, and too small to get anywhere.

L is the training loss, the mean of some frames in a row (``history``), and G the loss of the best constant answer
(``reachable``). The learning rate counts beside the one that usually trains with the optimizer (``remedies``).
"""

from .evidence import Evidence, Finding, Place, Rule, Threshold
from .history import RECENT
from .remedies import Value, larger_batch, lower_rate, usual_or_higher_rate, usual_rate

DIVERGED_TEXT = "Diverged after epoch {epoch}: the numbers grew without limit."

OVERSHOT_TEXT = "Worse than guessing: the training loss is {loss}, and a constant answer gets {guess}."
OVER_GUESS = Threshold(1.15, 1.05)  # times G
HIGH_RATE = 1.0  # times the usual one: with that, weights may begin above G and take long to come down

OSCILLATING_TEXT = "Oscillating: the loss jumps by {percent}% between points of its curve. The steps are too large."
SMALL_BATCH_TEXT = "Jumpy: with batches of {size}, the loss jumps by {percent}% between points of its curve."
JUMPS = Threshold(0.15, 0.1)  # of the loss: mini-batches alone make less at a rate that trains
DETOUR = Threshold(4.0, 2.0)  # a loss that falls fast jumps, too, but one way
JUMPS_MISSING = Threshold(0.02, 0.01)  # of the score, over the same frames: else they are jumps of next to nothing
JUMPS_ROWS = 10

CRAWLING_TEXT = "Crawling: in the last {epochs} epochs the loss fell by only {percent}%. The learning rate is {rate}."
SCHEDULE_TEXT = (
    "Crawling: in the last {epochs} epochs the loss fell by only {percent}%. The schedule lowered the learning rate."
)
LOW_RATE = 0.1  # times the usual one
SLOW_FALL = Threshold(0.1, 0.15)  # of the loss in SLOW_EPOCHS: to halve it takes 330
SLOW_EPOCHS = 50
NO_RISE = -0.01


def diverged(evidence: Evidence, held: bool) -> Finding | None:  # noqa: ARG001
    """A weight or a loss is beyond 1e12, or no number: training has stopped there."""
    if not evidence.diverged:
        return None
    return Finding(DIVERGED_TEXT, {"epoch": evidence.history.last}, Place("learning-rate"))


def overshot(evidence: Evidence, held: bool) -> Finding | None:
    """L >= 1.15 G, and L does not fall, at a learning rate above the usual one.

    One large step has carried the weights to where the outputs are certain, and wrong; there the slope of the output
    is nearly 0.
    """
    level, guess = evidence.history.level, evidence.reachable.guess
    if evidence.rate <= HIGH_RATE or not guess > 0.0 or (not held and evidence.is_falling(held)):
        return None
    if level < OVER_GUESS.at(held) * guess:
        return None
    return Finding(OVERSHOT_TEXT, {"loss": level, "guess": guess}, Place("learning-rate"))


def oscillating(evidence: Evidence, held: bool) -> Finding | None:
    """Mean |L[i] - L[i-1]| >= 15% of mean L over 30 frames, to and fro, at more than a low learning rate.

    To and fro: the way is at least 4 times the distance. A step over the valley's floor lands on its other side:
    Y. LeCun and others, 1998, section 5, https://doi.org/10.1007/3-540-49430-8_2
    """
    percent = _jumps(evidence, held)
    return None if percent is None else Finding(OSCILLATING_TEXT, {"percent": percent}, Place("learning-rate"))


def small_batch(evidence: Evidence, held: bool) -> Finding | None:
    """The same with batches of at most 5, at no more than the usual learning rate: each step follows few points.

    L. Bottou, F. E. Curtis and J. Nocedal, 2018, section 4, https://doi.org/10.1137/16M1080173
    """
    percent = _jumps(evidence, held)
    if percent is None or evidence.rate > HIGH_RATE or not larger_batch(evidence.experiment):
        return None
    return Finding(SMALL_BATCH_TEXT, {"size": evidence.experiment.batch_size, "percent": percent}, Place("batch-size"))


def _jumps(evidence: Evidence, held: bool) -> int | None:
    """By what percent the loss jumps, where it does."""
    history = evidence.history
    if len(history) < JUMPS_ROWS or evidence.rate <= LOW_RATE:
        return None
    missing = evidence.reachable.score - float(history.train_scores[-RECENT:].mean())
    if missing < JUMPS_MISSING.at(held) or not history.is_jumping(JUMPS.at(held), DETOUR.at(held)):
        return None
    return round(100.0 * history.jumps)


def crawling(evidence: Evidence, held: bool) -> Finding | None:
    """L fell by less than 10% in 50 epochs, one way, while the learning rate is at most a tenth of the usual one."""
    history = evidence.history
    fall = history.fall(SLOW_EPOCHS)
    if fall is None or evidence.rate > LOW_RATE or not evidence.is_high(held):
        return None
    if not NO_RISE <= fall < SLOW_FALL.at(held) or history.detour > DETOUR.enter:
        return None
    values: dict[str, Value] = {"epochs": SLOW_EPOCHS, "percent": float(f"{100.0 * max(0.0, fall):.2g}")}
    rate = evidence.experiment.learning_rate
    if rate > LOW_RATE * usual_rate(evidence.experiment):
        return Finding(SCHEDULE_TEXT, values, Place("schedule"))
    return Finding(CRAWLING_TEXT, {**values, "rate": rate}, Place("learning-rate"))


DIVERGED = Rule("diverged", diverged, (DIVERGED_TEXT,), (lower_rate,))
OVERSHOT = Rule("overshot", overshot, (OVERSHOT_TEXT,), (lower_rate,))
SMALL_BATCH = Rule("small-batch", small_batch, (SMALL_BATCH_TEXT,), (larger_batch,))
OSCILLATING = Rule("oscillating", oscillating, (OSCILLATING_TEXT,), (lower_rate,))
CRAWLING = Rule("crawling", crawling, (CRAWLING_TEXT, SCHEDULE_TEXT), (usual_or_higher_rate,))
