"""What is known of each activation, from its record in the registry: cards, and a table of all.

What holds of a function depends on its parameter, so the cards follow the sliders: ``facts_told`` goes along with the
curve.
"""

from dataclasses import replace

from dash import dcc, html

from nn_core import ACTIVATIONS, INITIALIZERS
from nn_core.activations import Activation
from nn_core.activations.aliases import other_names
from nn_core.activations.custom import custom
from nn_core.activations.networks import used_in
from nn_core.common.written import rounded
from nn_core.insight.gain import PYTORCH, UNITS, gain

from .. import ids
from ..bridge.markup import meanwhile
from ..calls.facts import facts_told, number, properties, range_of
from ..i18n import _
from .fields import button
from .gated_picture import gated_picture


def own_activation() -> Activation:
    """What stands for a function that a person types, until one is typed."""
    return replace(custom("z + a*sin(z)", None), name=_("Custom activation"))


def formulas_of(activation: Activation) -> str:
    """Both formulas for MathJax; a layer whose units are coupled has no function of one z."""
    slope = "f'(z) = "
    value = "f(z) = "
    if activation.sums:
        value, slope = r"a =\ ", ""
    elif activation.coupled:
        shape = activation.coupled.learns_shape
        value, slope = ("a = ", r"\frac{\partial a}{\partial z_i} = ") if shape else ("a_i = ", "")
    return "\n\n".join(f"$$\n{text}\n$$" for text in (value + activation.tex, slope + activation.tex_derivative))


def _as_text(activation: Activation) -> str:
    """The same as texts, until MathJax is there."""
    value, slope = ("a = ", "") if activation.coupled else ("f(z) = ", "f′(z) = ")
    return f"{value}{_(activation.formula)}\n{slope}{_(activation.derivative)}"


def _parameter(activation: Activation) -> str:
    given = activation.parameter
    if given is None:
        return _("none")
    limits = f"{number(given.minimum)} … {number(given.maximum)}"
    told = _("{symbol}, {name}: {limits}, default {default}").format(
        symbol=given.symbol, name=_(given.name), limits=limits, default=number(given.default)
    )
    others = [
        _("{symbol}, {name}: {start}").format(symbol=each.symbol, name=_(each.name), start=number(each.default))
        for each in activation.learns[1:]
    ]
    return "; ".join([told, *others])


def _notes(activation: Activation) -> list[str]:
    """What its curve leaves out."""
    notes = []
    if activation.sums:
        notes.append(
            _(
                "It has two weighted sums: the value z₁ and the gate z₂. The curve is the gate, which is the output "
                "where z₁ = 1. Range and properties are those of the function of both; it saturates where "
                "the gate does."
            )
        )
        notes.append(
            _(
                "A unit has twice the weights and biases of others: a race at equal units is not one at equal "
                "parameters."
            )
        )
    elif activation.coupled and activation.coupled.learns_shape:
        notes.append(_("Its shape is learned. The curve is an example: the larger of z and −z."))
    elif activation.coupled:
        notes.append(
            _("It depends on all units of the layer. The curve shows one of two units while the other stays at 0.")
        )
    if activation.noise:
        notes.append(_("The noise e is added during training only; the curve leaves it out."))
    if activation.drawn:
        notes.append(_("The slope e is drawn during training only; the curve has the mean of what can be drawn."))
    if activation.learned:
        notes.append(_("The parameter is learned along with the weights; the slider sets its starting value."))
        if activation.learned.per_unit:
            notes.append(_("Each unit of a layer learns its own."))
    return notes


def _card(activation: Activation) -> html.Article:
    return _article(activation, _rows(activation), facts_told(activation, None))


def _own_card() -> html.Article:
    note = _("Trained in plain NumPy, so more slowly than the built-in activations.")
    return _article(own_activation(), [(_("Note"), note)], {})


def _rows(activation: Activation) -> list[tuple[str, str]]:
    initializer = INITIALIZERS[activation.initializer]
    return [
        *_names(activation),
        (_("Parameter"), _parameter(activation)),
        (_("Origin"), _(activation.background.origin)),
        (_("Use"), _(activation.background.use)),
        *_networks(activation),
        (_("Strength"), _(activation.background.strength)),
        (_("Weakness"), _(activation.background.weakness)),
        (_("Initializer"), f"{_(initializer.name)}: {_(initializer.formula)}"),
        (_("Gain"), _gain(activation)),
        *((_("Note"), note) for note in _notes(activation)),
        (_("Source"), _(activation.background.source)),
    ]


def _gain(activation: Activation) -> str:
    """What keeps a signal and a gradient, and what PyTorch has for it."""
    its = gain(activation, activation.default)
    told = _("{signal} keeps signals, {gradient} gradients, with weights N(0, g² / inputs)").format(
        signal=_number(its.signal), gradient=_number(its.gradient)
    )
    if activation.coupled and not activation.sums:
        told += " " + _("(measured with {n} units)").format(n=UNITS)
    if pytorch := PYTORCH.get(activation.key):
        told += "; " + _("PyTorch has {g}").format(g=_number(pytorch(activation.default)))
    return told


