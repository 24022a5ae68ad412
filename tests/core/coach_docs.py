"""The coach's rules, each with the runs that prove it, for docs/coach.md, which a test compares.

``PYTHONPATH=. python tests/core/coach_docs.py`` writes it again.
"""

import inspect
import re
from pathlib import Path

from coach_runs import SETUPS, experiment, spans

from nn_core.formats.links.link import to_link
from nn_core.insight.coach import RULES

FILE = Path(__file__).resolve().parents[2] / "docs" / "coach.md"
_HEAD = """# The coach's rules, and the runs that prove them

Written by `PYTHONPATH=. python tests/core/coach_docs.py` from the rules ([`coach.py`](../nn_core/insight/coach.py))
and from {count} runs ([`coach_runs.py`](../tests/core/coach_runs.py)) of which a person has said what there is to say,
and when. A test trains all of them, asks the coach as a page does, and compares: where a person says something the
coach says it, and where a person says nothing the coach is silent. What may be said between two of the spans is left
open.

The rules stand in the order in which they are asked: the first one that finds its fact speaks. In the formulas, L is
the training loss, L\\* the test loss, G the training loss of the best constant answer. What stands behind the # of a
run is its set-up: put it behind the address of your playground, press Play, and watch.
"""
_LONGEST = 300  # characters of a link: custom points are longer


def text() -> str:
    """All of it."""
    parts = [_HEAD.format(count=len(SETUPS)), "## The rules\n"]
    for number, (name, rule) in enumerate(RULES.items(), start=1):
        told = re.sub(r"(?<!<)(https://\S+?)(?=[,.;]?(?:\s|$))", r"<\1>", inspect.getdoc(rule.look) or "")
        said = [f"- “{sentence}”" for sentence in rule.texts]
        parts += [f"### {number}. {name.replace('-', ' ').capitalize()}\n", _plain(told), "\nIt says:\n", *said, ""]
        parts += [_table([(run, _spans(run, name)) for run in SETUPS if _spans(run, name)])]
    silent = [(run, _spans(run, None)) for run in SETUPS if not any(rule for _, _, rule, _ in spans(run))]
    parts += ["## Runs of which there is nothing to say\n", _table(silent)]
    missed = [(run, _missed(run)) for run in SETUPS if _missed(run)]
    parts += [
        "## What a person says and the coach does not\n",
        "That is known, and allowed: to say nothing is no error, to say something untrue would be one.\n",
        _table(missed),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _plain(told: str) -> str:
    """A docstring as Markdown."""
    return told.replace("``", "`").replace("*", "\\*").replace("|", "\\|").replace("[", "\\[")


def _spans(run: str, rule: str | None) -> str:
    """The epochs at which a rule holds."""
    return ", ".join(f"{a} to {b}" for a, b, its, missed in spans(run) if its == rule and not missed)


def _missed(run: str) -> str:
    return ", ".join(f"{rule}, epochs {a} to {b}" for a, b, rule, missed in spans(run) if missed)


def _table(rows: list[tuple[str, str]]) -> str:
    lines = ["| run | epochs | set-up |", "|---|---|---|"]
    for run, epochs in rows:
        link = to_link(experiment(SETUPS[run][0]))
        lines.append(f"| {run} | {epochs} | {f'`#{link}`' if len(link) <= _LONGEST else 'custom points'} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
