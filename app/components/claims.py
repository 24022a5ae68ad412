"""What textbooks say of activations, what was measured here, and links that set up the experiment.

Every measured number comes from ``app/claims.json``, which ``python -m nn_core.study.claims`` makes.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from dash import get_relative_path, html
from dash.development.base_component import Component

from nn_core.formats.links.link import to_link
from nn_core.formats.links.options import Options
from nn_core.study.claims import CLAIMS, NETWORKS
from nn_core.study.race_link import to_task_link

from .. import ids
from ..i18n import _
from .claim_figures import Figures
from .claim_texts import TEXTS
from .fields import button

FILE = Path(__file__).parents[1] / "claims.json"
GUESSES = ("true", "depends", "false")
_SHOWN_HERE = {"sparse": ids.SIGNAL_TITLE, "softmax": ids.SOFTMAX_TITLE}


class Told(NamedTuple):
    """A claim: what is said, a verdict, what was found here, what the link shows ("" for nothing more), the link.

    ``network`` is the link of the one network that shows it, or "".
    """

    key: str
    claim: str
    verdict: str
    found: str
    shown: str
    address: str
    network: str


@lru_cache(maxsize=1)
def measured() -> dict[str, Any]:
    """The claims in the file of what was measured, by their keys."""
    claims: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))["claims"]
    return claims


def claims(file: dict[str, Any] | None = None) -> list[Told]:
    """All of them, told with the numbers of the file."""
    told = []
    for key, claim in CLAIMS.items():
        results = (file or measured())[key]
        where = f"race#{to_task_link(key)}" if claim.shown else f"#{_SHOWN_HERE[key]}"
        told.append(Told(key, *TEXTS[key](Figures(results)), where, _network_link(key)))
    return told


def _network_link(key: str) -> str:
    """The address, within the app, of the playground with the network that shows a claim, and with that as its task."""
    network = NETWORKS.get(key)
    return f"#{to_link(network, Options(task=key))}" if network else ""


def claims_panel() -> html.Section:
    """All of them, each with its guess and its link."""
    items = [
        html.Li(
            [
                *guess_card(told),
                html.Div(
                    [
                        button(_("Show what was measured"), **{"data-tell": told.key, "aria-expanded": "false"}),
                        html.A(
                            _("Check it"),
                            href=told.address,
                            className="check",
                            **{"aria-label": _("Check it: {claim}").format(claim=told.claim)},
                        ),
                        *_in_one_network(told),
                    ],
                    className="claim-links",
                ),
            ],
            **{"data-claim": told.key},
        )
        for told in claims()
    ]
    return html.Section(
        className="panel stack",
        **{"aria-labelledby": "claims-title"},
        children=[
            html.H2(_("Is it true?"), id="claims-title"),
            html.P(
                _(
                    "What textbooks and papers say about activations. Guess, then see what we measured. "
                    "Numbers are medians over many seeds, with the middle half of the seeds in parentheses; accuracies "
                    "say whether they are for training or test data. Each link opens one of the measured runs, the "
                    "one with seed 0."
                ),
                className="small",
            ),
            html.Ol(items, className="claims"),
        ],
    )


def _in_one_network(told: Told) -> list[html.A]:
    """The way to the playground, where one network shows it."""
    if not told.network:
        return []
    return [
        html.A(
            _("In one network"),
            href=f"{get_relative_path('/')}{told.network}",
            **{"aria-label": _("In one network: {claim}").format(claim=told.claim)},
        )
    ]


def guess_card(told: Told, look: str = "") -> list[Component]:
    """What is said, the guesses, and, only once somebody has guessed, what was measured and what to look at."""
    guesses = (_("True"), _("It depends"), _("False"))
    said = _("You guessed: {guess}. Measured: {verdict}")
    measured_here = [part for part in (told.found, told.shown, look) if part]
    return [
        html.P(told.claim, className="claim"),
        html.Div(
            [
                html.Span(_("Your guess:")),
                *(
                    button(
                        guess,
                        **{
                            "data-guess": key,
                            "data-said": said.format(guess=guess, verdict=told.verdict),
                            "aria-pressed": "false",
                        },
                    )
                    for key, guess in zip(GUESSES, guesses, strict=True)
                ),
            ],
            className="guesses",
            role="toolbar",
            **{"aria-label": _("Your guess: {claim}").format(claim=told.claim)},
        ),
        html.Div(
            [
                html.P(
                    className="guessed",
                    role="status",
                    **{"data-said": _("Measured: {verdict}").format(verdict=told.verdict)},
                ),
                *([html.P(_("Guess first: what was measured appears here."), className="before")] if look else []),
                html.Div([html.P(part, className="found") for part in measured_here], className="measured"),
            ],
            className="outcome",
        ),
    ]
