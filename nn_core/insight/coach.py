"""The coach: one sentence on how a run goes, where to see it, and one thing to try. Or nothing.

    advice = advise(experiment, history, diagnostics)
    sentence(advice)            "Stuck: the training loss has stayed at 0.37 for 200 epochs."
    advice.place                where the page shows it
    advice.change               one change to try, as an experiment

The rules are asked in the order of their importance, and the first one that finds its fact speaks. What a rule measures
is in its docstring. Nothing is remembered here: whoever asks says what was ``said`` last, and gives the history since
the set-up was changed last.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..common.written import exact, rounded
from ..experiment.experiment import Experiment
from .coach_goals import MEMORIZING, SMALL, SOLVED, STUCK
from .coach_layers import DEAD, LINEAR, SATURATED, VANISHING
from .coach_steps import CRAWLING, DIVERGED, OSCILLATING, OVERSHOT, SMALL_BATCH
from .diagnostics import Diagnostics
from .evidence import Evidence, Finding, Place, Rule
from .history import History, Moment
from .reachable import Reachable, reachable
from .remedies import Change, Value

FEWEST = 3  # frames that anything is said of

# In the order of importance: numbers without limit, a gradient that does not get through, steps that are too large, a
# network that can't, steps that are too small, the wrong thing learned, nothing learned, too little to judge by, and
# all is well. Where layers have saturated since the steps are too large, the steps are to blame.
RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        DIVERGED, DEAD, OVERSHOT, SMALL_BATCH, OSCILLATING, VANISHING, SATURATED, LINEAR, CRAWLING, MEMORIZING, STUCK,
        SMALL, SOLVED,
    )
}  # fmt: skip


@dataclass(frozen=True)
class Advice:
    """What the coach says: a text with the values for its places, where it can be seen, and a change to try.

    Values that are whole numbers are counts; others are losses, rates, scores and percents, to be shown with two or
    three digits. ``change`` is None where nothing is wrong, or nothing is left to change.
    """

    rule: str
    text: str
    values: Mapping[str, Value]
    place: Place
    change: Change | None


def advise(
    experiment: Experiment,
    history: Sequence[Moment],
    diagnostics: Diagnostics | None = None,
    *,
    data: Reachable | None = None,
    diverged: bool = False,
    said: str | None = None,
    silenced: Collection[str] = (),
) -> Advice | None:
    """The most important thing to say of a run; None if there is nothing.

    ``history`` goes to the frame on the screen, and ``diagnostics`` are of the last look into the network; without
    them the rules on layers are silent. ``data`` is what ``reachable`` gives, for whoever keeps it. ``said`` is the
    name of the rule that was said last: it stays until its fact is clearly gone. The ``silenced`` rules are not asked.
    Work: below a millisecond, however long the history is, and once for an experiment some milliseconds for ``data``.
    """
    with np.errstate(all="ignore"):
        evidence = Evidence(experiment, History(history), diagnostics, data or reachable(experiment), diverged)
        if len(evidence.history) < FEWEST and not diverged:
            return None
        for rule in RULES.values():
            finding = None if rule.name in silenced else rule.look(evidence, said == rule.name)
            if finding:
                return _advice(rule, finding, experiment)
    return None


def _advice(rule: Rule, finding: Finding, experiment: Experiment) -> Advice:
    layer = finding.place.layer
    asked = (finding.remedy, *rule.remedies) if finding.remedy else rule.remedies
    changes = (remedy(experiment, None if layer is None else layer - 1) for remedy in asked)
    change = next((change for change in changes if change), None)
    return Advice(rule.name, finding.text, finding.values, finding.place, change)


def sentence(said: Advice | Change) -> str:
    """A text with its values, in English."""
    return said.text.format_map({key: _written(value) for key, value in said.values.items()})


def _written(value: Value) -> str:
    if isinstance(value, int):
        return exact(value)
    return rounded(value, 3) if isinstance(value, float) else value
