"""The page of a class: opening it, the lobby and the wall; students act by calls."""

import pytest
from selenium.webdriver.common.keys import Keys

from tests.board.test_board import ROW
from tests.browser.room import soon, student_of
from tests.browser.test_access import faults, faults_light_and_dark

PLACE = {"lesson": "one-line", "step": "circle"}
COLORS = """
const [image] = arguments;
if (!image.naturalWidth) return 0;
const canvas = Object.assign(document.createElement("canvas"), { width: 28, height: 28 });
canvas.getContext("2d").drawImage(image, 0, 0);
return new Set(new Uint32Array(canvas.getContext("2d").getImageData(0, 0, 28, 28).data.buffer)).size;
"""


# Opening and joining


@pytest.mark.first
def test_a_class_is_opened_by_a_click_and_is_there_again_when_the_page_is_loaded_again(room):
    teacher = room.open_class()
    assert room.text("class-code") == teacher.sees()["code"]
    assert room.look("class-code", "element.ariaLabel") == f"Code: {', '.join(teacher.code)}"
    room.visit("wall")
    room.driver.refresh()
    room.until(lambda: room.shown("class-wall") is not None and room.text("class-about"), "the class")
    assert room.look("class-tab-wall", "element.ariaSelected") == "true"
    room.come()
    room.until(lambda: room.css("#class-opened a"), "the way back")
    (way,) = room.css("#class-opened a")
    assert way.text == f"Go on with class {teacher.code}"
    way.click()
    room.until(lambda: room.text("class-about").startswith(teacher.code), "the class")
    assert room.teacher().right == teacher.right


def test_how_a_class_begins_is_chosen_before(room):
    room.come()
    room.click("class-approval")
    room.click("class-free-text")
    room.click("class-open")
    told = room.opened().sees()
    assert (told["approval"], told["free_text"]) == (True, True)
    assert room.checked("class-rule")


@pytest.mark.first
def test_a_student_types_the_code(room, teacher):
    room.come()
    room.type("class-join", f" {teacher.code.lower()} ", Keys.ENTER)
    room.until(lambda: f"/?class={teacher.code}" in room.driver.current_url, "the playground")


@pytest.mark.first
def test_a_co_teacher_comes_by_the_link_and_a_wrong_one_leads_nowhere(room, teacher):
    room.come_to("lobby", teacher)
    assert room.text("class-code") == teacher.code
    room.come(f"#{teacher.right['class_id']}.{'x' * 32}")
    room.until(lambda: room.text("class-entry-said"), "why not")
    assert "has ended" in room.text("class-entry-said")
    assert room.driver.current_url.endswith("/class")
    assert not room.shown("class-room")
    assert any("403" in line for line in room.log())


def test_a_board_that_is_away_is_said_and_comes_back(room, classroom, teacher):
    room.come_to("lobby", teacher)
    with classroom.away():
        room.until(lambda: "not responding" in room.text("class-away"), "that it is away")
        assert room.text("class-code") == teacher.code
    name = student_of(teacher).name
    room.until(lambda: name in room.text("class-seats"), "who has come meanwhile")
    assert room.text("class-away") == ""


# Lobby


@pytest.mark.first
def test_who_joins_is_seen_within_two_seconds(room, teacher):
    room.come_to("lobby", teacher)
    assert room.text("class-count") == "Nobody is here yet"
    assert room.look("class-link", "element.innerText").endswith("/class")
    room.until(lambda: room.look("class-qr", "element.naturalWidth") > 0, "the QR code")
    names = [student_of(teacher).name]
    assert soon(room, lambda: room.texts("#class-seats li") == names, "the first one") < 2.5
    names += [student_of(teacher).name for _ in range(2)]
    room.until(lambda: room.texts("#class-seats li") == names, "all of them")
    assert room.text("class-count") == "3 students"
    room.click("class-hide-names")
    assert room.texts("#class-seats li") == ["1", "2", "3"]
    room.visit("wall")
    assert sorted(room.tiles()) == sorted(names), "names are hidden on the projector only"


@pytest.mark.first
def test_students_are_let_in(room, teacher):
    room.come_to("lobby", teacher)
    room.click("class-rule")
    room.until(lambda: teacher.sees()["approval"], "the rule")
    students = [student_of(teacher) for _ in range(3)]
    room.until(lambda: len(room.css("#class-seats button")) == 3, "who waits")
    assert room.text("class-count") == "0 students · 3 waiting"
    room.css("#class-seats button")[0].click()
    room.until(lambda: students[0].sends()["state"] == "in", "the first one")
    room.until(lambda: room.text("class-let-all") == "Let all 2 in", "the others")
    room.click("class-let-all")
    room.until(lambda: all(each.sends()["state"] == "in" for each in students), "all of them")
    room.until(lambda: not room.css("#class-seats button"), "nobody waits")


def test_texts_are_allowed_while_the_class_goes_on(room, teacher):
    room.come_to("lobby", teacher)
    room.click("class-texts")
    room.until(lambda: teacher.sees()["free_text"], "the rule")
    room.click("class-texts")
    room.until(lambda: not teacher.sees()["free_text"], "as before")


def test_the_code_is_renewed_and_closed(room, teacher):
    room.come_to("lobby", teacher)
    room.click("class-renew")
    room.until(lambda: room.text("class-code") not in (teacher.code, ""), "another code")
    assert room.text("class-code") == teacher.sees()["code"]
    assert room.board.ask("join", code=teacher.code)[0] == 404
    room.click("class-close-code")
    room.until(lambda: "closed" in room.text("class-link"), "that it is closed")
    assert teacher.sees()["code"] is None
    room.click("class-close-code")
    room.until(lambda: len(room.text("class-code")) == 5, "a new code")
    assert student_of(teacher).told["state"] == "in"


