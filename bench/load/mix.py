"""Students of kinds: a class in which not everybody does the same, in shares of a hundred."""

from .students import PLAY, SETUPS, Student

FORMULAS = ("z*sigmoid(a*z)", "max(0, z) + a*tanh(z)", "where(z > 0, z, exp(z) - 1)", "z*tanh(softplus(z))")
LARGE = ";".join(["8-tanh"] * 6)


class Racer(Student):
    """Races and does little else."""

    def lesson(self) -> None:
        """One race after the other, on another set-up each time."""
        for setup in self.chance.sample(SETUPS, len(SETUPS)):
            self.race(self.linked(setup), PLAY)


class Inventor(Student):
    """Types formulas for the activation, which NumPy computes."""

    def lesson(self) -> None:
        """One formula after the other, in all hidden layers of the network that the page opens with."""
        for formula in self.chance.sample(FORMULAS, len(FORMULAS)):
            layer = {"activation": "custom", "formula": formula}
            self.play_with("", hidden=[{"units": units, **layer} for units in (4, 2)])


class Digger(Student):
    """Builds the deepest network that the buttons make, with Adam."""

    def lesson(self) -> None:
        """Again and again."""
        self.play_with(f"hidden={LARGE}", optimizer="adam")


MIXED: dict[type[Student], int] = {Student: 60, Racer: 20, Inventor: 10, Digger: 10}  # of a hundred
