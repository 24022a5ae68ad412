"""Files: a network on the screen as the text of a file, and the text of a file as a network."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, ValidationError

from nn_core import Experiment, explain
from nn_core.common.checked import StrictModel
from nn_core.formats.files import MAX_CHARACTERS, from_json, to_json

from ..wire.frames import decode_state, encode
from .lanes import MAX_STATE_TEXT


class SaveRequest(StrictModel):
    """An experiment and a state of it, to be written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    experiment: Experiment
    state: Annotated[str, Field(max_length=MAX_STATE_TEXT)]


class LoadRequest(StrictModel):
    """The text of a file, to be read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Annotated[str, Field(max_length=MAX_CHARACTERS)]


def answer_file(data: Any) -> dict[str, Any]:
    """The text of the file, or the experiment and the state in it, or an error that a person can read."""
    try:
        if isinstance(data, dict) and "text" in data:
            experiment, state = from_json(LoadRequest.model_validate(data).text)
            return {"experiment": experiment.model_dump(mode="json"), "state": encode(state.to_bytes())}
        request = SaveRequest.model_validate(data)
        return {"text": to_json(request.experiment, decode_state(request.experiment, request.state))}
    except ValidationError as error:
        return {"error": explain(error, within="experiment")}
    except ValueError as error:
        return {"error": str(error)}
