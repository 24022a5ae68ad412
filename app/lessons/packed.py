"""Lessons that are in their link: what a teacher asks about a set-up, with nothing kept on a server.

    ?lesson=1.fY7BCsIw...    the version of this form, and the two files of a lesson

The files are ``lesson.toml`` and ``en.md`` as a folder has them, deflated (RFC 1951), in the alphabet for addresses.
They are read by the code that reads folders, bounded first: so a link can hold what a folder can, and nothing else.
"""

import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

from .answers import LessonTold
from .reader import SOURCE, LessonError, Read, read_texts, telling

VERSION = "1."
MAX_PACKED = 3000  # characters: a server reads 4,094 of an address, and others stand beside them
MAX_FILES = 20_000  # bytes of both files
MAX_STEPS = 8
_FORM = re.compile(r"1\.[A-Za-z0-9_-]+")
_BETWEEN = "\0"  # the two files; in neither of them
_RAW = -15  # no header, and the largest window


def is_packed(key: str) -> bool:
    """Whether this is no name of a lesson, but the lesson itself."""
    return key.startswith(VERSION)


def pack(structure: str, words: str) -> str:
    """The two files of a lesson as a text for an address.

    Raises:
        LessonError: it would be too long.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, _RAW)
    files = f"{structure}{_BETWEEN}{words}".encode()
    packed = VERSION + urlsafe_b64encode(packer.compress(files) + packer.flush()).decode().rstrip("=")
    if len(packed) > MAX_PACKED or len(files) > MAX_FILES:
        raise LessonError(
            f"the link must have at most {MAX_PACKED} characters, got {len(packed)}: shorten the texts, or ask less"
        )
    return packed


def unpack(packed: str) -> tuple[str, str]:
    """The files again.

    Raises:
        LessonError: it is not what ``pack`` makes.
    """
    if len(packed) > MAX_PACKED or not _FORM.fullmatch(packed):
        raise LessonError("the lesson in this link can't be read: was all of the link copied?")
    data = packed.removeprefix(VERSION)
    unpacker = zlib.decompressobj(_RAW)
    try:
        files = unpacker.decompress(urlsafe_b64decode(data + "=" * (-len(data) % 4)), MAX_FILES + 1)
        structure, between, words = files.decode().partition(_BETWEEN)
    except (ValueError, zlib.error):
        between = ""
    if not between or not unpacker.eof or len(files) > MAX_FILES:
        raise LessonError("the lesson in this link can't be read: was all of the link copied?")
    return structure, words


def key_of(packed: str) -> str:
    """What such a lesson is called where its name is kept: the same for the same link."""
    return f"asked-{sha256(packed.encode()).hexdigest()[:12]}"


def read_packed(packed: str) -> Read:
    """The lesson of a link.

    Raises:
        LessonError: it is not as it must be.
    """
    structure, words = unpack(packed)
    read = read_texts(key_of(packed), structure, {SOURCE: words})
    if len(read.lesson.steps) > MAX_STEPS:
        raise LessonError(f"a link must have at most {MAX_STEPS} questions, got {len(read.lesson.steps)}")
    return read


def told_packed(packed: str, language: str) -> LessonTold:
    """The lesson of a link as a browser is told it.

    Raises:
        LessonError: it is not as it must be.
    """
    return telling(read_packed(packed), language)