def _number(value: float | None) -> str:
    return _("nothing") if value is None else rounded(value, 3)


def _names(activation: Activation) -> list[tuple[str, str]]:
    names = ", ".join(other_names(activation.key))
    told = _("{names} (capitals, _ and - do not matter)").format(names=names)
    return [(_("Also called"), told)] if names else []


def _networks(activation: Activation) -> list[tuple[str, str]]:
    """The networks that use it, each with the paper that says so."""
    told = [
        _("{network} ({source})").format(network=network.name, source=network.source)
        for network in used_in(activation.key)
    ]
    return [(_("Networks"), "; ".join(told))] if told else []


def _article(activation: Activation, rows: list[tuple[str, str]], told: dict[str, str]) -> html.Article:
    names = {"range": _("Range"), "holds": _("Properties")}
    moving = [part for key, text in told.items() for part in (html.Dt(names[key]), html.Dd(text, **{"data-fact": key}))]
    return html.Article(
        id=ids.card(activation.key),
        className="card gated-card" if activation.sums else "card",
        hidden=True,
        **{"data-key": activation.key},
        children=[
            html.Header(
                className="section-head",
                children=[
                    html.H3(_(activation.name)),
                    button(
                        _("Try it"),
                        title=_("Open the playground with this activation in all hidden layers"),
                        **{
                            "data-do": "try",
                            "aria-label": _("Try {name} in the playground").format(name=_(activation.name)),
                        },
                    ),
                ],
            ),
            meanwhile(
                dcc.Markdown("", id=ids.card_formula(activation.key), mathjax=True, className="card-formula"),
                _as_text(activation),
            ),
            *([gated_picture(activation)] if activation.sums else []),
            *([html.Dl(moving)] if moving else []),
            html.Details(
                [
                    html.Summary(_("More")),
                    html.Dl([part for name, text in rows for part in (html.Dt(name), html.Dd(text))]),
                ]
            ),
        ],
    )


def formulas() -> dict[str, str]:
    """The formulas of each card: the scripts hand them over when a card is shown, as setting them takes a while."""
    return {activation.key: formulas_of(activation) for activation in ACTIVATIONS.values()}


def cards() -> html.Section:
    """A card for each activation; those of the chosen ones are shown."""
    return html.Section(
        className="panel stack",
        **{"aria-labelledby": "cards-title"},
        children=[
            html.Div(
                className="section-head",
                children=[
                    html.H2(_("Facts"), id="cards-title"),
                    button(
                        _("Race these"),
                        id=ids.RACE_THEM,
                        className="plain-button main-button",
                        title=_("Train networks with the selected activations side by side"),
                    ),
                ],
            ),
            html.Div([*(_card(activation) for activation in ACTIVATIONS.values()), _own_card()], className="cards"),
        ],
    )


def _row(activation: Activation) -> html.Tr:
    facts = activation.facts
    ticks = [getattr(facts, fact) for fact, _words in properties()]
    name = html.Button(_(activation.name), type="button", className="name-button", **{"data-do": "pick"})
    parameter = activation.parameter
    return html.Tr(
        [
            html.Th(name, scope="row"),
            html.Td(range_of(activation, facts), className="nowrap"),
            *(html.Td(_("yes") if tick else "–", className="tick" if tick else "") for tick in ticks),
            html.Td(f"{parameter.symbol}, {_(parameter.name)}" if parameter else "–", className="nowrap"),
        ],
        **{"data-key": activation.key},
    )


def table() -> html.Section:
    """All activations, compared by their facts, once somebody asks for it."""
    columns = (
        _("Function"),
        _("Range"),
        *(words for _fact, words in properties()),
        _("Parameter"),
    )
    explained = html.P(
        _(
            "With the default parameters (the cards follow the sliders); for maxout, the facts are for |z|; for "
            "gated units, for the function of value and gate. "
            "Differentiable: f′ is continuous. Smooth: all derivatives are continuous. Sparse: f is exactly 0 for "
            "many z. Can die: f′ is exactly 0 for many z, so a unit may get no gradient. Click a name to select it."
        ),
        className="small",
    )
    rows = html.Table(
        [
            html.Thead(html.Tr([html.Th(text, scope="col") for text in columns])),
            html.Tbody([_row(activation) for activation in ACTIVATIONS.values()], id=ids.FACTS_TABLE),
        ],
        className="table facts",
    )
    name = html.Summary(
        [
            html.H2(_("Compare all"), id="facts-title"),
            html.Span(
                _("{n} functions, {k} properties").format(n=len(ACTIVATIONS), k=len(properties())), className="small"
            ),
        ]
    )
    return html.Section(
        html.Details([name, explained, html.Div(rows, className="scroller")], id=ids.COMPARE),
        className="panel compare",
        **{"aria-labelledby": "facts-title"},
    )
