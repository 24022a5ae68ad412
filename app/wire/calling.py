"""The form of a call: a callback of Dash, whose request the scripts make themselves, and whoever else asks for one.

It says with every request what Dash would work out about it in the browser: which output is asked for, and what has
changed. The ids in it name no component: Dash finds the function by the name of its output, and no page has to hold a
store for it.
"""

from typing import Any

ADDRESS = "_dash-update-component"  # below where the app is
_PROPERTY = "data"


def request_of(name: str) -> str:
    """The id that the request of a call comes under."""
    return f"{name}-request"


def answer_of(name: str) -> str:
    """The id that its answer goes under."""
    return f"{name}-answer"


def envelope(name: str) -> dict[str, Any]:
    """All of a call but what is asked, which goes into its one input as the ``value``."""
    asked, answered = request_of(name), answer_of(name)
    changed = [f"{asked}.{_PROPERTY}"]
    return {
        "output": f"{answered}.{_PROPERTY}",
        "outputs": {"id": answered, "property": _PROPERTY},
        "inputs": [{"id": asked, "property": _PROPERTY}],
        "changedPropIds": changed,
        "parsedChangedPropsIds": changed,
    }
