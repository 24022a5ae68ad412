"""What a link says beside the experiment: what the page shows, when it pauses, and what a lesson fixes."""

from dataclasses import dataclass

from .goals import Aim, Stop
from .presenting import NOT_PRESENTING, Presenting

SWITCHES, LOCK = ("show_test", "discretize"), "weights"


@dataclass(frozen=True)
class Options:
    """What the page shows, and when it pauses, which changes nothing of the training.

    ``stop`` is a kind of ``goal.Goal`` and its value; ``goals`` are what an exercise asks for, see ``link_goals``.
    ``speed`` is the number of epochs between two frames; ``lock_weights``: nobody changes weights by hand;
    ``presenting``: whether it opens as for a projector, and under which title. ``task`` is the key of the claim that
    somebody is to judge, see ``task``.
    """

    show_test: bool = False
    discretize: bool = False
    stop: Stop | None = None
    goals: tuple[Aim, ...] = ()
    speed: int = 1
    lock_weights: bool = False
    presenting: Presenting = NOT_PRESENTING
    task: str = ""

    def pairs(self) -> dict[str, str]:
        """As they stand in a link."""
        on = {name: "true" for name in SWITCHES if getattr(self, name)}
        on |= {"stop": str(self.stop)} if self.stop else {}
        on |= {"goals": ",".join(map(str, self.goals))} if self.goals else {}
        on |= {"speed": str(self.speed)} if self.speed != 1 else {}
        on |= {"lock": LOCK} if self.lock_weights else {}
        on |= self.presenting.pairs()
        return on | ({"task": self.task} if self.task else {})


NO_OPTIONS = Options()
