"""Tables in the shapes that people bring, made up."""

from nn_core import Experiment, make_dataset
from nn_core.formats.tables.own_data import OwnData, read_own_data


def made(head, *columns, sep=",", end="\n"):
    """A table of columns, each a list of cells, and a header if there is one."""
    lines = [sep.join(map(str, row)) for row in zip(*columns, strict=True)]
    return end.join([*[head] * (head is not None), *lines]) + end


def real(count=24, low=-4.0, step=0.37, digits=2):
    """Numbers that are no numbers of rows."""
    return [f"{low + step * (7 * i % count):.{digits}f}" for i in range(count)]


def words(*kinds, count=24):
    return [kinds[i % len(kinds)] for i in range(count)]


def read(text, **choices) -> OwnData:
    """What is read can be trained."""
    own = read_own_data(text, **choices)
    assert len(make_dataset(Experiment(**own.fields)).points) == len(own.points)
    return own


def chosen(own):
    """The names of x, y and the label."""
    return tuple(own.columns[place - 1] for place in own.chosen)
