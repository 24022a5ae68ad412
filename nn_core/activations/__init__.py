"""Activation functions: the registry of all that there are, from six modules.

To add one, write its record in the module that it belongs to: the controls, the pages, the tests and the command
line find it there.
"""

from .coupled import COUPLED
from .others import OTHERS
from .plain import PLAIN
from .records import Activation, Background, Coupled, Facts, Parameter, select
from .rectifiers import RECTIFIERS
from .sigmoids import SIGMOIDS
from .smooth import SMOOTH

__all__ = ["ACTIVATIONS", "Activation", "Background", "Coupled", "Facts", "Parameter", "select"]

ACTIVATIONS: dict[str, Activation] = {
    activation.key: activation for activation in (*PLAIN, *SIGMOIDS, *RECTIFIERS, *SMOOTH, *OTHERS, *COUPLED)
}
