"""The page holds together: ids, texts and registries are the same in layout, callbacks, scripts and styles."""

import inspect
import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from dash import html

from app import ROOT, contract, create_app, ids
from app.calls import CALLS
from app.calls.activations import LOGITS, SIDES, answer_curves
from app.calls.tick import first_answer
from app.components.activation_families import families
from app.components.activation_setup import activations_setup
from app.components.class_room import screens
from app.components.class_setup import class_setup
from app.components.class_wall import states
from app.components.dock import tabs
from app.components.lesson_rail import rail
from app.components.race_setup import race_setup
from app.components.seat import hand_in_button, seat
from app.components.seat_texts import seat_texts
from app.components.setup import MAX_BUTTON_LAYERS, setup
from app.components.share import part_names, presets
from app.lessons import lessons as all_lessons
from app.lessons.rail_texts import lesson_texts
from app.pages import activations, class_page, lessons, not_found, playground, race
from app.pages.shell import shell
from app.parts import PARTS
from app.wire.calling import answer_of
from nn_core import ACTIVATIONS, DATASETS, FEATURES, LOSSES, OUTPUT_LAYERS, REGULARIZERS, Experiment
from nn_core.activations.custom import CUSTOM
from nn_core.common.written import exact
from tests.app.helpers import components, ids_of, tick

SOURCES = ROOT / "assets" / "src"
SCRIPTS = {str(path.relative_to(SOURCES)): path.read_text(encoding="utf-8") for path in sorted(SOURCES.rglob("*.js"))}
STYLES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "assets" / "styles").rglob("*.css")))
SHOWN = [*ACTIVATIONS, CUSTOM]
OWN_CHOICES = ("x", "y", "label", "header", "decimal", "missing", "encoding", "problem")
PAGES = (playground, race, activations, lessons, class_page, not_found)
TABS = [tab.key for tab in tabs()]
ARGUMENTS = {  # what the functions of ids.py take; else the index of a layer
    "dataset": DATASETS,
    "feature": FEATURES,
    **dict.fromkeys(("pick", "card", "card_formula"), SHOWN),
    "curve_parameter": [CUSTOM, *(key for key, activation in ACTIVATIONS.items() if activation.parameter)],
    "share_part": part_names(),
    "lesson_name": all_lessons(),
    "lesson_arc": {read.lesson.arc for read in all_lessons().values()},
    **dict.fromkeys(("dock_tab", "dock_panel"), TABS),
    **dict.fromkeys(("class_tab", "class_screen"), tuple(key for key, _name, _projected in screens())),
    "class_filter": ["all", *(key for key, _name in states())],
    "share_preset": [id_.removeprefix("share-preset-") for id_ in presets()],
    "own_choice": OWN_CHOICES,
    "softmax_logit": range(LOGITS),
    **dict.fromkeys(
        (f"signal_{part}" for part in ("activation", "initializer", "words", "forward", "backward")), SIDES
    ),
}


@pytest.fixture(scope="module")
def layout():
    return playground.layout()


@pytest.fixture(scope="module")
def every():
    """All pages as one: what the scripts and styles can find on some page."""
    return html.Div([page.layout() for page in PAGES] + [rail("one-line"), seat(), hand_in_button()])


def _ids_of_the_module():
    """Every id that ids.py can make."""
    found = {value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)}
    for name, function in inspect.getmembers(ids, inspect.isfunction):
        found |= {function(argument) for argument in ARGUMENTS.get(name, ids.LAYERS)}
    return found


def _by_id(tree):
    return {component.id: component for component in components(tree) if getattr(component, "id", None) is not None}


def _offered(select):
    """The values and texts that a select offers; one that only it shows itself is hidden."""
    options = [c for c in components(select.children) if type(c).__name__ == "Option"]
    return [(option.value, option.children) for option in options if not getattr(option, "hidden", False)]


@pytest.mark.parametrize("page", PAGES)
def test_every_id_is_there_once(page):
    counts = Counter(ids_of([shell(), page.layout(), rail("one-line"), seat()]))
    assert {id_: count for id_, count in counts.items() if count > 1} == {}


