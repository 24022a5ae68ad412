"""Measure all claims and write their figures: ``python -m nn_core.study.claims --out app/claims.json``."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from joblib import Parallel, delayed
from tqdm import tqdm

from ...training.engines import prepare
from . import CLAIMS
from .report import report, rounded


def one(key: str, seed: int) -> dict[str, float | None]:
    """The values of a claim for one seed."""
    return {name: rounded(value) for name, value in CLAIMS[key].measure(seed).items()}


def measured(keys: Sequence[str], jobs: int) -> dict[str, dict[str, list[float | None]]]:
    """The values of the claims for all their seeds."""
    prepare()
    tasks = [(key, seed) for key in keys for seed in range(CLAIMS[key].seeds)]
    results = Parallel(n_jobs=jobs, return_as="generator")(delayed(one)(*task) for task in tasks)
    values: dict[str, dict[str, list[float | None]]] = {key: {} for key in keys}
    for (key, _seed), of_seed in zip(tasks, tqdm(results, total=len(tasks), unit="seed"), strict=True):
        for name, value in of_seed.items():
            values[key].setdefault(name, []).append(value)
    return values


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, or only work out the figures again from the values that the file has."""
    parser = argparse.ArgumentParser(prog="python -m nn_core.study.claims", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.json", help="where the figures go")
    parser.add_argument("--only", nargs="*", choices=tuple(CLAIMS), help="measure these; the file keeps the others")
    parser.add_argument("--jobs", type=int, default=-1, metavar="N", help="how many at once (default: -1, all cores)")
    given = parser.parse_args(arguments)
    if given.jobs == 0:
        parser.error("jobs must be 1 or more, or -1 for all cores, got 0")
    chosen = list(CLAIMS) if given.only is None else given.only
    known: Mapping[str, dict[str, list[float | None]]] = {}
    if len(chosen) < len(CLAIMS):
        try:
            known = {key: entry["values"] for key, entry in json.loads(given.out.read_text("utf-8"))["claims"].items()}
        except (OSError, ValueError, LookupError) as error:
            parser.error(f"with --only, out must be a file that this command wrote, got {given.out}: {error}")
    values = {**known, **measured(chosen, given.jobs)}
    given.out.write_text(report({key: values[key] for key in CLAIMS if key in values}), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
