"""Activation functions: the registry of all that there are, from twelve modules.

To add one, write its record in the module that it belongs to: the controls, the pages, the tests and the command
line find it there.
"""

from .coupled import COUPLED
from .gated import GATED
from .learned import LEARNED
from .others import OTHERS
from .plain import PLAIN
from .records import Activation, Background, Coupled, Drawn, Facts, Learned, Parameter, select
from .rectifier_kin import RECTIFIER_KIN
from .rectifiers import RECTIFIERS
from .shrinkage import SHRINKAGE
from .sigmoid_kin import SIGMOID_KIN
from .sigmoids import SIGMOIDS
from .smooth import SMOOTH
from .smooth_kin import SMOOTH_KIN

__all__ = ["ACTIVATIONS", "Activation", "Background", "Coupled", "Drawn", "Facts", "Learned", "Parameter", "select"]

_CLASSICS = (*PLAIN, *SIGMOIDS, *RECTIFIERS, *SMOOTH, *OTHERS)
_KIN = (*SIGMOID_KIN, *RECTIFIER_KIN, *SMOOTH_KIN, *SHRINKAGE)

_MORE_THAN_ONE_Z = (*COUPLED, *GATED)

ACTIVATIONS: dict[str, Activation] = {a.key: a for a in (*_CLASSICS, *_KIN, *LEARNED, *_MORE_THAN_ONE_Z)}
