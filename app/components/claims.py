"""What textbooks say of activations, what was measured here, and links that set up the experiment.

Every measured number comes from ``app/claims.json``, which ``python -m nn_core.study.claims`` makes.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from dash import html

from nn_core.study.claims import CLAIMS, SetUp
from nn_core.study.race_link import to_race_link
from nn_core.study.race_rules import Rules

from .. import ids
from ..i18n import _
from .claim_figures import Figures
from .claim_texts import TEXTS

FILE = Path(__file__).parents[1] / "claims.json"
_SHOWN_HERE = {"sparse": ids.SIGNAL_TITLE, "softmax": ids.SOFTMAX_TITLE}


class Told(NamedTuple):
    """A claim: what is said, a verdict, what was found here, what the link shows ("" for nothing more), the link."""

    key: str
    claim: str
    verdict: str
    found: str
    shown: str
    address: str


@lru_cache(maxsize=1)
def measured() -> dict[str, Any]:
    """The claims in the file of what was measured, by their keys."""
    claims: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))["claims"]
    return claims


def address(set_up: SetUp) -> str:
    """The address of a race, relative to the page that it is on."""
    return f"race#{to_race_link(Rules(set_up.base, set_up.differs, set_up.lanes, target=set_up.target))}"


def claims(file: dict[str, Any] | None = None) -> list[Told]:
    """All of them, told with the numbers of the file."""
    told = []
    for key, claim in CLAIMS.items():
        results = (file or measured())[key]
        where = address(claim.shown) if claim.shown else f"#{_SHOWN_HERE[key]}"
        told.append(Told(key, *TEXTS[key](Figures(results)), where))
    return told


def claims_panel() -> html.Section:
    """The ten of them, each with its link."""
    items = [
        html.Li(
            [
                html.P(told.claim, className="claim"),
                html.P(html.Strong(told.verdict)),
                *([html.P(told.shown, className="found")] if told.shown else []),
                html.Details([html.Summary(_("What we measured")), html.P(told.found, className="found")]),
                html.A(
                    _("Check it"),
                    href=told.address,
                    className="check",
                    **{"aria-label": _("Check it: {claim}").format(claim=told.claim)},
                ),
            ]
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
                    "Ten things that textbooks say about activations, and what we measured. Numbers are "
                    "medians over many seeds, with the middle half of the seeds in parentheses; accuracies say "
                    "whether they are for training or test data. Each link opens one of the measured runs, the "
                    "one with seed 0."
                ),
                className="small",
            ),
            html.Ol(items, className="claims"),
        ],
    )
