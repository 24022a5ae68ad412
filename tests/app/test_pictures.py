"""The pictures in docs are those that bench.pictures makes: all of them, and no other ones."""

from app import ROOT
from bench import class_pictures, lesson_pictures, pictures
from tests.browser.test_first_screen import SIZES

DOCS = ROOT / "docs"


def test_docs_have_every_picture_and_no_other_one():
    there = {path.relative_to(DOCS) for kind in ("*.png", "screens/**/*.webp") for path in DOCS.glob(kind)}
    assert there == set(pictures.names())
    assert (DOCS / "screens" / "README.md").read_text(encoding="utf-8") == pictures._table()


def test_so_are_those_of_lessons():
    folder = DOCS / "lessons"
    assert {path.name for path in folder.glob("*.webp")} == set(lesson_pictures.names())
    assert (folder / "README.md").read_text(encoding="utf-8") == lesson_pictures._table()
    assert {"report.md", "report.pdf"} <= {path.name for path in folder.iterdir()}


def test_so_are_those_of_a_class():
    folder = DOCS / "class"
    assert {path.name for path in folder.glob("*.webp")} == set(class_pictures.names())
    assert (folder / "README.md").read_text(encoding="utf-8") == class_pictures._table()


def test_every_page_is_shown_on_the_screens_that_the_first_screen_is_made_for():
    assert set(pictures.FIRST.values()) <= {*SIZES, (1440, 790), (1366, 658), (1280, 610), (2560, 1440)}
    assert len(pictures.FIRST) == 7
