"""The contract as the scripts of a page have it: a student of the load test knows of the app what a page knows.

They have an environment of their own, without Dash and NumPy, and so can't import the app that has written it.
"""

import json
import re
from pathlib import Path
from typing import Any

_WRITTEN = Path(__file__).resolve().parent.parent / "assets" / "src" / "wire" / "contract.js"
_FACT = re.compile(r"^export const (\w+) = (.*);$", re.MULTILINE)

FACTS: dict[str, Any] = {name: json.loads(value) for name, value in _FACT.findall(_WRITTEN.read_text(encoding="utf-8"))}
