"""What is checked when it comes from outside: models that spend no more on wrong input than on right input.

Pydantic collects every fault there is. Of a request with 300,000 of them only the first is told, and collecting the
others would take seconds and hundreds of megabytes. So a ``Many`` stops at its first fault, and a ``Checked`` model
looks at one unknown field only.
"""

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, ValidatorFunctionWrapHandler, model_validator

T = TypeVar("T")

Many = Annotated[tuple[T, ...], Field(fail_fast=True)]


class Checked(BaseModel):
    """A model to derive from."""

    @model_validator(mode="wrap")
    @classmethod
    def _one_unknown(cls, data: Any, handler: ValidatorFunctionWrapHandler) -> Any:
        known = cls.model_fields
        if isinstance(data, dict) and len(data) > len(known):
            unknown = next(name for name in data if name not in known)
            data = {name: data[name] for name in (*known, unknown) if name in data}
        return handler(data)
