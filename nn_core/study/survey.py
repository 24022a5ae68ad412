"""The survey: the same race on every dataset, and one table of activations by datasets.

Each dataset has a network that can learn it and a test loss that means it is learned. All else is the base's, by
default what the playground begins with: inputs x and y, learning rate 0.03, batches of 10, weights from -0.5..0.5.

A gated or maxout unit has several weighted sums, so at equal units its network would be nearly twice as large. These
get fewer units: as many as bring their parameters nearest to those of the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import isfinite

from ..datasets import DATASETS
from ..experiment.experiment import Experiment
from ..experiment.hidden import Layer
from .comparison import comparisons
from .equal_parameters import equal_parameters
from .race import Lane, Race, lanes
from .report import between, percent, shapes
from .statistics import summary

_SHARED = (
    "features", "learning_rate", "batch_size", "optimizer", "clip_norm", "schedule", "schedule_epochs", "initializer",
    "initial_bias",
)  # fmt: skip
_COURSES = {  # units of the hidden layers, and the test loss to get below
    "circle": ((4, 4), 0.01),
    "xor": ((4, 4), 0.01),
    "gauss": ((4, 4), 0.001),
    "spiral": ((8, 8, 8), 0.05),
    "reg-plane": ((4, 4), 0.0005),
    "reg-gauss": ((8, 8), 0.01),
}


def courses(
    base: Experiment, activations: Sequence[str], seeds: Sequence[int], cap: int, command: str
) -> dict[str, Race]:
    """A race for each dataset, in which no run is done yet."""
    shared = base.model_dump(include={*_SHARED})
    races = {}
    for key, (units, target) in _COURSES.items():
        hidden = tuple(Layer(units=n) for n in units)
        experiment = Experiment(**shared, problem=DATASETS[key].problem, dataset=key, hidden=hidden)
        raced = [_fair(lane, experiment.parameters) for lane in lanes(experiment, activations)]
        races[key] = Race(raced, seeds, target, cap, [], command)
    return races


def _fair(lane: Lane, parameters: int) -> Lane:
    """A lane whose units have several weighted sums with so many units that its parameters are the nearest."""
    experiment = lane.experiment
    if all(layer.columns == layer.units for layer in experiment.hidden):
        return lane
    hidden = equal_parameters(experiment, parameters)
    return replace(lane, experiment=experiment.model_copy(update={"hidden": hidden}))


def markdown(races: Mapping[str, Race]) -> str:
    """The table, and how it was made."""
    any_race = next(iter(races.values()), None)
    if any_race is None:
        return "# Every activation on every dataset\n\nNo run is done yet.\n"
    cells = {key: _column(race) for key, race in races.items()}
    counts = ", ".join(
        f"{DATASETS[key].name} {comparisons(race.finishes, race.cap).count:,}" for key, race in races.items()
    )
    heads = [f"[{DATASETS[key].name}]({key}/race.md)" for key in races]
    networks = [
        f"- {DATASETS[key].name}: {race.goal}; hidden layers {shapes(race.lanes)}" for key, race in races.items()
    ]
    rows = [
        f"| {lane.name} | {' | '.join(cells[key][index] for key in races)} |"
        for index, lane in enumerate(any_race.lanes)
    ]
    shared = any_race.lanes[0].experiment
    return f"""# Every activation on every dataset

Median epochs to the finish over {len(any_race.seeds)} seeds, the median's 95% interval, and the share of runs that
never got there within {any_race.cap:,} epochs. In bold the activations that no other one is surely faster than. "∞":
half of the runs or more never got there. A dataset's own report has quartiles and the verdict on every pair.

"Surely" is said of all pairs of a dataset together: the sign tests of speed, and of how often activations finish, share
one error of 5% (Holm). So many comparisons were made in each:
{counts}.

| activation | {" | ".join(heads)} |
|---|{"---|" * len(heads)}
{chr(10).join(rows)}

The finish, and the networks. A gated or maxout unit has several weighted sums, so these networks have fewer units, such
that all networks of a dataset have as nearly the same number of parameters as whole units allow: they race at equal
parameters, not at equal units.

{chr(10).join(networks)}

Inputs {", ".join(shared.features)}; learning rate {shared.learning_rate:g}; batches of {shared.batch_size};
{shared.optimizer}; initial weights {shared.initializer}. Made by

    {any_race.command}

which, run again, does only what is missing: after an activation has been added, its runs alone.
"""


def _column(race: Race) -> list[str]:
    """A dataset's cell for each lane."""
    beaten = {pair.slower for pair in comparisons(race.finishes, race.cap).pairs if pair.verdict in ("ahead", "sooner")}
    return [_cell(race, lane, bold=lane not in beaten) for lane in range(len(race.lanes))]


def _cell(race: Race, lane: int, *, bold: bool) -> str:
    runs = race.results(lane)
    if not runs:
        return ""
    lane_summary = summary(runs)
    finite, interval = isfinite(lane_summary.epochs.median), lane_summary.epochs_interval
    text = f"{lane_summary.epochs.median:,.0f}" if finite else "∞"
    shown = f"**{text}**" if bold and finite else text
    around = f" ({between(interval)})" if finite and interval else ""
    never = f", {percent(lane_summary.never_share)} never" if lane_summary.never else ""
    return shown + around + never
