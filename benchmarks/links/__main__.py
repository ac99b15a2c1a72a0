"""`make links`: generated councils' histories of three years, and how much of what was planted in them is found."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.links.measure import Shares
from benchmarks.links.run import run

WANTED = Shares(
    found=0.99, due=0.99, told_once=0.98, carried=0.99, ties_precision=0.98, ties_recall=0.90, answers_precision=0.95,
    answers_recall=0.80,
)  # fmt: skip


@click.command()
@click.option("--seed", "seeds", default=(1, 2, 3), multiple=True, show_default=True, help="Each decides a history.")
@click.option("--bodies", default=6, show_default=True)
@click.option("--months", default=36, show_default=True)
@click.option("--promises", default=3, show_default=True, help="Promises of each meeting.")
def main(seeds: Sequence[int], bodies: int, months: int, promises: int) -> None:
    """Print each share beside the one that is wanted; the exit code is 1 where one is missed."""
    missed = False
    for seed in seeds:
        with TemporaryDirectory() as folder:
            shares = run(Path(folder), seed=seed, bodies=bodies, months=months, promises=promises)
        for name, share in asdict(shares).items():
            wanted = getattr(WANTED, name)
            missed |= share < wanted
            told = {"figure": name, "seed": seed, "share": round(share, 4), "wanted": wanted, "ok": share >= wanted}
            click.echo(json.dumps(told))
    raise SystemExit(int(missed))


main()
