"""What the page of a class says."""

from typing import Any

from ..i18n import _


def class_texts() -> dict[str, str]:
    """Texts by the names that the scripts know them by."""
    return {
        "boardAway": _("The board is not responding. Students go on, and nothing they do is lost. Trying again …"),
        "notOpened": _("No class was opened: the board is not responding. Try again in a moment."),
        "notDone": _("The board is not responding. Try again in a moment."),
        "notLoaded": _("This page can't be loaded. Reload it to try again."),
        "ended": _("The class has ended, and all of it is deleted; or this is not its teacher's link."),
        "goOn": _("Go on with class {code}"),
        "goOnClosed": _("Go on with the class whose code is closed"),
        "hours": _("{h} h {m} min"),
        "minutes": _("{m} min"),
        "oneStudent": _("1 student"),
        "students": _("{n} students"),
        "about": _("{code} · {students} · {left} left"),
        "codeClosed": _("code closed"),
        **_console(),
        **_lobby(),
        **_wall(),
        **_end(),
    }


def _console() -> dict[str, str]:
    return {
        "goOnAll": _("Let all go on"),
        "pauseAll": _("Pause all"),
        "unlock": _("Unlock"),
        "lock": _("Lock"),
        "hide": _("Hide again"),
        "reveal": _("Reveal"),
        "toldSetup": _("Set-up sent"),
        "toldPlace": _("{title}, step {n} of {all}"),
        "openIt": _("Open it"),
        "takeBack": _("Take back"),
        "back": _("Previous step"),
        "next": _("Next step"),
        "toldQuestion": _("{n} of {all} answered"),
        "toldVote": _("Second vote: {n} of {all} answered"),
        "closeQuestion": _("Close"),
        "openQuestion": _("Open again"),
        "voteAgain": _("Vote again"),
        "have": _("on {n} of {all} pages"),
        "sent": _("Sent to all pages."),
        "pausedSaid": _("Eyes up: all pages are paused."),
        "unpausedSaid": _("All pages can go on."),
        "lockedSaid": _("The controls are locked on all pages."),
        "unlockedSaid": _("The controls are unlocked on all pages."),
        "revealedSaid": _("Lessons show what was measured."),
        "unrevealedSaid": _("Lessons keep what was measured to themselves."),
        "asked": _("All are asked."),
        "badLink": _(
            "Paste the link of a lesson; or of the playground, the race or the activations, with what follows the #."
        ),
        "noLesson": _("There is no such lesson."),
        "lessonByLink": _("A lesson by its link"),
        "badQuestion": _("Type a question, and 2 to 8 options, one a line."),
        "step": _("{n}: {says}"),
        "ownQuestion": _("A question of your own"),
        "predictAgain": _("The prediction of this step, again"),
    }


def _lobby() -> dict[str, str]:
    return {
        "code": _("Code: {letters}"),
        "noCode": _("The code is closed: nobody else can join."),
        "openCode": _("Open with a new code"),
        "closeCode": _("Close the code"),
        "nobodyYet": _("Nobody is here yet"),
        "waiting": _("{students} · {n} waiting"),
        "letIn": _("Let in"),
        "letAllIn": _("Let all {n} in"),
        "linkCopied": _("The link is on the clipboard."),
        "copyYourself": _("Your browser blocked copying: select the link and copy it."),
    }


def _wall() -> dict[str, str]:
    return {
        "noSeats": _("Nobody is here yet. The lobby shows how to join."),
        "noneOfThese": _("No seat is in this state."),
        "tileNumbers": _("epoch {epoch}"),
        "tileLoss": _("test loss {loss}"),
        "tileStep": _("step {n}"),
        "epoch": _("Epoch"),
        "state": _("State"),
        "testLoss": _("Test loss"),
        "trainLoss": _("Training loss"),
        "score": _("Accuracy or R²"),
        "network": _("Network"),
        "dataset": _("Dataset"),
        "parametersName": _("Parameters"),
        "lesson": _("Lesson"),
        "noHidden": _("no hidden layer"),
        "allow": _("Allow"),
        "disallow": _("Hide"),
        "removed": _("{name} was removed."),
    }


def _end() -> dict[str, str]:
    return {
        "summary": _("{students}, {answers}, {runs} to the end."),
        "oneAnswer": _("1 answer"),
        "answers": _("{n} answers"),
        "oneRun": _("1 run"),
        "runs": _("{n} runs"),
        "typed": _("Typed texts: {n}. Others may see {seen}."),
        "endsBy": _("It is deleted by itself in {time}. Students' pages go on."),
        "deletes": _("{students} and {answers} will be deleted at once, for everybody. Files that you saved stay."),
        "deleted": _("The class is deleted, with {students} and {answers}."),
        "reportTitle": _("A class of {date}"),
        "reportSeats": _("Seats"),
        "reportQuestions": _("Questions"),
        "reportName": _("Name"),
        "reportRuns": _("Runs"),
        "slip": _("Scan to open your network"),
        "slipJoin": _("Scan to join the class"),
        "slipCode": _("Class {code}"),
        "slipNumbers": _("Epoch {epoch}, test loss {loss}"),
        "slipsWait": _("Making the slips …"),
    }


def presets() -> list[dict[str, Any]]:
    """Questions to begin with."""
    no_difference = _("No difference")
    return [
        {"text": _("Which learns faster?"), "options": ["ReLU", "tanh", no_difference]},
        {"text": _("Will it find the pattern?"), "options": [_("Yes"), _("Partly"), _("No")]},
        {"text": _("What will the test loss do?"), "options": [_("Fall"), _("Stay as it is"), _("Rise")]},
        {
            "text": _("What would help most?"),
            "options": [_("More units"), _("More layers"), _("More data"), _("More epochs")],
        },
        {"text": _("Are you ready to go on?"), "options": [_("Yes"), _("One more minute"), _("I need help")]},
    ]
