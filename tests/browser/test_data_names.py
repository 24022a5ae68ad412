"""The names of custom data on the page: real files are opened, and what columns and classes are called can be seen."""

import pytest
from selenium.webdriver.support.select import Select

from nn_core import Experiment, start
from nn_core.formats.files import to_json
from nn_core.formats.links.link import to_link
from nn_core.formats.tables.own_data import read_own_data
from tests.browser.test_own_data import SIMPLE, TABLE, choice, notes, paste, usable, use

SPECIES = ("Müller", "Muller", "Größe")
FILE = "\n".join(
    ["Länge in cm;Breite;Art", *(f"{20 + i * i % 17},5;{150 + 7 * i % 40};{SPECIES[i % 3]}" for i in range(40))]
)
PEOPLE = "\n".join(
    [
        "Age,Salary,Customer",
        *(f"{20 + i * i % 47},{30_000 + 977 * i % 40_000},{('left', 'bought')[i % 2]}" for i in range(50)),
    ]
)
CURVE = "\n".join(["year,none,population", *(f"{1960 + i},0,{3e9 * 1.0175**i:.0f}" for i in range(60))])

# What is written on a canvas from now on; everything is painted once more.
WRITTEN = """
const { prototype } = CanvasRenderingContext2D;
const before = prototype.fillText;
const written = [];
prototype.fillText = function (text, ...place) { written.push(text); before.call(this, text, ...place); };
playground.page.repaint();
prototype.fillText = before;
return written;
"""


def open_file(page, path):
    if not page.shown("own-dialog"):
        page.click("own-data")
    page.element("own-file").send_keys(str(path))


def written(page):
    return page.js(WRITTEN)


def names(page):
    return page.js("return playground.player.experiment.names")


@pytest.fixture
def file(tmp_path):
    """Write a file in an encoding."""

    def write(text, encoding="utf-8", name="table.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_a_file_of_any_usual_encoding_is_read_and_its_names_stay(page, file):
    classes = "Labels: A = Größe, B = Muller, C = Müller"
    for encoding in ("utf-8-sig", "utf-16", "windows-1252"):
        paste(page, SIMPLE)  # so that no file can be taken for the one before
        page.until(lambda: notes(page) and classes not in notes(page), "other data")
        open_file(page, file(FILE, encoding))
        page.until(lambda: classes in notes(page), f"the classes in {encoding}")
        assert page.value("own-text") == FILE, encoding
        told = choice(page, "encoding").first_selected_option.text
        assert told == {"utf-8-sig": "utf-8"}.get(encoding, encoding)
        assert any(f"encoding: {encoding}." in note for note in notes(page)) == (encoding != "utf-8-sig")
    use(page)
    page.restarts(**read_own_data(FILE).fields)
    assert page.texts("#class-legend .class-name") == ["Größe", "Muller", "Müller"]
    assert page.texts(".class-panel .label-name") == ["Art"]
    page.click("dock-confusion")
    page.until(lambda: page.texts("#confusion th[scope=row]") == ["Größe", "Muller", "Müller"], "who is taken for whom")
    assert {"X₁ = Länge in cm", "X₂ = Breite"} <= set(written(page))
    page.reload()
    page.until(lambda: page.texts("#class-legend .class-name") == ["Größe", "Muller", "Müller"], "the names")
    assert {"X₁ = Länge in cm", "X₂ = Breite"} <= set(written(page))
    page.click("draw")
    assert page.texts("#draw-labels button") == ["Größe", "Muller", "Müller"]


def test_another_encoding_can_be_chosen_until_the_text_is_changed(page, file):
    open_file(page, file(FILE, "windows-1252"))
    usable(page)
    choice(page, "encoding").select_by_visible_text("cp850")
    page.until(lambda: page.value("own-text").startswith("L\u00f5nge"), "other letters")
    choice(page, "encoding").select_by_visible_text("windows-1252")
    page.until(lambda: page.value("own-text") == FILE, "the right ones")
    paste(page, SIMPLE)
    page.until(lambda: not page.shown("own-encoding"), "a text has no encoding")
    page.click("own-close")


@pytest.mark.first
def test_two_classes_have_names_and_axes_the_units_of_the_data(page):
    paste(page, PEOPLE)
    use(page)
    page.restarts(**read_own_data(PEOPLE).fields)
    assert page.texts(".two-marks .class-name") == ["bought", "left"]
    assert page.texts(".legend .label-name") == ["Customer"]
    texts = written(page)
    assert {"X₁ = Age", "X₂ = Salary", "30", "40", "50", "40,000", "60,000"} <= set(texts)
    assert "−6" not in texts
    its = read_own_data(PEOPLE).names.x
    for tick in page.js("return playground.dataNames.axis('x').ticks"):  # they stand where the pointer is that age
        assert its.own(tick["at"]) == pytest.approx(float(tick["text"]))
        assert -6 <= tick["at"] <= 6
    assert page.element("feature-x").get_attribute("title") == "X₁ = Age"
    assert "X₂ = Salary" in page.element("output-figure").get_attribute("aria-label")
    page.click("draw")
    assert page.texts("#draw-labels button") == ["bought", "left"]
    page.click("draw")
    page.click("dataset-xor")
    page.restarts(dataset="xor", samples=500)
    assert page.texts(".two-marks .class-name") == ["−1", "+1"]
    assert names(page) is None
    assert "X₁" in written(page)
    assert "−6" in written(page)
    page.click("undo")
    page.until(lambda: page.texts(".two-marks .class-name") == ["bought", "left"], "the names again")


def test_a_curve_has_its_own_units_on_both_axes(page):
    page.click("own-data")
    paste(page, CURVE)
    usable(page)
    choice(page, "problem").select_by_visible_text("Regression")
    page.until(lambda: any(note.startswith("label = ") for note in notes(page)), "the label's formula")
    use(page)
    page.until(lambda: page.js("return playground.page.data.curve"), "a curve")
    texts = set(written(page))
    assert {"Output = population / 10⁹", "X₁ = year", "1960", "2000", "4", "8"} <= texts
    assert page.texts("#output-scale span")[1].replace(",", "").isdigit()


def test_names_come_with_a_link_and_a_file_and_go_to_the_race_and_back(follow, tmp_path):
    fields = read_own_data(PEOPLE).fields
    experiment = Experiment(**fields)
    page = follow(to_link(experiment))
    page.until(lambda: page.texts(".two-marks .class-name") == ["bought", "left"], "the names of the link")
    page.click("race-of-this")
    page.until(lambda: page.js("return window.playground?.player.experiment?.names?.x.name") == "Age", "the race")
    assert page.value("race-dataset") == "Your data: Age, Salary, Customer"
    page.driver.back()
    page.wait_until_ready()
    page.until(lambda: page.texts(".two-marks .class-name") == ["bought", "left"], "the names")
    path = tmp_path / "network.json"
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "windows-1252"):
        other = experiment.model_copy(update={"seed": len(encoding)})
        text = to_json(other, start(other)).replace("Salary", "Größe")
        path.write_bytes(text.encode(encoding))
        page.element("network-file").send_keys(str(path))
        page.until(lambda seed=other.seed: page.js("return playground.player.experiment.seed") == seed, encoding)
        assert names(page)["y"]["name"] == "Größe"


