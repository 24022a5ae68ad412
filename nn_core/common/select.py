"""Choosing element by element, in NumPy and, by this name, in compiled code."""

from typing import Any

import numpy as np


def select(condition: Any, when_true: Any, when_false: Any) -> Any:
    """``when_true`` where the condition holds, else ``when_false``, element by element."""
    return np.where(condition, when_true, when_false)
