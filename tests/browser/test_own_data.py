"""Own data: a table is pasted or opened, looked at and used; what is wrong with it leaves everything as it was."""

import json
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from nn_core import Experiment, make_dataset
from nn_core.formats.tables.own_data import read_own_data, to_csv
from tests.browser.test_access import faults

WORDS = ("ox", "cat", "dog")
TABLE = "\n".join(
    ["id,width,height,weight,kind", *(f"{i},{i % 7},{i * i % 11},{2 * i % 9},{WORDS[i % 3]}" for i in range(30))]
)
SPLIT = {  # of what was downloaded: the circle, or the own data
    False: "Column “set” says which rows train: 250 train, 250 test.",
    True: "Column “set” says which rows train: 30 train, 30 test.",
}
SIMPLE = "\n".join(f"{i / 10 - 3},{i * i % 7 - 3},{1 if i % 3 else -1}" for i in range(60))


def paste(page, text):
    """Open the dialog and put a text in place of what is there."""
    if not page.shown("own-dialog"):
        page.click("own-data")
    field = page.element("own-text")
    field.click()
    field.send_keys(Keys.CONTROL, "a")
    page.driver.execute_cdp_cmd("Input.insertText", {"text": text})


def usable(page):
    return page.until(lambda: page.element("own-use").is_enabled(), "data that can be used")


def use(page):
    usable(page)
    page.click("own-use")
    assert not page.shown("own-dialog")


def choice(page, key):
    return Select(page.element(f"own-{key}"))


def notes(page):
    return page.texts(".own-notes li")


def fields(text, **choices):
    """The fields of the experiment that a table makes, as JSON carries them."""
    return json.loads(json.dumps(read_own_data(text, **choices).fields))


@pytest.mark.first
def test_a_pasted_table_is_looked_at_and_used(page):
    page.step()
    paste(page, TABLE)
    usable(page)
    assert [choice(page, key).first_selected_option.text for key in ("x", "y", "label", "header", "problem")] == [
        "width", "height", "kind", "yes", "Multi-class",
    ]  # fmt: skip
    assert notes(page)[:3] == [
        "x = (width − 3) × 1.667",
        "y = (height − 4.5) × 1.111",
        "Labels: A = cat, B = dog, C = ox",
    ]
    assert page.texts(".own-rows td")[:5] == ["0", "0", "0", "0", "ox"]
    assert page.colors(".own-preview") > 3
    assert page.epoch == 1  # nothing has changed yet
    page.click("own-use")
    page.restarts(**fields(TABLE))
    assert page.pressed("own-data")
    assert page.value("problem") == "Multi-class"
    page.click("undo")
    page.until(lambda: page.epoch == 1, "as it was")
    assert page.pressed("dataset-circle")
    assert not page.pressed("own-data")


def test_other_columns_another_header_and_another_problem_can_be_chosen(page):
    paste(page, TABLE)
    usable(page)
    choice(page, "y").select_by_visible_text("weight")
    page.until(lambda: notes(page)[1:2] == ["y = (weight − 4) × 1.25"], "the other column")
    choice(page, "label").select_by_visible_text("height")
    page.until(lambda: choice(page, "problem").first_selected_option.text == "Classification" or notes(page), "labels")
    choice(page, "problem").select_by_visible_text("Regression")
    page.until(lambda: any("label = " in note for note in notes(page)), "the labels' formula")
    use(page)
    page.restarts(**fields(TABLE, columns=(2, 4, 3), problem="regression"))


def test_a_table_with_three_columns_asks_for_none(page):
    paste(page, SIMPLE)
    usable(page)
    assert not any(field.is_displayed() for field in page.css(".own-column"))
    choice(page, "header").select_by_visible_text("yes")
    page.until(lambda: page.texts(".own-rows th")[0] == "-3.0", "the first row as names")
    choice(page, "header").select_by_visible_text("no")
    page.until(lambda: page.texts(".own-rows th")[0] == "column 1", "no names")
    use(page)
    page.restarts(**fields(SIMPLE))


