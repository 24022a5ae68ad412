"""A memory of what takes a while to make: as many values as fit into so many bytes, those that were asked for last."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class Remembered(Generic[V]):
    """Values by key; ``size`` says how many bytes one takes, and ``most`` how many all may take together."""

    def __init__(self, most: int, size: Callable[[V], int]) -> None:
        self.bytes = 0
        self._most, self._size = most, size
        self._values: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable) -> V | None:
        """The value of a key, if it is there."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def add(self, key: Hashable, value: V) -> None:
        """Remember a value, unless another thread was faster, and forget what was not asked for for longest."""
        with self._lock:
            if key not in self._values:
                self._values[key] = value
                self.bytes += self._size(value)
            while self.bytes > self._most:
                _, oldest = self._values.popitem(last=False)
                self.bytes -= self._size(oldest)

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value of a key, made if it is not there."""
        value = self.find(key)
        if value is None:
            value = make()
            self.add(key, value)
        return value
