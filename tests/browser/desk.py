"""A teacher's page with a class that has worked: its results, its spotlight, and the files that it reads."""

from math import isinf

from nn_core.common.written import rounded
from nn_core.formats.links.link import from_link
from nn_core.study.pooled import PooledRun, pools
from tests.browser.view import View

SEATS = 30
NAMES = {"tanh": "Tanh", "relu": "ReLU", "sigmoid": "Sigmoid"}
SAY, ROWS = ".results-say", ".results-table tbody tr"


class Desk(View):
    """A teacher's page, at one of its screens."""

    READY = "!document.getElementById('class-room').hidden"

    def without_class(self):
        """Open it where there is none yet."""
        self.driver.get(self.url)
        self.wait("'begun' in document.documentElement.dataset", "the page has begun")
        assert self.shown("class-entry")

    def come(self, teacher):
        """Open the class of a teacher."""
        right = teacher.right
        self.driver.get(f"{self.url}#{right['class_id']}.{right['secret']}")
        self.wait_until_ready()

    def at(self, screen):
        self.click(f"class-tab-{screen}")

    def figure(self, key):
        """Show a figure; gives its sentence."""
        self.at("results")
        self.until(lambda: self.css(f"[data-figure={key}]"), key)
        self.css(f"[data-figure={key}]")[0].click()
        self.until(lambda: self.texts(SAY)[0] and self.css(".results-figure > *"), "the figure")
        return self.texts(SAY)[0]

    def as_table(self):
        """What the figure is of, cell by cell."""
        if not self.css(ROWS):
            self.css(".results-as-table")[0].click()
        self.until(lambda: self.css(ROWS), "the table")
        return self.table(ROWS)


def expected(trained):
    """The pool of all runs, as the core sums it up."""
    runs = [answer for _row, answers in trained for answer in answers if answer["kind"] == "run"]
    links = [from_link(answer["run"]["link"]) for answer in runs]
    found = pools(
        PooledRun(link.experiment, link.options.stop, answer["run"]["epoch"], answer["reached"])
        for link, answer in zip(links, runs, strict=True)
    )
    assert len(found) == 1
    return found[0]


def shown_epochs(value):
    return "not reached" if isinf(value) else rounded(value, 4)
