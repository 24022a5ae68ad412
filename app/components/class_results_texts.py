"""What the figures of a class, its spotlight and the files that it hands in say."""

from ..i18n import _
from .grid_setup import names


def results_texts() -> dict[str, str]:
    """Texts by the names that the scripts know them by."""
    return {**_figures(), **_votes(), **_runs(), **_spotlight(), **_files()}


def field_names() -> dict[str, str]:
    """What the fields of an experiment are called in which runs differ."""
    return names()


def _figures() -> dict[str, str]:
    return {
        "figures": _("Figures"),
        "figureNone": _("Nothing to show yet. Votes, loss curves and runs appear here as soon as students have some."),
        "figureVotes": _("Votes"),
        "figureGuesses": _("Guesses"),
        "figureTexts": _("Texts"),
        "figureCurves": _("Loss curves"),
        "figureSizes": _("Size and accuracy"),
        "figureEpochs": _("Epochs to the finish"),
        "ofQuestion": _("Question"),
        "ofData": _("Data"),
        "ofFinish": _("Finish line"),
        "ofOther": _("unknown data"),
        "asTable": _("Show as table"),
        "asFigure": _("Hide the table"),
        "few": _("Few answers: fewer than {n}."),
        "student": _("Student"),
        "unnamed": _("Question {n}"),
        "optionNumber": _("Option {n}"),
        "noIdea": _("No idea"),
    }


def _votes() -> dict[str, str]:
    return {
        "votesMost": _("{n} of {all} chose “{option}”."),
        "votesLevel": _("{n} of {all} chose each of: {options}."),
        "votesMinds": _("{changed} of {both} changed their mind."),
        "votesMindsNone": _("None of {both} changed their mind."),
        "votesBefore": _("before"),
        "votesAfter": _("after"),
        "votesCell": _("{n} of {all} ({share})"),
        "votesOption": _("Answer"),
        "votesFirst": _("First vote"),
        "votesLast": _("Latest vote"),
        "votesCount": _("Votes"),
        "guessesOne": _("{n} guesses from {low} to {high}; half of them are at most {median}."),
        "guessesFew": _("{n} guesses from {low} to {high}."),
        "guessesAfter": _("After: {n} guesses from {low} to {high}; half of them are at most {median}."),
        "guessesAfterFew": _("After: {n} guesses from {low} to {high}."),
        "textsOne": _("One answer in words."),
        "textsSaid": _("{n} answers in words."),
        "guessAxis": _("Guess"),
        "guessFrom": _("From"),
        "guessTo": _("To below"),
        "medianOf": _("median"),
    }


