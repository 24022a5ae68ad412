"""The dialog of a report: its title, a name, words, which runs; the sheet as it is printed, and its files."""

from dash import html

from .. import ids
from ..i18n import _
from .dialogs import dialog_head
from .fields import button, field, text


def report_dialog() -> html.Dialog:
    """The scripts make the sheet, and list the runs."""
    return html.Dialog(
        id=ids.REPORT_DIALOG,
        className="surface dialog report-dialog",
        **{"aria-labelledby": "report-title"},
        children=[
            dialog_head(_("Report"), "report-title"),
            html.Div(
                [
                    html.Div(
                        [
                            field(_("Title"), text(ids.REPORT_TITLE)),
                            field(_("Name (optional)"), text(ids.REPORT_NAME, autocomplete="off")),
                            field(
                                _("What did you find?"),
                                html.Textarea(id=ids.REPORT_TEXT, className="choice", rows=4),
                            ),
                            html.Fieldset(
                                [
                                    html.Legend(_("Runs"), className="field-name"),
                                    html.Div(id=ids.REPORT_RUNS, className="report-choices"),
                                    html.P(
                                        _("No run has ended yet: press Play, then Pause."),
                                        id=ids.REPORT_NONE,
                                        className="small",
                                    ),
                                ],
                                className="report-which",
                            ),
                            html.Div(
                                [
                                    button(_("Print or save as PDF"), id=ids.REPORT_PRINT),
                                    button(
                                        _("Markdown (ZIP)"),
                                        id=ids.REPORT_MARKDOWN,
                                        title=_("A text with its pictures beside it, in one archive"),
                                    ),
                                    button(_("CSV"), id=ids.REPORT_CSV, title=_("A table for a spreadsheet")),
                                ],
                                className="report-files",
                            ),
                        ],
                        className="report-form",
                    ),
                    html.Div(
                        html.Article(id=ids.REPORT_SHEET, className="paper report-sheet"),
                        className="report-view",
                        role="region",
                        tabIndex=0,
                        **{"aria-label": _("Preview")},
                    ),
                ],
                className="report-columns",
            ),
        ],
    )
