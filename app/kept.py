"""A memory of what takes a while to make: as many values as fit into so many bytes, those that were asked for last."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class Kept(Generic[V]):
    """Values by key; ``size`` says how many bytes one takes, and ``most`` how many all may take together."""

    def __init__(self, most: int, size: Callable[[V], int]) -> None:
        self.bytes = 0
        self._most, self._size = most, size
        self._values: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value of a key, made if it is not there. Two threads may make the same one; one of them is kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            if key not in self._values:
                self._values[key] = value
                self.bytes += self._size(value)
            while self.bytes > self._most:
                _, oldest = self._values.popitem(last=False)
                self.bytes -= self._size(oldest)
        return value