def _runs() -> dict[str, str]:
    return {
        "curvesHalf": _("Half of {n} networks have come to a test loss of {median} or less; the lowest is at {low}."),
        "curvesFew": _("Test loss of {n} networks; with fewer than {fewest} there is no median."),
        "curvesOne": _("Test loss of one network."),
        "curvesNote": _(
            "A thin line is a network; the thick one is the median, in which who has stopped keeps the last loss."
        ),
        "curvesAbove": _("{n} go above the figure."),
        "curvesEpoch": _("Epoch (logarithmic)"),
        "curvesLoss": _("Test loss"),
        "curvesEnd": _("{name}: {loss} at epoch {epoch}"),
        "tableEpoch": _("Epoch"),
        "tableMedian": _("Median"),
        "tableLoss": _("Test loss"),
        "tableActivation": _("Activation"),
        "tableParameters": _("Parameters"),
        "tableAccuracy": _("Accuracy"),
        "tableR2": _("R²"),
        "sizesSmaller": _(
            "Of {n} runs the best has {score} with {best} parameters; {least} parameters were enough for {near}."
        ),
        "sizesBest": _("Of {n} runs the best has {score} with {best} parameters; no smaller network comes close."),
        "sizesOne": _("One run: {score} with {best} parameters."),
        "sizesAxis": _("Parameters (logarithmic)"),
        "sizesDot": _("{name}: {score}, {parameters} parameters"),
        "sizesNewest": _("Only the latest {n} of {all} runs are drawn."),
        "epochsHalf": _("Half of the {n} runs with {name} had finished by epoch {epoch}"),
        "epochsHalfToo": _("half of {n} with {name} by epoch {epoch}"),
        "epochsNever": _("{never} of {n} with {name} never did"),
        "epochsNone": _("Of {n} runs with {name}, {never} never finished"),
        "epochsFew": _("Too few runs to say more: an activation needs {n}, and each set-up with its seed counts once."),
        "epochsAxis": _("Epochs to the finish (logarithmic)"),
        "epochsNeverBand": _("not finished"),
        "epochsOf": _("Finish line: {finish}. Data: {task}."),
        "epochsPool": _("{finish} ({task})"),
        "epochsStoppedAt": _("{name}: those that did not finish were stopped at epoch {at}."),
        "epochsStopped": _("{name}: those that did not finish were stopped at epoch {first} to {last}."),
        "epochsEarly": _(
            "{name}: {n} were stopped before half of the runs had finished, too early to know how they would end."
        ),
        "epochsRepeated": _("{n} more runs repeat a set-up with its seed; the same run counts once."),
        "epochsDiffer": _(
            "They differ in more than the activation and the seed, too: {fields}. So this is no fair race."
        ),
        "epochsAlike": _("Apart from activation and seed they are alike."),
        "epochsUncounted": _("{n} runs had no loss, accuracy or gap to stop at, and are not counted here."),
        "epochsLeft": _("{n} runs are left out: they have no link, or there are too many."),
        "epochsRun": _("{name}: epoch {epoch}"),
        "tableFew": _("too few runs"),
        "tableRuns": _("Runs"),
        "tableFinish": _("Median epochs to the finish"),
        "tableSure": _("95% interval of the median"),
        "tableNever": _("Never finished"),
        "tableNeverSure": _("95% interval of that share"),
        "neverCell": _("{n} ({share})"),
        "beyond": _("not reached"),
        "epochsMedian": _(
            "The line is the median, the bar its 95% interval; runs that never finished count as slower than all."
        ),
    }


def _spotlight() -> dict[str, str]:
    return {
        "lightNone": _("Nobody has trained anything yet."),
        "lightWho": _("Student in the spotlight"),
        "lightPrevious": _("Previous student"),
        "lightNext": _("Next student"),
        "lightOpen": _("Open"),
        "lightOpenTitle": _("Open exactly this set-up in a new tab"),
        "lightNoLink": _("This set-up is too long to be sent, so that it can't be opened."),
        "lightMap": _("What the network of {name} says of each place"),
        "lightNoMap": _("no picture yet"),
        "lightCurve": _("Test loss by epoch"),
        "lightRace": _("Race of the class"),
        "lightRaceHint": _("Tick up to {most} students: their networks start again together, side by side."),
        "lightRaceOpen": _("Race {n} networks"),
        "lightRaceFewest": _("Tick at least two."),
        "lightRaceTooMany": _("A race has at most {most} lanes; {n} are ticked."),
        "lightRaceAll": _("Tick all"),
        "lightRaceFirst": _("Tick the first {most}"),
        "lightRaceClear": _("Untick all"),
        "lightRaceFailed": _("The race was not made: the server is not responding. Try again in a moment."),
        "lightSame": _("{name} has the same set-up as another one."),
        "lightData": _("{name} has other points of their own."),
        "lightLane": _("{name} has a set-up that a lane can't say."),
        "lightNoLane": _("{name} has no set-up to open."),
    }


def _files() -> dict[str, str]:
    return {
        "filesAway": _("Close these files"),
        "filesMore": _("Add files"),
        "filesSameOne": _("1 file was there twice, and counts once."),
        "filesSame": _("{n} files were there twice, and count once."),
        "filesBad": _("Not opened: {list}"),
        "filesBadOne": _("{file} ({why})"),
        "filesMoreBad": _("{n} more"),
        "filesBig": _("too large"),
        "filesForm": _("no hand-in file, or changed by hand"),
        "filesVersion": _("made by a newer version"),
        "filesUnread": _("can't be read"),
        "filesTooMany": _("Only the first {most} files are opened."),
        "filesTooMuch": _("Only files up to {most} MB together are opened."),
        "filesNone": _("No file was opened."),
        "filesStay": _("Nothing of them is stored, and a reload forgets them."),
        "filesUnnamed": _("Student {n}"),
    }
