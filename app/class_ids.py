"""The ids of the page of a class, where its teacher is."""

NAV_CLASS = "nav-class"
CLASS_SETUP = "class-setup"

# Before a class is open
CLASS_ENTRY, CLASS_OPEN, CLASS_OPENED = "class-entry", "class-open", "class-opened"
CLASS_APPROVAL, CLASS_FREE_TEXT = "class-approval", "class-free-text"
CLASS_JOIN, CLASS_JOIN_GO = "class-join", "class-join-go"
CLASS_FILES, CLASS_ENTRY_SAID = "class-files", "class-entry-said"

# What is around all screens
CLASS_ROOM, CLASS_ABOUT, CLASS_AWAY = "class-room", "class-about", "class-away"
CLASS_HIDE_NAMES = "class-hide-names"

# The console: what is sent to all
CLASS_CONSOLE, CLASS_TOLD, CLASS_HAVE = "class-console", "class-told", "class-have"
CLASS_SEND, CLASS_ASK = "class-send", "class-ask"
CLASS_PAUSE, CLASS_LOCK, CLASS_REVEAL = "class-pause", "class-lock", "class-reveal"
CLASS_SEND_DIALOG, CLASS_SEND_SAID = "class-send-dialog", "class-send-said"
CLASS_SEND_LINK, CLASS_SEND_SETUP = "class-send-link", "class-send-setup"
CLASS_SEND_LESSON, CLASS_SEND_STEP, CLASS_SEND_PLACE = "class-send-lesson", "class-send-step", "class-send-place"
CLASS_ASK_DIALOG, CLASS_ASK_SAID = "class-ask-dialog", "class-ask-said"
CLASS_ASK_PRESET, CLASS_ASK_TEXT, CLASS_ASK_OPTIONS = "class-ask-preset", "class-ask-text", "class-ask-options"
CLASS_ASK_GO = "class-ask-go"

# Lobby
CLASS_CODE, CLASS_LINK, CLASS_QR, CLASS_COPY = "class-code", "class-link", "class-qr", "class-copy"
CLASS_RENEW, CLASS_CLOSE_CODE, CLASS_RULE = "class-renew", "class-close-code", "class-rule"
CLASS_TEXTS, CLASS_LOCAL = "class-texts", "class-local"
CLASS_COUNT, CLASS_SEATS, CLASS_LET_ALL = "class-count", "class-seats", "class-let-all"

# Wall, and what is known of one seat
CLASS_WALL, CLASS_SORT, CLASS_WALL_NONE = "class-wall", "class-sort", "class-wall-none"
CLASS_SEAT, CLASS_SEAT_MAP, CLASS_SEAT_FACTS = "class-seat", "class-seat-map", "class-seat-facts"
CLASS_SEAT_NAME, CLASS_SEAT_OPEN, CLASS_SEAT_LIGHT = "class-seat-name", "class-seat-open", "class-seat-light"
CLASS_SEAT_LET_IN, CLASS_SEAT_REMOVE = "class-seat-let-in", "class-seat-remove"
CLASS_SEAT_SURE, CLASS_SEAT_YES, CLASS_SEAT_NO = "class-seat-sure", "class-seat-yes", "class-seat-no"
CLASS_SEAT_ANSWERS, CLASS_SEAT_SAID = "class-seat-answers", "class-seat-said"

# Wrap-up
CLASS_SUMMARY, CLASS_ASKED, CLASS_TYPED = "class-summary", "class-asked", "class-typed"
CLASS_CSV, CLASS_CSV_ANSWERS, CLASS_MARKDOWN = "class-csv", "class-csv-answers", "class-markdown"
CLASS_SLIPS, CLASS_PAPER, CLASS_CO_TEACHER = "class-slips", "class-paper", "class-co-teacher"
CLASS_DELETE, CLASS_DELETE_DIALOG, CLASS_DELETE_YES = "class-delete", "class-delete-dialog", "class-delete-yes"
CLASS_DELETE_WHAT, CLASS_DELETE_SAID, CLASS_LEFT = "class-delete-what", "class-delete-said", "class-left"
CLASS_CO, CLASS_GONE = "class-co", "class-gone"

# On other pages, for who has opened a class
SHARE_CLASS, SHARE_CLASS_STEP = "share-class", "share-class-step"


def class_tab(key: str) -> str:
    """The tab that shows a screen."""
    return f"class-tab-{key}"


def class_screen(key: str) -> str:
    """A screen of the class."""
    return f"class-screen-{key}"


def class_filter(key: str) -> str:
    """The button that shows the seats of one state on the wall."""
    return f"class-filter-{key}"
