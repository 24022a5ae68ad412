"""What is checked when it comes from outside: models that spend no more on wrong input than on right input.

Pydantic collects every fault there is. Of a request with 300,000 of them only the first is told, and collecting the
others would take seconds and hundreds of megabytes. So a ``BoundedTuple`` stops at its first fault,
and a ``StrictModel`` looks at one unknown field only.
"""

import sys
from itertools import accumulate
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, Field, ValidationError, ValidatorFunctionWrapHandler, model_validator
from pydantic_core import PydanticCustomError

T = TypeVar("T")

# faults in which the value itself says nothing
_VALUELESS = ("missing", "too_long", "too_short", "extra_forbidden")

BoundedTuple = Annotated[tuple[T, ...], Field(fail_fast=True)]

_LISTED = 300  # characters of the keys that a message names

# A number too small for all its digits is zero, as it is while a network is computed: see ``flushing``.
Real = Annotated[float, AfterValidator(lambda value: value if abs(value) >= sys.float_info.min else 0.0)]


class StrictModel(BaseModel):
    """A model to derive from."""

    @model_validator(mode="wrap")
    @classmethod
    def _one_unknown(cls, data: Any, handler: ValidatorFunctionWrapHandler) -> Any:
        known = cls.__pydantic_fields__  # model_fields is a property, which this is spared for each model
        if isinstance(data, dict) and len(data) > len(known):
            unknown = next(name for name in data if name not in known)
            data = {name: data[name] for name in (*known, unknown) if name in data}
        return handler(data)


def refuse(field: str, value: object, allowed: str) -> PydanticCustomError:
    """The error for a value that is not allowed."""
    message = f"{field} must be {allowed}, got {_shown(value)}"
    return PydanticCustomError("not_allowed", "{message}", {"message": message})


def _shown(value: object) -> str:
    """A value as it was given, in at most 80 characters; what is null in a link or a file is nothing."""
    if value is None:
        return "nothing"
    try:
        return repr(value)[:80]
    except (ValueError, RecursionError):  # a number of thousands of digits, or nested a thousand times
        return f"this {type(value).__name__}"


def explain(error: ValidationError, within: str = "") -> str:
    """The first fault of a refused experiment in one line: "X must be Y, got Z".

    ``within`` is the name of the field that holds the experiment, where it came as a part of something larger.
    """
    fault = error.errors(include_url=False)[0]
    path = [str(part)[:80] for part in fault["loc"]]
    if within in path[: -1 if fault["type"] != "not_allowed" else None]:
        path = path[path.index(within) + 1 :]
    name, message = ".".join(path), fault["msg"]
    if fault["type"] == "not_allowed":  # our own, which begins with the field
        message = ".".join([*path, message])
    elif fault["type"] == "missing":
        message = f"{name} is required"
    else:
        _, should, wanted = message.partition(" should ")
        told = f"{name or 'input'} must {wanted.replace(' after validation, not ', ', got ')}" if should else ""
        told = told or f"{name}: " * bool(name) + message[:1].lower() + message[1:]
        message = told if fault["type"] in _VALUELESS else f"{told}, got {_shown(fault['input'])}"
    return "".join(character if character.isprintable() else "?" for character in message)


def check_key(field: str, value: str, registry: Any) -> None:
    """Refuse what is no key of a registry."""
    if value not in registry:
        keys = tuple(registry)
        listed = sum(length <= _LISTED for length in accumulate(len(key) + 2 for key in keys))
        more = f" and {len(keys) - listed} more" if listed < len(keys) else ""
        raise refuse(field, value, "one of " + ", ".join(keys[:listed]) + more)
