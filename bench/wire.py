"""What pages ask of the server, as bytes; whoever imports this needs nothing of the app."""

from typing import Any

import orjson

from .contract import FACTS

ADDRESS = f"/{FACTS['ADDRESS']}"
_CALLS: dict[str, dict[str, Any]] = {
    call["outputs"]["id"].removesuffix("-answer"): call for call in FACTS["CALLS"].values()
}
_PLACE = "the request"


def around(kind: str) -> tuple[bytes, bytes]:
    """What comes before and after the request, as ``assets/src/wire/server.js`` writes it."""
    (asked,) = _CALLS[kind]["inputs"]
    before, after = orjson.dumps({**_CALLS[kind], "inputs": [{**asked, "value": _PLACE}]}).split(orjson.dumps(_PLACE))
    return before, after


def call(kind: str, request: dict[str, Any]) -> bytes:
    """A request of a page to one of our callbacks."""
    before, after = around(kind)
    return before + orjson.dumps(request) + after


def contents(path: str) -> bytes:
    """How Dash asks for the contents of a page."""
    names = ("_pages_content.children", "_pages_store.data")
    inputs = (("pathname", path), ("search", ""))
    changed = [f"_pages_location.{name}" for name, _ in inputs]
    return orjson.dumps(
        {
            "output": f"..{'...'.join(names)}..",
            "outputs": [dict(zip(("id", "property"), name.split("."), strict=True)) for name in names],
            "inputs": [{"id": "_pages_location", "property": name, "value": value} for name, value in inputs],
            "changedPropIds": changed,
            "parsedChangedPropsIds": changed,
        }
    )


def answer(kind: str, content: bytes) -> Any:
    """What is in the answer to it."""
    return orjson.loads(content)["response"][_CALLS[kind]["outputs"]["id"]]["data"]