@pytest.mark.first
def test_what_is_wrong_is_told_by_line_and_column_and_changes_nothing(page):
    page.step()
    before = page.readings
    paste(page, SIMPLE + "\n1,abc,1")
    page.until(lambda: page.text("own-error") == 'Line 61, column 2: "abc" is not a number.', "the error")
    assert not page.element("own-use").is_enabled()
    page.element("own-text").send_keys(Keys.ESCAPE)
    page.until(lambda: not page.shown("own-dialog"), "closed")
    assert page.readings == before
    assert page.pressed("dataset-circle")
    paste(page, SIMPLE)  # mended
    use(page)
    page.restarts(**fields(SIMPLE))


def test_a_column_that_was_guessed_wrongly_can_be_mended(page):
    page.step()
    odd = TABLE.replace("\n1,", "\n1,1,wide,4,ox\n1,")
    paste(page, odd)
    page.until(lambda: '"wide" is not a number' in page.text("own-error"), "the error")
    choice(page, "y").select_by_visible_text("weight")
    use(page)
    page.restarts(**fields(odd, columns=(2, 4, 5)))


def test_closing_changes_nothing(page):
    page.step()
    before = page.readings
    paste(page, SIMPLE)
    usable(page)
    page.click("own-close")
    assert not page.shown("own-dialog")
    page.frames(20)
    assert page.readings == before
    page.click("own-data")
    assert page.element("own-use").is_enabled()  # what was pasted is still there
    page.click("own-close")


def test_a_file_is_opened_again_and_again(page, tmp_path):
    path = tmp_path / "points.csv"
    path.write_text("\ufeff" + SIMPLE.replace(",", ";").replace(".", ",").replace("\n", "\r\n"), "utf-8")
    page.click("own-data")
    page.element("own-file").send_keys(str(path))
    use(page)
    page.restarts(**fields(SIMPLE))
    path.write_text("x,y\n1,2", "utf-8")
    page.click("own-data")
    page.element("own-file").send_keys(str(path))
    page.until(lambda: "Line 1 must have at least 3 columns" in page.text("own-error"), "the error")
    page.click("own-close")


@pytest.mark.parametrize("own", [False, True])
def test_what_is_downloaded_is_the_data_with_their_split(page, own):
    experiment = {}
    page.click("own-data")
    if own:
        paste(page, SIMPLE)
        use(page)
        experiment = fields(SIMPLE)
        page.restarts(**experiment)
        page.click("own-data")
    path = Path(page.duo.download_path) / "playground-data.csv"
    path.unlink(missing_ok=True)
    page.click("own-download")
    page.until(path.exists, "the file")
    expected = to_csv(make_dataset(Experiment(**experiment)))
    page.until(lambda: path.read_text("utf-8") == expected, "what is in it")
    page.element("own-file").send_keys(str(path))
    page.until(lambda: notes(page)[-1:] == [SPLIT[own]], "the note")
    use(page)
    page.until(lambda: page.pressed("own-data"), "own data")
    page.restarts(**fields(expected))


def test_leaving_own_data_for_a_pattern_and_coming_back(page):
    paste(page, SIMPLE)
    use(page)
    page.restarts(**fields(SIMPLE))
    page.click("dataset-xor")
    page.restarts(dataset="xor")
    assert not page.pressed("own-data")
    page.click("undo")
    page.restarts(**fields(SIMPLE))
    page.reload()
    page.restarts(**fields(SIMPLE))


def test_few_rows_get_a_batch_that_fits(page):
    few = "\n".join(SIMPLE.splitlines()[:12])
    paste(page, few)
    use(page)
    page.restarts(**fields(few), batch_size=6)


def test_axe_finds_nothing_serious_in_the_dialog(page):
    for size in [(1440, 900), (390, 844)]:
        page.resize(*size)
        paste(page, TABLE)
        usable(page)
        page.frames(10)
        assert faults(page, within="#own-dialog") == [], size
        paste(page, TABLE + "\n1")
        page.until(lambda: page.text("own-error"), "the error")
        assert faults(page, within="#own-dialog") == [], size
        page.click("own-close")
