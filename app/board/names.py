"""The names of seats: a color and a bird, in the reader's language, from a list, so that nobody can make a bad one."""

from random import SystemRandom

from ..i18n import _, once_in_each_language

_BIRDS = 20
NAMES = 20 * _BIRDS  # twice as many as a class has seats


def _lists() -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    colors = (
        _("Amber"), _("Blue"), _("Bronze"), _("Copper"), _("Coral"),
        _("Crimson"), _("Emerald"), _("Golden"), _("Green"), _("Indigo"),
        _("Ivory"), _("Lilac"), _("Mint"), _("Olive"), _("Orange"),
        _("Purple"), _("Red"), _("Silver"), _("Teal"), _("Yellow"),
    )  # fmt: skip
    birds = (
        _("Crane"), _("Dove"), _("Eagle"), _("Falcon"), _("Finch"),
        _("Hawk"), _("Heron"), _("Ibis"), _("Jay"), _("Kestrel"),
        _("Kingfisher"), _("Lark"), _("Osprey"), _("Owl"), _("Plover"),
        _("Puffin"), _("Robin"), _("Swan"), _("Swift"), _("Wren"),
    )  # fmt: skip
    return _("{color} {bird}"), colors, birds


_words = once_in_each_language(_lists)


def seat_name(number: int) -> str:
    """The name of a number from 0 to NAMES - 1."""
    form, colors, birds = _words()
    color, bird = divmod(number, _BIRDS)
    return form.format(color=colors[color], bird=birds[bird])


def free_name(taken: set[int]) -> int:
    """Any number that is not taken."""
    return SystemRandom().choice([number for number in range(NAMES) if number not in taken])
