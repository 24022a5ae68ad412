"""QR codes: a link as a picture that a class scans from the projector instead of typing."""

from typing import Any

import segno
from pydantic import ConfigDict, Field, ValidationError

from nn_core import explain
from nn_core.common.checked import StrictModel
from nn_core.formats.links.link import MAX_LINK

from ..i18n import _
from ..serving.lan import for_others

MAX_CODE = 2953  # bytes in the largest code, which takes a tenth of a second
_QUIET = 4  # modules of white around it, as the standard has it


class CodeRequest(StrictModel):
    """A whole address, as browsers write it: no spaces, and percent signs for what is not ASCII."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    text: str = Field(pattern=r"^https?://[!-~]+$", max_length=2 * MAX_LINK)


def answer_code(data: Any) -> dict[str, str]:
    """The picture of a link as an address of its own; one that can't be read or does not fit gets an error.

    ``link`` is there if others must open another one, and then the picture is of that.
    """
    try:
        given = CodeRequest.model_validate(data).text
    except ValidationError as error:
        return {"error": explain(error)}
    text = for_others(given)
    link = {"link": text} if text != given else {}
    if len(text) > MAX_CODE:
        message = _("This link has {n} characters, but a QR code holds at most {most}. Copy the link instead.")
        return {"error": message.format(n=len(text), most=MAX_CODE), **link}
    code = segno.make_qr(text, error="l")  # and better where the code has room for it
    return {"picture": code.svg_data_uri(border=_QUIET, light="white", omitsize=True), **link}
