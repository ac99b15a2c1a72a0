"""`make links`: a generated council's history of three years, and how much of what was planted in it is found."""

import json
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
@click.option("--seed", default=1, show_default=True, help="Decides the whole history.")
@click.option("--bodies", default=6, show_default=True)
@click.option("--months", default=36, show_default=True)
@click.option("--promises", default=3, show_default=True, help="Promises of each meeting.")
def main(seed: int, bodies: int, months: int, promises: int) -> None:
    """Print each share beside the one that is wanted; the exit code is 1 where one is missed."""
    with TemporaryDirectory() as folder:
        shares = run(Path(folder), seed=seed, bodies=bodies, months=months, promises=promises)
    missed = False
    for name, share in asdict(shares).items():
        wanted = getattr(WANTED, name)
        missed |= share < wanted
        click.echo(json.dumps({"figure": name, "share": round(share, 4), "wanted": wanted, "ok": share >= wanted}))
    raise SystemExit(int(missed))


main()