def test_every_id_comes_from_ids_and_every_one_of_ids_is_used(every):
    there = {id_ for id_ in ids_of([shell(), every]) if not id_.startswith("_pages")}
    headings = {id_ for id_ in there if id_.endswith("-title")}  # named by aria-labelledby in the same component
    unused_layers = {id_ for id_ in _ids_of_the_module() if id_ not in there and re.match(r"layer-\d", id_)}
    assert there - headings - _ids_of_the_module() == set()
    assert _ids_of_the_module() - there - unused_layers == set()
    assert not {id_ for id_ in unused_layers if int(re.search(r"\d+", id_)[0]) < MAX_BUTTON_LAYERS}


def test_headings_name_their_sections(every):
    names = {getattr(component, "aria-labelledby", None) for component in components(every)} - {None}
    assert names
    assert names <= set(ids_of(every))


def test_the_six_stable_handles_are_there(layout):
    assert {"play", "step", "reset", "epoch", "train-loss", "test-loss"} <= set(ids_of(layout))


def test_the_only_callbacks_are_the_calls_of_the_scripts():
    assert [its["output"] for its in create_app()._callback_list] == [f"{answer_of(name)}.data" for name in CALLS]


def test_every_call_of_the_scripts_is_in_the_table():
    _, names = contract.facts()["CALLS"]
    assert [its["outputs"]["id"] for its in names.values()] == list(map(answer_of, CALLS))
    used = {name for text in SCRIPTS.values() for name in re.findall(r"(?<!/)\bserver\s*\.(\w+)", text)}
    assert used - {"blames"} == set(names)


@pytest.mark.rest
def test_every_control_is_known_to_the_scripts(every):
    controls = {
        c.id for c in components(every) if type(c).__name__ in {"Select", "Input", "Textarea"} and hasattr(c, "id")
    }
    scripts = "".join(SCRIPTS.values())
    templates = [re.sub(r"\$\{[^}]*\}", r"[\\w-]+", text) for text in re.findall(r"`([\w-]*\$\{[\w${}-]+)`", scripts)]
    known = {
        id_
        for id_ in controls
        if re.search(rf'"{id_}"|\b{id_}: ', scripts) or any(re.fullmatch(template, id_) for template in templates)
    }
    assert {ids.SEED, ids.SPEED, ids.NOISE, ids.SHOW_TEST, ids.layer_activation(0)} <= known
    assert controls - known == set()


def test_every_button_is_known_to_the_scripts(layout):
    made = [c for c in components(layout) if type(c).__name__ == "Button"]
    own = [c for c in made if getattr(c, "type", None) == "submit" or hasattr(c, "data-guess")]  # a dialog's, a claim's
    buttons = {c.id for c in made if c not in own}
    listed = {entry["id"] for kind in ("datasets", "features") for entry in _by_id(layout)[ids.SETUP].data[kind]}
    layers = {f(index) for index in ids.LAYERS for f in (ids.add_unit, ids.remove_unit, ids.layer_look)}
    scripts = "".join(SCRIPTS.values())
    others = buttons - listed - layers - {ids.dock_tab(key) for key in TABS} - set(presets())
    named = {id_ for id_ in others if re.search(rf'"{id_}"|\b{id_}: |[(|]{id_}[|)]', scripts)}
    assert {ids.PLAY, ids.STEP, ids.RESET, ids.ADD_LAYER, ids.REGENERATE} <= named
    assert others - named == set()


def test_classes_and_ids_in_the_scripts_and_styles_are_in_the_layout(every):
    there = set(ids_of(every))
    whole = shell(*(page.layout() for page in PAGES), rail("one-line"), seat(), hand_in_button())
    classes = {name for c in components(whole) for name in (getattr(c, "className", "") or "").split()}
    scripts = "".join(SCRIPTS.values())
    set_by_scripts = set(re.findall(r'classList\.\w+\(\s*"([\w-]+)"', scripts))
    set_by_scripts |= set(" ".join(re.findall(r'\bclass(?:Name)?: "([\w -]+)"', scripts)).split())
    made = re.findall(r'\b(?:made|pressed)\(\s*[^,()]+,\s*"([\w -]+)"', scripts)  # of lessons: elements with classes
    set_by_scripts |= {name for classes in made for name in classes.split()}
    set_by_scripts |= {f"lesson-{name}" for name in re.findall(r'\bpart\("(\w+)"', scripts)}
    selectors = re.findall(r'querySelector(?:All)?\(\s*["`]([^"`]+)["`]', "".join(SCRIPTS.values()))
    selectors += re.findall(r"^([^@/{}]+)\{", re.sub(r"/\*.*?\*/|\{[^{}]*\}", "{}", STYLES, flags=re.DOTALL), re.M)
    for selector in selectors:
        for name in re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"\$\{[^}]*\}", "", selector)):
            assert name in classes | set_by_scripts or re.match(r"js-plotly|nsewdrag|lanes-\d", name), selector
        for name in re.findall(r"#([a-zA-Z][\w-]*)", selector):
            assert name in there, selector


