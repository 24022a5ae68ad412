"""The two networks that the page is measured with: the one it opens with, and the largest that its buttons make."""

from typing import Any

from nn_core import FEATURES

SMALL = "4,2"
LARGE = "8,8,8,8,8,8, all features"

NETWORKS: dict[str, dict[str, Any]] = {
    SMALL: {"hidden": [{"units": 4}, {"units": 2}]},
    LARGE: {"hidden": [{"units": 8}] * 6, "features": list(FEATURES)},
}
