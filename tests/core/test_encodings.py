"""Encodings: whichever program wrote a table, its letters are read, and what was taken is said."""

import codecs

import pytest
from hypothesis import given, strategies as st

from nn_core.formats.encodings import CHOICES, ENCODINGS, decode
from nn_core.formats.tables.own_data import MAX_BYTES, read_own_data
from tests.cases import every


def rows(words, count=24):
    """A table with some words as labels."""
    lines = [f"{i * 0.37 - 4:.3f},{4 - i * 0.31:.3f},{words[i % len(words)]}" for i in range(count)]
    return "\n".join(["x,y,label", *lines]) + "\n"


GERMAN = ("grün", "grön", "weiß")
WRITTEN = [
    (GERMAN, "utf-8", "utf-8"),
    (GERMAN, "utf-8-sig", "utf-8"),
    (GERMAN, "utf-16", "utf-16"),
    (GERMAN, "utf-16-le", "utf-16-le"),
    (GERMAN, "utf-16-be", "utf-16-be"),
    (GERMAN, "utf-32", "utf-32"),
    (GERMAN, "cp1252", "windows-1252"),
    (GERMAN, "latin-1", "windows-1252"),
    (GERMAN, "cp850", "cp850"),
    (("été", "hiver", "forêt"), "cp1252", "windows-1252"),
    (("maçã", "limão", "avô"), "cp1252", "windows-1252"),
    (("niño", "señor"), "cp1252", "windows-1252"),
    (("blå", "grøn"), "cp1252", "windows-1252"),
    (("żółty", "zielony", "różowy"), "cp1250", "windows-1250"),
    (("красный", "зелёный", "синий"), "cp1251", "windows-1251"),
    (("κόκκινο", "πράσινο"), "cp1253", "windows-1253"),
    (("赤色", "青色"), "shift_jis", "shift_jis"),
    (("红色", "蓝色"), "gb18030", "gb18030"),
    (("빨강", "파랑"), "euc_kr", "euc-kr"),
]


@every(("words", "codec", "said"), WRITTEN)
def test_a_table_is_read_whatever_its_encoding_and_the_encoding_is_said(words, codec, said):
    data = rows(words).encode(codec)
    assert decode(data).text == rows(words)
    own = read_own_data(data)
    assert own.encoding == said
    assert own.label_names == tuple(sorted(words))


@given(st.lists(st.sampled_from(bytes(range(0xA1, 0x100))), min_size=2, max_size=3, unique=True))
def test_labels_that_differ_in_one_byte_stay_apart(letters):
    words = [b"gr" + bytes([letter]) + b"n" for letter in letters]
    lines = [b"%d,%d,%s" % (i % 7 - 3, i % 5 - 2, words[i % len(words)]) for i in range(24)]
    data = b"\n".join([b"x,y,label", *lines])
    assert len(read_own_data(data, encoding="windows-1252").label_names) == len(words)
    assert len(read_own_data(data).label_names) == len(words)


def test_a_guess_can_be_put_right():
    words = ("červený", "žlutý")
    data = rows(words).encode("cp1250")
    own = read_own_data(data, encoding="windows-1250")
    assert (own.encoding, own.label_names) == ("windows-1250", words)


def test_a_letter_and_its_accent_are_one_letter():
    own = read_own_data(rows(("gru\u0308n", "grün", "rot")))
    assert own.label_names == ("grün", "rot")


@pytest.mark.parametrize(
    ("data", "encoding", "words"),
    [
        (rows(GERMAN).encode()[:-2], None, "ends in the middle of a letter"),
        (rows(GERMAN).encode("cp1252"), "utf-8", "the file is not utf-8: invalid start byte at byte"),
        (b"x", "ebcdic", "encoding must be one of utf-8, utf-16"),
        (codecs.BOM_UTF16_LE + b"a", None, "the file is not utf-16-le"),
        (b" " * (MAX_BYTES + 1), None, "must be at most 1,200,000 bytes, got 1,200,001"),
    ],
)
def test_what_is_no_text_is_refused(data, encoding, words):
    with pytest.raises(ValueError, match=words):
        read_own_data(data, encoding=encoding)


@given(st.binary(max_size=300), st.sampled_from([None, *CHOICES]))
def test_any_bytes_are_read_or_refused_in_one_line(data, encoding):
    try:
        decoded = decode(data, encoding)
    except ValueError as error:
        line = str(error)
    else:
        line = decoded.encoding
        assert line in (*CHOICES, "utf-32")
    assert line.isprintable()


def test_every_encoding_is_known():
    for encoding in ENCODINGS:
        assert codecs.lookup(encoding)