def test_every_text_of_the_setups_is_said_by_the_scripts():
    """That there is no other one, and that its places are filled, the types say: ``Places`` of types.d.ts."""
    used = {key for text in SCRIPTS.values() for key in re.findall(r"\btexts\.(\w+)", text)}
    used |= {"in", "outside", "waiting", "away", "paused", "fixed", "removed", "ended"}  # of a seat, by its state
    setups = (
        setup()["texts"],
        race_setup()["texts"],
        activations_setup()["texts"],
        lesson_texts(),
        seat_texts(),
        class_setup()["texts"],
    )
    assert set().union(*setups) <= used


def test_setup_and_first_answer_are_json_and_small():
    size = len(json.dumps(setup(), allow_nan=False)) + len(json.dumps(first_answer(Experiment()), allow_nan=False))
    assert size < 150_000


@pytest.mark.parametrize(
    ("control", "registry"),
    [
        (ids.ACTIVATION, ACTIVATIONS),
        (ids.REGULARIZATION, REGULARIZERS),
        *((ids.layer_activation(index), ACTIVATIONS) for index in (0, 1, 5)),
    ],
)
def test_selects_offer_every_entry_of_their_registry_by_its_name(layout, control, registry):
    expected = [(entry.key, entry.name) for entry in registry.values()]
    offered = _offered(_by_id(layout)[control])
    if registry is not ACTIVATIONS:
        assert offered == expected
        return
    assert offered[-1] == (CUSTOM, "Custom f(z) …")
    assert sorted(offered[:-1]) == sorted(expected)
    groups = [each for each in components(_by_id(layout)[control]) if type(each).__name__ == "Optgroup"]
    assert [group.label for group in groups] == [name for name, _members in families()]
    assert [_offered(group) for group in groups] == [[(a.key, a.name) for a in members] for _, members in families()]


def test_there_is_a_button_for_every_dataset_and_every_feature(layout):
    there = _by_id(layout)
    for kind in DATASETS.values():
        assert any(kind.name in str(getattr(c, "children", "")) for c in components(there[ids.dataset(kind.key)]))
    for feature in FEATURES.values():
        assert any(feature.label == getattr(c, "children", None) for c in components(there[ids.feature(feature.key)]))


def test_problems_and_output_layers_can_be_chosen(layout):
    there = _by_id(layout)
    problems = {layer.problem for layer in OUTPUT_LAYERS.values()}
    assert {value for value, _ in _offered(there[ids.PROBLEM])} == problems
    assert {(o["problem"], o["output"], o["loss"]) for o in setup()["outputs"]} == set(OUTPUT_LAYERS)


def test_choices_of_a_select_have_different_names_and_values(every):
    for component in components(every):
        if type(component).__name__ == "Select":
            values, names = zip(*_offered(component), strict=True) if component.children else ((), ())
            assert len(set(names)) == len(names), component.id
            assert len(set(values)) == len(values), component.id


def test_what_the_page_begins_with_is_offered(layout):
    there = _by_id(layout)
    default = Experiment()
    for id_, value in {
        ids.SPEED: "1",
        ids.LEARNING_RATE: exact(default.learning_rate),
        ids.ACTIVATION: default.hidden[0].activation,
        ids.REGULARIZATION: default.regularization,
        ids.REGULARIZATION_RATE: exact(default.regularization_rate),
        ids.PROBLEM: default.problem,
        ids.OPTIMIZER: default.optimizer,
        ids.INITIALIZER: default.initializer,
        ids.SCHEDULE: default.schedule,
        ids.CLIP_NORM: exact(default.clip_norm),
    }.items():
        assert value in [offered for offered, _ in _offered(there[id_])], id_


