"""What a person does with an element, in a step or two: chromedriver takes ten for a click, and they take longer than
all that most clicks do. What it looks for is looked for here, too: a click needs something to see, and nothing over it.
"""

from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchElementException,
)
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.remote.webelement import WebElement

ELEMENT = 'const element = typeof arguments[0] === "string" ? document.getElementById(arguments[0]) : arguments[0];'
# Where to click: in the middle of what is in sight; if something lies over it, like the bar at the bottom of a phone,
# or if it is out of sight, after scrolling to it. What is on its way to its place has some frames to get there.
PLACE = (
    ELEMENT
    + """
const done = arguments[1];
if (!element || element.matches("option")) return void done([element ? "option" : "missing"]);
const middle = (from, to, end) => Math.floor((Math.max(0, from) + Math.min(end, to)) / 2);
const look = () => {
  const [box] = element.getClientRects();
  if (!box) return ["hidden"];
  const [x, y] = [middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight)];
  const over = document.elementFromPoint(x, y);
  return element.contains(over) ? ["", x, y] : [over ? over.outerHTML.slice(0, 200) : "out of sight"];
};
const blocks = ["center", "end", "start"];
let left = 60;
const next = () => {
  const found = look();
  if (!found[0] || !left) return void done(found);
  if (left % 3 === 0) element.scrollIntoView({ behavior: "instant", block: blocks[(left / 3) % 3], inline: "nearest" });
  left -= 1;
  requestAnimationFrame(next);
};
next();
"""
)
# Whether there is something to see of it.
SEEN = (
    ELEMENT
    + """
if (!element) return null;
const usual = { opacityProperty: true, visibilityProperty: true };
const seen = (each) => {
  const { width, height } = each.getBoundingClientRect();
  return width > 0 && height > 0 && each.checkVisibility(usual);
};
return seen(element) || [...element.querySelectorAll("*")].some(seen);
"""
)
# Chromedriver, too, chooses by a script: the list of a select is the system's.
CHOOSE = """
const [select, by, wanted] = arguments;
const option = [...select.options].find((each) => each[by] === wanted);
if (!option || option.disabled || select.disabled || !select.checkVisibility()) return false;
select.focus();
if (!option.selected) {
  option.selected = true;
  for (const kind of ["input", "change"]) select.dispatchEvent(new Event(kind, { bubbles: true }));
}
return true;
"""


def click(driver, what):
    """Click on an element, or on the one with this id, by the mouse."""
    wrong, *place = driver.execute_async_script(PLACE, what)
    if wrong == "missing":
        raise NoSuchElementException(what)
    if wrong == "option":  # of the system's list
        WebElement.click(what)
        return
    if wrong == "hidden":
        raise ElementNotInteractableException(f"{what} is hidden")
    if wrong:
        raise ElementClickInterceptedException(f"over {what} lies {wrong}")
    mouse = ActionBuilder(driver, duration=0)
    mouse.pointer_action.move_to_location(*place).click()
    mouse.perform()


def seen(driver, what):
    """Whether there is something to see of an element, or of the one with this id."""
    if (found := driver.execute_script(SEEN, what)) is None:
        raise NoSuchElementException(what)
    return found


def choose(select, by, wanted):
    """Choose the option of a select with this ``text`` or ``value``."""
    assert select.parent.execute_script(CHOOSE, select, by, wanted), f"nobody can choose {wanted}"


class Element(WebElement):
    """An element that is clicked and seen so."""

    def click(self):
        click(self.parent, self)

    def is_displayed(self):
        return seen(self.parent, self)