@pytest.mark.first
def test_names_are_texts_and_nothing_else(page):
    nasty = PEOPLE.replace("Age", "<img src=x onerror=document.title=1>").replace("bought", "<b>yes</b>")
    paste(page, nasty)
    use(page)
    page.until(lambda: page.texts(".two-marks .class-name")[0] == "<b>yes</b>", "the text")
    assert not page.css(".two-marks b")
    assert page.driver.title != "1"


def test_what_was_said_and_chosen_of_one_table_does_not_stay_for_the_next(page, file):
    paste(page, TABLE + "\n5,,7,8,ox")
    page.until(lambda: "missing" in page.text("own-error"), "the error")
    assert "own-asked" in page.element("own-missing").find_element("xpath", "..").get_attribute("class")
    Select(page.element("own-missing")).select_by_visible_text("drop the row")
    usable(page)
    assert not page.text("own-error")
    assert "1 row with a missing value is dropped." in notes(page)
    paste(page, TABLE + "\n6,,7,8,cat")  # with the same first row
    page.until(lambda: "missing" in page.text("own-error"), "it is asked again")
    assert choice(page, "missing").first_selected_option.text == "not allowed"
    assert not page.element("own-use").is_enabled()
    page.click("own-close")
    page.click("own-data")
    paste(page, SIMPLE)
    usable(page)
    assert not page.text("own-error")
    open_file(page, file("nothing"))
    page.until(lambda: "at least 3 columns" in page.text("own-error"), "the error of the file")
    open_file(page, file(TABLE))
    usable(page)
    assert not page.text("own-error")
    choice(page, "y").select_by_visible_text("weight")
    page.until(lambda: any(note.startswith("y = (weight") for note in notes(page)), "weight")
    open_file(page, file(TABLE, name="again.csv"))
    usable(page)
    assert choice(page, "y").first_selected_option.text == "height"
    page.click("own-close")


def test_a_decimal_mark_that_is_open_is_asked_for(page):
    rows = [f"{i};{100 + i * i};{i}.500;{('ox', 'cat')[i % 2]}" for i in range(1, 21)]
    paste(page, "\n".join(["nr;width;height;kind", *rows]))
    page.until(lambda: "Choose the decimal separator below." in page.text("own-error"), "the question")
    choice(page, "decimal").select_by_visible_text("comma")
    usable(page)
    assert "Numbers use a decimal comma." in notes(page)
    choice(page, "decimal").select_by_visible_text("point")
    page.until(
        lambda: page.element("own-use").is_enabled() and "Numbers use a decimal comma." not in notes(page), "point"
    )
    page.click("own-close")


def test_a_file_that_is_too_large_is_refused_here(page, file):
    open_file(page, file("x" * 800_000))
    page.until(lambda: page.text("own-error") == "The file must be at most 700 kB, got 800 kB.", "the error")
    page.click("own-close")
