"""What the page of a class says."""

from ..i18n import _


def class_texts() -> dict[str, str]:
    """Texts by the names that the scripts know them by."""
    return {
        "boardAway": _("The board is not responding. Students go on, and nothing they do is lost. Trying again …"),
        "notOpened": _("No class was opened: the board is not responding. Try again in a moment."),
        "notDone": _("That was not done: the board is not responding. Try again in a moment."),
        "notLoaded": _("This page can't be loaded. Reload it to try again."),
        "ended": _("The class has ended, and all of it is deleted; or this is not its teacher's link."),
        "goOn": _("Go on with class {code}"),
        "goOnClosed": _("Go on with the class whose code is closed"),
        "endsIn": _("{time} left"),
        "hours": _("{h} h {m} min"),
        "minutes": _("{m} min"),
        "oneStudent": _("1 student"),
        "students": _("{n} students"),
        "about": _("{code} · {students} · {left}"),
        "codeClosed": _("code closed"),
    }
