"""How a link brings a task: ``task=linear`` names a claim (``study/claims``) that somebody is to judge.

A claim was measured with something, and is a task of that only: what else the link sets up must be it.
"""

from collections.abc import Collection

from .text import quoted


def read_task(pairs: dict[str, str], keys: Collection[str] | None, notes: list[str]) -> str:
    """The key of the claim, taken from the pairs of a link; one that is not among ``keys`` is left out, and noted."""
    task = pairs.pop("task", "")
    if not task or keys is None or task in keys:
        return task
    notes.append(f"task must be one of {', '.join(keys)}, got {quoted(task)}; it is ignored.")
    return ""


def of_another(what: str, task: str) -> str:
    """The note on a task that is not one of what the link sets up."""
    return f"task: this is not the {what} in which {quoted(task)} was measured; it is ignored."
