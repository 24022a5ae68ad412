"""Encodings: the bytes of a file become text, whichever program wrote them.

What begins with a mark says its encoding, and what is valid UTF-8 is UTF-8. Of the rest charset-normalizer says how
much of a mess each of the usual encodings makes of it: the one that makes the least is taken, and said. Where several
do equally well, it is the first of ``ENCODINGS``. An 8-bit encoding that was guessed wrongly shows other letters, but
bytes that differ always become letters that differ: two classes never become one.
"""

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from ..common.deadline import check

ENCODINGS = (
    "windows-1252", "windows-1250", "windows-1251", "windows-1253", "windows-1254", "gb18030", "shift_jis", "euc-kr",
    "big5", "koi8-r", "cp850", "mac-roman",
)  # fmt: skip
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
CHOICES = ("utf-8", "utf-16", *_WIDE, *ENCODINGS)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
_SAMPLE = 10_000  # bytes that are enough to know an encoding by
_BLANKS = bytes.maketrans(b",;|", b"   ")
_USUAL = 0.8  # of mess is forgiven the encoding that most such files have: "été, forêt" is little to judge by


@dataclass(frozen=True)
class Decoded:
    """A text and the encoding that its bytes were in."""

    text: str
    encoding: str


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of some bytes; ``encoding`` is one of ``CHOICES``, None finds out.

    Raises:
        ValueError: no encoding fits, or not the one that was chosen.
    """
    if encoding is not None:
        if encoding not in CHOICES:
            raise ValueError(f"encoding must be one of {', '.join(CHOICES)}, got {encoding[:40]!r}")
        return Decoded(_strict(data, encoding), encoding)
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], codec), name)
    if b"\0" in data:  # of UTF-16 and UTF-32 most letters hold zeros, of the others none
        return _best(data, _WIDE)
    try:
        return Decoded(data.decode(), "utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and not data[: error.start].isascii():
            raise ValueError("the file ends in the middle of a letter of UTF-8: it is not complete") from None
    return _best(data, ENCODINGS)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise ValueError(f"the file is not {encoding}: {error.reason} at byte {error.start + 1}") from None


def _best(data: bytes, encodings: tuple[str, ...]) -> Decoded:
    """What the encoding makes of the data that makes the least mess of its lines and of its words."""
    samples = [data[:_SAMPLE]]
    if encodings is ENCODINGS:
        samples = [_sample(data.splitlines()), _sample(data.translate(_BLANKS).split())]
    fitting = []
    for place, encoding in enumerate(encodings):
        check()
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        mess = sum(_mess(sample, encoding) for sample in samples) - _USUAL * (encoding == ENCODINGS[0])
        fitting.append((round(mess, 2), place, Decoded(text, encoding)))
    if not fitting:
        raise ValueError(f"the file must be text in one of the encodings {', '.join(CHOICES)}, got other bytes")
    return min(fitting, key=lambda one: one[:2])[2]


def _sample(pieces: list[bytes]) -> bytes:
    """The different ones that say something about an encoding."""
    return b"\n".join(dict.fromkeys(piece for piece in pieces if not piece.isascii()))[:_SAMPLE]


def _mess(sample: bytes, encoding: str) -> float:
    codec = codecs.lookup(encoding).name.replace("-", "_")
    found = from_bytes(sample, cp_isolation=[codec], enable_fallback=False, threshold=1.0).best()
    return found.chaos if found else 1.0
