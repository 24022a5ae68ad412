"""The contract: what Python and the scripts must both know, said here and written down for them.

    python -m app.contract

writes ``contract.js``, the facts, and ``types.d.ts``, the types of what travels; a test says that both are current.
The facts come from where Python has them, and the types from the models that check requests and from
``app.wire.answers``.
"""

import json
import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from nn_core import Experiment
from nn_core.datasets import AXIS_LIMIT
from nn_core.experiment.experiment import DATA_FIELDS, MAX_LAYERS, PROBLEM_FIELDS
from nn_core.experiment.hidden import MAX_UNITS
from nn_core.expressions.ending import LEARNED
from nn_core.formats.links.options import Options
from nn_core.insight.coach import FEWEST
from nn_core.state.state import HEADER_BYTES, SIZES_BYTES
from nn_core.study.race_link import DEFAULT_CAP, DEFAULT_SEEDS
from nn_core.study.race_rules import MAX_LANES

from . import ROOT, elements
from .board import asked, limits
from .calls import CALLS
from .calls.class_runs import MAX_ENDS, MAX_LINKS, ClassRunsRequest
from .calls.coach import EVERY_MS, ROWS, CoachRequest
from .calls.codes import CodeRequest
from .calls.files import LoadRequest, SaveRequest
from .calls.grid import GridRequest
from .calls.lanes import MAX_FRAMES, MAX_PLAYED_MS, TickRequest
from .calls.lessons import LessonRequest
from .calls.links import LinkRequest
from .calls.own_data import ReadRequest, WriteRequest
from .calls.shape import ShapeRequest
from .calls.sweep import StatisticsRequest, SweepRequest
from .calls.tick import DIAGNOSTICS_EVERY
from .components.activation_setup import activations_setup
from .components.class_setup import class_setup
from .components.race_setup import FEW_LANES, PIXELS, race_setup
from .components.runs_texts import MOST_ROWS
from .components.seat_texts import seat_texts
from .components.setup import setup
from .lessons import LessonTold
from .lessons.asked import Asked
from .lessons.rail_texts import lesson_texts
from .serving.version import HEADER
from .wire.answers import TickAnswer
from .wire.calling import ADDRESS, envelope
from .wire.frames import AS_EXPECTED, OUTPUT_PIXELS, UNIT_PIXELS
from .wire.pace import PACE, PATIENCE_MS

FOLDER = ROOT / "assets" / "src" / "wire"
_MADE_BY = "Written by `python -m app.contract` from what the server knows; see app/contract.py."
_REQUESTS: tuple[type[BaseModel], ...] = (
    TickRequest,
    LinkRequest,
    LoadRequest,
    SaveRequest,
    ReadRequest,
    WriteRequest,
    CodeRequest,
    CoachRequest,
    ShapeRequest,
    SweepRequest,
    StatisticsRequest,
    GridRequest,
    LessonRequest,
    ClassRunsRequest,
    asked.ToSync,
    asked.Console,
    Asked,
)
_PLACE = re.compile(r"\{(\w+)\}")
_PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


class _Whole(GenerateJsonSchema):
    """What the server tells of an experiment has every field."""

    def field_is_required(self, field: Any, total: bool) -> bool:  # noqa: ARG002 - as its parent has it
        """Always."""
        return True


def facts() -> dict[str, tuple[str, Any]]:
    """The constants by the names that the scripts have for them, each with what it is."""
    return {
        "AXIS_LIMIT": ("the axes go from minus this to this", AXIS_LIMIT),
        "OUTPUT_PIXELS": ("the side of the output's picture", OUTPUT_PIXELS),
        "UNIT_PIXELS": ("and of a unit's", UNIT_PIXELS),
        "AS_EXPECTED": ("of a picture's text: the pixel is what those around it let expect", chr(AS_EXPECTED)),
        "HEADER_BYTES": ("of a state, before the sizes of its layers", HEADER_BYTES),
        "SIZES_BYTES": ("of a state, for each layer", SIZES_BYTES),
        "A_LEARNED": ("what a typed formula ends in that learns its a", LEARNED),
        "MAX_LANES": ("of a race", MAX_LANES),
        "FEW_LANES": ("that are drawn large", FEW_LANES),
        "LANE_PIXELS": ("the side of a lane's picture", PIXELS),
        "MOST_ROWS": ("of runs that ended, kept in the browser", MOST_ROWS),
        "MAX_FRAMES": ("in the answer to a tick", MAX_FRAMES),
        "DIAGNOSTICS_EVERY": ("one of so many frames of an answer is looked into", DIAGNOSTICS_EVERY),
        "MAX_PLAYED_MS": ("that a tick can tell to have been playing for", MAX_PLAYED_MS),
        "DEFAULT_SPEED": ("epochs between two frames", Options().speed),
        "DEFAULT_SEEDS": ("of a sweep", DEFAULT_SEEDS),
        "DEFAULT_CAP": ("and the epochs of its longest run", DEFAULT_CAP),
        "PACE": ("of a page that plays; app/wire/pace.py says what is what", PACE),
        "COACH": (
            "asked no more often, of no more numbers, and nothing of fewer",
            {"everyMs": EVERY_MS, "rows": ROWS, "fewest": FEWEST},
        ),
        "CLASS_RUNS": ("of a class, in a question to the server", {"links": MAX_LINKS, "runs": MAX_ENDS}),
        "PATIENCE_MS": ("for an answer", PATIENCE_MS),
        "BOARD": (
            "what a class may have at most: answers of a seat and in a request, questions, parts of these and of rows",
            {
                "answers": limits.MAX_ANSWERS,
                "questions": limits.MAX_QUESTIONS,
                "sent": limits.MAX_SENT,
                "text": limits.MAX_TEXT,
                "curve": limits.MAX_CURVE,
                "map": limits.MAX_MAP,
                "options": limits.MAX_OPTIONS,
                "layers": MAX_LAYERS,
                "units": MAX_UNITS,
            },
        ),
        "DATA_FIELDS": ("what the data of an experiment are made of, and the batches that they come in", DATA_FIELDS),
        "PROBLEM_FIELDS": ("what another problem needs other values of", PROBLEM_FIELDS),
        "VERSION_HEADER": ("where an answer says of which version the server is", HEADER),
        "ADDRESS": ("where all calls go, below where the app is", ADDRESS),
        "CALLS": (
            "what can be asked of the server, by the scripts' names for it: all of the body but what is asked",
            {_camel(name): envelope(name) for name in CALLS},
        ),
    }