# Wall


@pytest.mark.first
def test_the_wall_shows_what_students_do_and_changes_with_it(room, teacher):
    first, second = student_of(teacher), student_of(teacher)
    first.sends(row=ROW)
    room.come_to("wall", teacher)
    room.until(lambda: len(room.tiles()) == 2, "two tiles")
    assert room.tile(first.name) == {
        "word": "Playing", "numbers": "epoch 120 · 90%", "loss": "test loss 0.2500", "chosen": "Spiral · ReLU 8",
    }  # fmt: skip
    assert room.tile(second.name)["word"] == "Idle"
    second.sends(row={**ROW, "doing": "stuck", **PLACE, "map": "o1." + "A" * 392 + "9" * 392})
    assert soon(room, lambda: room.tile(second.name)["word"] == "Stuck · step 2", "the second one") < 2.5
    room.until(lambda: room.tiles() == [second.name, first.name], "who is stuck comes first")
    assert room.until(lambda: room.js(COLORS, room.css("#class-wall .tile-map")[0]) == 2, "its picture")


def test_it_is_filtered_and_sorted_by_the_keyboard(room, teacher):
    for doing, epoch in ("done", 30), ("stuck", 20), ("playing", 10):
        student_of(teacher).sends(row={**ROW, "doing": doing, "epoch": epoch})
    room.come_to("wall", teacher)
    room.until(lambda: len(room.tiles()) == 3, "three tiles")
    numbers = [epoch.split(" · ")[0] for epoch in room.texts("#class-wall .tile-numbers")]
    assert numbers == ["epoch 20", "epoch 10", "epoch 30"]
    room.choose("class-sort", "Epoch")
    assert [each.split(" · ")[0] for each in room.texts("#class-wall .tile-numbers")] == [
        "epoch 30", "epoch 20", "epoch 10",
    ]  # fmt: skip
    room.element("class-filter-all").send_keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    assert room.js("return document.activeElement.id") == "class-filter-stuck"
    room.element("class-filter-stuck").send_keys(Keys.ENTER)
    assert room.texts("#class-wall .tile-word") == ["Stuck"]
    assert [room.text(f"class-filter-{key}") for key in ("all", "stuck", "done")] == ["All 3", "Stuck 1", "Done 1"]


@pytest.mark.first
def test_a_seat_is_opened_and_removed(room, teacher):
    student = student_of(teacher)
    student.sends(row=ROW)
    room.come_to("wall", teacher)
    room.until(room.tiles, "its tile")
    room.css("#class-wall .tile button")[0].click()
    room.until(lambda: room.shown("class-seat"), "the seat")
    assert room.text("class-seat-name") == student.name
    assert "0.2500" in room.text("class-seat-facts")
    assert room.look("class-seat-open", "element.href").endswith(f"/#{ROW['link']}")
    assert faults(room, within="#class-seat") == []
    room.click("class-seat-remove")
    room.click("class-seat-no")
    assert student.sends()["state"] == "in"
    room.click("class-seat-remove")
    room.click("class-seat-yes")
    room.until(lambda: not room.tiles(), "no tile")
    assert room.done() == f"{student.name} was removed."
    assert not room.shown("class-seat")
    assert student.sends()["state"] == "removed"


def test_texts_are_seen_by_the_teacher_first(room, teacher):
    teacher.does("rule", free_text=True)
    student = student_of(teacher)
    student.sends({"key": "why", "kind": "text", "text": "<b>because</b>"}, row=ROW)
    room.come_to("wall", teacher)
    room.until(room.tiles, "its tile")
    room.css("#class-wall .tile button")[0].click()
    room.until(lambda: room.texts("#class-seat-answers q") == ["<b>because</b>"], "the text")
    room.css("#class-seat-answers button")[0].click()
    room.until(lambda: teacher.sees()["answers"][0]["shown"], "that it may be seen")


# For everybody


@pytest.mark.parametrize("screen", ["lobby", "wall", "end"])
def test_axe_finds_nothing_in_any_theme(room, teacher, screen):
    for doing in ("stuck", "done", "diverged"):
        student_of(teacher).sends(row={**ROW, "doing": doing})
    teacher.does(
        "tell", change={"setup": {"page": "playground", "link": "dataset=xor"}, "place": PLACE, "paused": True}
    )
    room.come_to(screen, teacher)
    room.until(lambda: "3 students" in room.text("class-about"), "the class")
    assert faults_light_and_dark(room) == []
    room.click("color-scheme")
    room.frames(30)
    assert faults(room, ["color-contrast"]) == []


def test_axe_finds_nothing_before_a_class_is_open(room):
    room.come()
    assert faults_light_and_dark(room) == []


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (768, 1024), (390, 844)])
def test_nothing_hangs_out_of_the_page(room, teacher, size):
    student_of(teacher).sends(row=ROW)
    room.resize(*size)
    wide = "const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth - clientWidth"
    room.come()
    assert room.js(wide) == 0
    for screen in ("lobby", "wall", "end"):
        room.come_to(screen, teacher)
        assert room.js(wide) == 0, screen


def test_thirty_tiles_are_seen_at_once(room, teacher):
    for _ in range(30):
        student_of(teacher).sends(row=ROW)
    room.resize(None)  # what a window of 1440 x 900 leaves below its bars
    room.come_to("wall", teacher)
    room.until(lambda: len(room.tiles()) == 30, "thirty tiles")
    assert room.js("return document.querySelector('#class-wall').getBoundingClientRect().bottom <= innerHeight")
