"""The space of lessons that are asked and opened: those of a folder, and those that somebody has put into a link."""

from app.lessons import lessons
from app.lessons.asked import Asked, lesson_of
from app.lessons.packed import pack

SMALL = (5e-324, 1e-310, 1e-9)


def lesson(genes, link):
    return {"key": genes.one((*lessons(), "", "x" * 40, _packed(genes, link)))}


def _asked(genes, link):
    """A form that is filled in somehow; of text as much as may be."""
    text = genes.one(("why?", "*" * 400, "[" * 400, "ab " * 20, "`" * 200 + "_" * 200))
    asked = {
        "setup": link(genes)["text"][:20_000], "question": text, "say": text,
        "kind": genes.one(("choice", "number", "text")),
        "run": genes.one(("stop", "epochs", "free", "none")), "epochs": genes.whole(0, 100_000),
        "first": genes.maybe(), "within": genes.one((0.0, *SMALL, 1e9)),
        "checks": [{"kind": genes.one(("test_loss", "runs", "diverged", "units")), "value": genes.one((*SMALL, 1e9))}],
    }  # fmt: skip
    if asked["kind"] == "choice":
        asked |= {"options": [text] * genes.whole(2, 6), "right": genes.one((None, 0, 5))}
    elif asked["kind"] == "number":
        asked |= {"of": genes.one(("accuracy", "gap", None)), "value": genes.one((None, *SMALL, 1e9, -1e9))}
    return asked


def _packed(genes, link):
    """A lesson that is in its link: one that is asked, or any two files."""
    try:
        return lesson_of(Asked.model_validate(_asked(genes, link))).packed
    except ValueError:
        words = genes.one(("# a\n\n## b\n\n", "")) + genes.one(("[", "*", "`", "- ", "> ")) * genes.whole(1, 9000)
        try:
            return pack(genes.one(("a = ", "")) + genes.one(("[", "{a=", "a.")) * genes.whole(1, 4000), words)
        except ValueError:
            return "1." + "A" * 2998


def ask(genes, link):
    return _asked(genes, link) | {"earlier": [_packed(genes, link) for _ in range(genes.one((0, 0, 1, 7)))]}