def script() -> str:
    """The facts as a module."""
    lines = [
        f"/** {comment[0].upper()}{comment[1:]}. */\nexport const {name} = {json.dumps(value)};"
        for name, (comment, value) in facts().items()
    ]
    return f"/* {_MADE_BY} */\n\n" + "\n\n".join(lines) + "\n"


def _camel(name: str) -> str:
    first, *others = name.split("-")
    return "".join([first, *(part.title() for part in others)])


def types() -> str:
    """What travels, and the ids of the page, as TypeScript."""
    schemas: dict[str, Any] = {
        "Experiment": Experiment.model_json_schema(mode="serialization", schema_generator=_Whole)
    }
    schemas |= {model.__name__: model.model_json_schema() for model in _REQUESTS}
    schemas["LessonTold"] = LessonTold.model_json_schema(mode="serialization", schema_generator=_Whole)
    schemas["TickAnswer"] = TypeAdapter(TickAnswer).json_schema()
    named: dict[str, Any] = {}
    for name, schema in schemas.items():
        for inner, entry in schema.pop("$defs", {}).items():
            named.setdefault(inner, entry)
        if "$ref" not in schema:
            named[name] = schema
    parts = [elements.types(), _places()]
    parts += [
        f"/** {_line(schema)} */\nexport type {name} = {_type(schema)};" for name, schema in sorted(named.items())
    ]
    return f"/* {_MADE_BY} */\n\n" + "\n\n".join(parts) + "\n"


def _places() -> str:
    """The little sentences of each page, with the places in them that the scripts fill."""
    setups = {"playground": setup(), "race": race_setup(), "activations": activations_setup()}
    setups |= {"lessons": {"texts": lesson_texts()}, "seat": {"texts": seat_texts()}, "class": class_setup()}
    pages = (f"  {page}: {{\n{_sentences(entry['texts'])}  }};\n" for page, entry in setups.items())
    about = "/** The texts of the pages, and the places in each that are to be filled. */"
    return f"{about}\nexport type Places = {{\n{''.join(pages)}}};"


def _sentences(texts: dict[str, str]) -> str:
    return "".join(
        f"    {name}: {' | '.join(json.dumps(place) for place in sorted(set(_PLACE.findall(text)))) or 'never'};\n"
        for name, text in sorted(texts.items())
    )


def _line(schema: dict[str, Any]) -> str:
    """The first sentence of what a type is."""
    return str(schema.get("description", schema.get("title", ""))).partition("\n\n")[0].replace("\n", " ")


def _type(schema: dict[str, Any], indent: str = "") -> str:
    """A JSON schema, as far as our models need it, as a type."""
    if "name" in schema:
        return str(schema["name"])
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "const" in schema or "enum" in schema:
        return " | ".join(map(json.dumps, schema.get("enum", [schema.get("const")])))
    if several := schema.get("anyOf", schema.get("oneOf")):
        return " | ".join(_type(each, indent) for each in several)
    kind = schema.get("type")
    if kind == "array":
        if "prefixItems" in schema:
            return f"[{', '.join(_type(each, indent) for each in schema['prefixItems'])}]"
        inside = _type(schema.get("items", {}), indent)
        return f"({inside})[]" if " | " in inside else f"{inside}[]"
    if kind == "object" and "properties" in schema:
        needed, deeper = schema.get("required", ()), indent + "  "
        fields = (
            f"{deeper}{name}{'' if name in needed else '?'}: {_type(entry, deeper)};\n"
            for name, entry in schema["properties"].items()
        )
        return f"{{\n{''.join(fields)}{indent}}}"
    return _PLAIN.get(str(kind), "Record<string, unknown>" if kind == "object" else "unknown")


def files() -> dict[Path, str]:
    """What is to be in which file."""
    return {FOLDER / "contract.js": script(), FOLDER / "types.d.ts": types()}


def main() -> None:
    """Write them."""
    for path, text in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    from . import wsgi as wsgi  # the layouts ask the app for addresses

    main()
