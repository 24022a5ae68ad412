"""Links: what the address of the page says. The core knows their form; here it is only passed on."""

from dataclasses import asdict
from typing import Any

from pydantic import ConfigDict, ValidationError

from nn_core import explain
from nn_core.checked import Checked
from nn_core.links import from_link, to_link


class LinkRequest(Checked):
    """The text behind the # of an address."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    text: str


def answer_link(data: Any) -> dict[str, Any]:
    """What a link says, with the link of just its experiment; one that can't be read is answered with an error."""
    try:
        link = from_link(LinkRequest.model_validate(data).text)
    except ValidationError as error:
        return {"error": explain(error)}
    except ValueError as error:
        return {"error": str(error)}
    return {
        "experiment": link.experiment.model_dump(mode="json"),
        "link": to_link(link.experiment),
        "options": asdict(link.options),
        "hidden": link.hidden,
        "notes": link.notes,
    }
