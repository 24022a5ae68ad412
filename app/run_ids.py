"""The ids of the run table, of repeating a set-up, and of the report."""

# The run table
RUNS_ROWS, RUNS_NONE, RUNS_SAID = "runs-rows", "runs-none", "runs-said"
RUNS_BY_NUMBER, RUNS_BY_EPOCHS, RUNS_BY_GAP = "runs-by-number", "runs-by-epochs", "runs-by-gap"
RUNS_BY_TRAIN, RUNS_BY_TEST, RUNS_BY_SCORE = "runs-by-train", "runs-by-test", "runs-by-score"
RUNS_BY_PARAMETERS = "runs-by-parameters"
RUNS_RACE, RUNS_OPEN_RACE = "runs-race", "runs-open-race"
RUNS_REPEAT, RUNS_REPORT = "runs-repeat", "runs-report"
RUNS_DELETE, RUNS_CLEAR, RUNS_RESTORE = "runs-delete", "runs-clear", "runs-restore"

# Repeating a set-up with many seeds
REPEAT_DIALOG, REPEAT_START = "repeat-dialog", "repeat-start"
REPEAT_RUNS, REPEAT_VARIES, REPEAT_EPOCHS = "repeat-runs", "repeat-varies", "repeat-epochs"
REPEAT_METRIC, REPEAT_THRESHOLD = "repeat-metric", "repeat-threshold"
REPEAT_PROGRESS, REPEAT_ERROR = "repeat-progress", "repeat-error"
REPEAT_SHARE, REPEAT_RANGE, REPEAT_MAPS = "repeat-share", "repeat-range", "repeat-maps"

# The report
REPORT_DIALOG, REPORT_SHEET = "report-dialog", "report-sheet"
REPORT_TITLE, REPORT_NAME, REPORT_TEXT = "report-heading", "report-name", "report-text"
REPORT_RUNS, REPORT_NONE = "report-runs", "report-none"
REPORT_PRINT, REPORT_MARKDOWN, REPORT_CSV = "report-print", "report-markdown", "report-csv"

# What Share gives away beside the link
SHARE_PNG, SHARE_SVG, SHARE_REPORT = "share-png", "share-svg", "share-report"
