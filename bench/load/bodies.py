"""What a page sends, as bytes: put together from pieces that are made once, as a generator has no time to lose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from ..contract import FACTS
from ..wire import around

TICK = "tick"
MAX_PLAYED_MS = FACTS["MAX_PLAYED_MS"]
_TICK = around(TICK)


@dataclass(frozen=True)
class Network:
    """An experiment, and the same as the bytes that travel with each tick."""

    experiment: dict[str, Any]
    text: bytes
    network: bytes  # the same without its data, for made_by

    @classmethod
    def of(cls, experiment: dict[str, Any]) -> "Network":
        """Write it once."""
        network = {name: value for name, value in experiment.items() if name not in FACTS["DATA_FIELDS"]}
        return cls(experiment, orjson.dumps(experiment), orjson.dumps(network))


def lane(network: Network, state: str | None, made_by: Network | None = None) -> bytes:
    """A network with its state; ``made_by`` is another one that has made it."""
    made_by_text = b'","made_by":' + made_by.network if made_by else b'"'
    text = b"null" if state is None else b'"' + state.encode() + made_by_text
    return b'{"experiment":' + network.text + b',"state":' + text + b"}"


def tick(
    count: tuple[int, int], lanes: Iterable[bytes], clip: tuple[int, int], view: bytes, played: float = 0.0
) -> bytes:
    """A tick; ``count`` is run and request, ``clip`` epochs and frames, ``played`` ms since the last one."""
    before, after = _TICK
    numbers = b'{"run":%d,"request":%d,"lanes":[' % count
    rest = b'],"epochs":%d,"frames":%d,"played":%d,' % (*clip, min(MAX_PLAYED_MS, round(played)))
    return before + numbers + b",".join(lanes) + rest + b'"view":' + view + b"}" + after


def view(*, edits: bool = False, **fields: Any) -> bytes:
    """What is visible; an edit asks for the data too."""
    return orjson.dumps({**fields, "data": edits})


def greedy(lanes: int, frames: int, epochs: int, features: Sequence[str]) -> bytes:
    """A tick of the largest network that is allowed, as often as it is."""
    experiment = {
        "samples": 2000,
        "train_percent": 90,
        "batch_size": 1,
        "features": list(features),
        "hidden": [{"units": 16}] * 8,
    }
    network = Network.of(experiment)
    seen = view(units=True, diagnostics=True, gradients=True, layer=0)
    return tick((0, 0), [lane(network, None)] * lanes, (epochs, frames), seen)
