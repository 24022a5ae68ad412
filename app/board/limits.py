"""How much of everything there may be on a board."""

MAX_CLASSES = 100
MAX_SEATS = 200  # in a class
MAX_ROW = 8 * 1024  # bytes, as JSON
MAX_ROWS = 1 << 20  # bytes of all rows of a class together
MAX_ANSWERS = 400  # of a seat
MAX_TEXT = 200  # characters that somebody typed
MAX_QUESTIONS = 50  # that are asked of a class
MAX_CURVE = 64  # points of a row's curve
MAX_MAP = 2_000  # characters of its small picture
MAX_OPTIONS = 8  # of a question
MAX_SENT = 50  # answers in a request
HOURS = 24  # a class lives no longer

UNUSED_SECONDS = 600.0  # after which a class without a seat may go, where there is no place for another one
SEEN_SECONDS = 10.0  # between two notes that a seat is there
SWEEP_SECONDS = 60.0  # between two looks for what has ended
WRONG_A_MINUTE = 60  # codes that belong to no class, in a process
