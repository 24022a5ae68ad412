"""The ids of a student's seat in a class."""

# The line above the page
SEAT, SEAT_NAME, SEAT_STATE = "seat", "seat-name", "seat-state"
SEAT_JOIN_AGAIN, SEAT_HAND_IN, SEAT_LEAVE = "seat-join-again", "seat-hand-in", "seat-leave"

# To join, and what was sent that can be undone
SEAT_JOIN_DIALOG, SEAT_JOIN, SEAT_NOT_NOW = "seat-join-dialog", "seat-join", "seat-not-now"
SEAT_CODE, SEAT_WRONG, SEAT_KNOCKS = "seat-code", "seat-wrong", "seat-knocks"
SEAT_TOLD, SEAT_UNDO, SEAT_KEEP = "seat-told", "seat-undo", "seat-keep"

# What the teacher asks of all, and that they are to look up
SEAT_ASKED, SEAT_QUESTION, SEAT_OPTIONS = "seat-asked", "seat-question", "seat-options"
SEAT_ANSWERED, SEAT_FOLD = "seat-answered", "seat-fold"

SEAT_SETUP = "seat-setup"  # a store

# In the dialog to share, for those without a class
SHARE_HAND_IN = "share-hand-in"
