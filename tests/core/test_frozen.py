"""What the core hands out can't be changed in place: whoever has it may keep it, and share it between threads."""

import dataclasses
import pkgutil
from importlib import import_module

import nn_core


def test_every_dataclass_of_the_core_is_frozen():
    names = [found.name for found in pkgutil.walk_packages(nn_core.__path__, "nn_core.")]
    modules = [import_module(name) for name in names if "compiled" not in name and not name.endswith("__main__")]
    classes = {thing for module in modules for thing in vars(module).values() if isinstance(thing, type)}
    kinds = [kind for kind in classes if dataclasses.is_dataclass(kind) and kind.__module__.startswith("nn_core.")]
    assert len(kinds) > 30
    assert [kind for kind in kinds if not kind.__dataclass_params__.frozen] == []
