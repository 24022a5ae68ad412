"""Points of one's own with their roles, and the slider that splits them."""

from nn_core import Experiment

TWO = [[i / 10 - 3, 2.0 if i < 30 else -2.0, -1.0 if i < 30 else 1.0] for i in range(50)]  # one class after the other


def roles(experiment):
    """The points that train, and those that test, as the server has them."""
    train = Experiment(**experiment).train_samples
    points = [tuple(point) for point in experiment["points"]]
    return points[:train], points[train:]


def labels(points):
    """How many are -1, and how many are +1."""
    return [sum(point[2] == label for point in points) for label in (-1, 1)]


def own(page, **fields):
    """The page with points of one's own."""
    page.follow_to(Experiment(dataset="custom", **{"points": TWO, **fields}))


def shown(page):
    return page.css("[data-value-of=train-percent]")[0].text


def accepted(page):
    return page.js("return playground.player.experiment")


def moves(page, *keys):
    """Move the slider, and wait for the split."""
    page.keys("train-percent", *keys)
    page.until(lambda: "Split" in page.text("notice"), "the split")
    return accepted(page)


# Drawing