def test_an_activation_registered_at_run_time_appears_everywhere(monkeypatch):
    bent = replace(ACTIVATIONS["tanh"], key="bent", name="Bent identity")
    monkeypatch.setitem(ACTIVATIONS, "bent", bent)
    there = _by_id(playground.layout())
    for control in (ids.ACTIVATION, *map(ids.layer_activation, ids.LAYERS)):
        assert ("bent", "Bent identity") in _offered(there[control])
    assert there[ids.SETUP].data["activations"]["bent"] == {
        "name": "Bent identity",
        "formula": "tanh z",
        "learned": [],
        "perUnit": False,
        "pieces": 1,
        "sums": [],
        "parameter": None,
    }
    (lane,) = tick({"hidden": [{"units": 2, "activation": "bent"}]}, view={"data": True})
    assert lane["experiment"]["hidden"][0]["activation"] == "bent"
    assert ["bent", "Bent identity"] in [list(pair) for pair in race_setup()["choices"]["activation"]]
    page = _by_id(activations.layout())
    assert {"pick-bent", "card-bent"} <= set(page)
    assert "Bent identity" in [
        str(c.children) for c in components(page[ids.FACTS_TABLE]) if type(c).__name__ == "Button"
    ]
    (curve,) = answer_curves({"curves": [{"key": "bent"}]})["curves"]
    assert curve["f"][120:122] == pytest.approx([0.0, 0.0499583749])  # tanh at 0 and 0.05


def test_a_dataset_a_feature_and_a_regularizer_registered_at_run_time_appear(monkeypatch):
    monkeypatch.setitem(DATASETS, "stripes", replace(DATASETS["xor"], key="stripes", name="Stripes"))
    monkeypatch.setitem(FEATURES, "x^3", replace(FEATURES["x^2"], key="x^3", label="X₁³"))
    monkeypatch.setitem(REGULARIZERS, "elastic", replace(REGULARIZERS["l2"], key="elastic", name="Elastic"))
    layout = playground.layout()
    there = _by_id(layout)
    assert {ids.dataset("stripes"), ids.feature("x^3")} <= set(there)
    assert ("elastic", "Elastic") in _offered(there[ids.REGULARIZATION])
    assert "stripes" in [entry["key"] for entry in there[ids.SETUP].data["datasets"]]
    assert "x^3" in [entry["key"] for entry in there[ids.SETUP].data["features"]]
    assert len(set(ids_of(layout))) == len(ids_of(layout))


def test_an_output_layer_registered_at_run_time_appears(monkeypatch):
    monkeypatch.setitem(LOSSES, "absolute", replace(LOSSES["squared"], key="absolute", name="absolute error"))
    layer = replace(next(iter(OUTPUT_LAYERS.values())), loss="absolute")
    monkeypatch.setitem(OUTPUT_LAYERS, (layer.problem, layer.activation, layer.loss), layer)
    offered = [entry for entry in setup()["outputs"] if entry["problem"] == layer.problem]
    assert (layer.activation, "absolute") in [(entry["output"], entry["loss"]) for entry in offered]
    assert len({entry["label"] for entry in offered}) == len(offered)


def test_every_part_that_a_link_can_hide_has_a_name_and_a_rule():
    assert set(part_names()) == set(PARTS)
    assert len(set(part_names().values())) == len(PARTS)
    assert set(re.findall(r'data-hide~="([\w-]+)"', STYLES)) == set(PARTS)


def test_nothing_points_to_another_host(layout):
    given = json.dumps([shell().to_plotly_json(), layout.to_plotly_json()], default=lambda c: c.to_plotly_json())
    for text in (given, STYLES, *SCRIPTS.values()):
        addresses = re.findall(
            r"(?:https?:|wss?:)?//[\w-]+\.[\w.-]+[^\s'\"]*", re.sub(r"^\s*//.*$", "", text, flags=re.M)
        )
        assert set(addresses) <= {"http://www.w3.org/2000/svg"}  # the name of a format, not an address
