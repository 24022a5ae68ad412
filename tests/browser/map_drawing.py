"""Drawing on the map as a person does it, with the mouse and with keys."""

from selenium.webdriver.common.actions.action_builder import ActionBuilder

ACCEPTED = "return playground.player.experiment"
COUNT = "return playground.player.experiment.points?.length ?? 0"
LIMIT = 6


class Map:
    """The map of a page on which somebody draws."""

    def __init__(self, page):
        self.page = page
        page.click("draw")
        page.until(lambda: page.checked("show-test"), "test points")
        self.surface = page.element("draw-surface")
        page.js("arguments[0].scrollIntoView({block: 'center'})", self.surface)
        self.size = self.surface.size["width"]

    def place(self, x, y):
        """Where a point of the plane is in the window."""
        left, top = self.page.js(
            "const { left, top } = arguments[0].getBoundingClientRect(); return [left, top]", self.surface
        )
        return round(left + (x + LIMIT) * self.size / 2 / LIMIT), round(top + (LIMIT - y) * self.size / 2 / LIMIT)

    def stroke(self, *places):
        """Press the mouse at the first place and release it at the last."""
        actions = ActionBuilder(self.page.driver, duration=100)
        mouse = actions.pointer_action
        mouse.move_to_location(*self.place(*places[0])).pointer_down()
        for place in places[1:]:
            mouse.move_to_location(*self.place(*place))
        mouse.pointer_up()
        actions.perform()

    def press(self, *keys):
        self.surface.send_keys(*keys)

    @property
    def experiment(self):
        """What the server has taken last."""
        return self.page.js(ACCEPTED)

    @property
    def points(self):
        return [tuple(point) for point in self.experiment["points"] or ()]

    @property
    def count(self):
        """How many points there are, which is sooner known than where they are."""
        return self.page.js(COUNT)

    def until(self, count):
        """Wait until the server has so many points."""
        self.page.until(lambda: self.count == count, f"{count} points")
        assert self.page.text("draw-count").startswith(f"{count:,} points: ")
        return self.points
