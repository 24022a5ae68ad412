"""What a student's page says in a class."""

from ..i18n import _


def seat_texts() -> dict[str, str]:
    """Texts by the names that the scripts know them by."""
    return {
        "title": _("Join the class {code}?"),
        "join": _("Join"),
        "leave": _("Leave"),
        "close": _("Close"),
        "fold": _("Fold the question"),
        "unfold": _("Show the answers"),
        "joining": _("Joining …"),
        "wrongCode": _("No class has this code. Look at it again, or ask for the new one."),
        "busy": _("The class is busy: many may be joining at once. Trying again …"),
        "unanswered": _("The class is not answering right now. Trying again …"),
        "coming": _("Class {code}"),
        "outside": _("not joined"),
        "in": _("in the class"),
        "waiting": _("waiting to be let in"),
        "away": _("not connected, your work is kept here"),
        "paused": _("paused by your teacher"),
        "fixed": _("controls locked by your teacher"),
        "removed": _("your teacher removed this seat"),
        "ended": _("this class has ended, your work stays here"),
        "left": _("You left the class. The same link brings you back to your seat."),
        "sent": _("Your teacher sent a set-up."),
        "sentPlace": _("Your teacher opened this step for everybody."),
        "locked": _("Your teacher has locked the controls. Play still works."),
        "question": _("A question for everybody: {text}"),
        "answered": _("Your answer is noted. You can change it until the question closes."),
        "again": _("Vote again. Before, you said: {before}"),
        "againNoIdea": _("Vote again. Before, you had no idea."),
        "againNothing": _("Vote again. You did not answer before."),
        "handedIn": _("Saved as {file}. Give this file to your teacher."),
    }
