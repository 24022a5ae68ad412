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
CLASS_HIDE_NAMES, CLASS_SAID = "class-hide-names", "class-said"
CLASS_CODE = "class-code"
CLASS_WALL = "class-wall"


def class_tab(key: str) -> str:
    """The tab that shows a screen."""
    return f"class-tab-{key}"


def class_screen(key: str) -> str:
    """A screen of the class."""
    return f"class-screen-{key}"
