"""`make bench`: the figures of speed and size on this machine, each beside what it should be and what it was.

`python -m benchmarks [SECTION ...] [--full]`. Results go to `out/bench.json`; `--keep` makes them the committed ones,
`benchmarks/results.json`, with which later runs are compared.
"""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click

from benchmarks import machines, pdf_layout, reading, requests_asked, updating, writing
from benchmarks.figure import Figure, machine

KEPT = Path(__file__).parent / "results.json"
LAST = Path("out") / "bench.json"
# Each section by name: what it measures, how much of it in a quick run, and how much in a full one.
SECTIONS: dict[str, tuple[Callable[[int], list[Figure]], int, int]] = {
    "pages": (reading.pages, 100, 400),
    "language": (reading.language, 100, 400),
    "pdfs": (reading.pdfs, 30, 80),
    "layout": (pdf_layout.layout, 24, 72),
    "bulk": (writing.bulk, 200, 400),
    "again": (writing.again, 80, 200),
    "million": (writing.million, 50_000, 1_000_000),
    "processes": (updating.processes, 300, 2_000),
    "rule": (updating.changed_rule, 300, 10_000),
    "growth": (updating.growth, 60, 834),
    "dask": (machines.dask, 100, 1_000),
    "requests": (requests_asked.requests, 1, 5),
}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(sorted(SECTIONS)))
@click.option("--full", is_flag=True, help="The sizes that the figures are promised for; takes twenty minutes.")
@click.option("--keep", is_flag=True, help="Make the results the ones that later runs are compared with.")
def main(names: tuple[str, ...], *, full: bool, keep: bool) -> None:
    """Measure, print a table, and exit with 1 where a figure is not as it should be."""
    before = _kept()
    found: dict[str, Figure] = {}
    for name in names or SECTIONS:
        measure, few, many = SECTIONS[name]
        for figure in measure(many if full else few):
            found[figure.name] = figure
            click.echo(_line(figure, before.get(figure.name)))
    results = {
        "at": datetime.now(UTC).date().isoformat(),
        "full": full,
        "machine": machine(),
        "figures": {name: {"value": round(one.value, 3), "unit": one.unit} for name, one in found.items()},
    }
    for path in (LAST, KEPT) if keep else (LAST,):
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(results, indent=2) + "\n", "utf8")
    sys.exit(0 if all(one.good for one in found.values()) else 1)


def _line(figure: Figure, before: float | None) -> str:
    wanted = "" if figure.wanted is None else f"{'at most' if figure.most else 'at least'} {figure.wanted:,.1f}"
    verdict = "" if figure.wanted is None else "ok" if figure.good else "NOT YET"
    was = "" if not before else f"was {before:,.1f}, now {figure.value / before:.2f} of it"
    return f"{figure.name:<66} {figure.value:>12,.1f} {figure.unit:<26} {wanted:<18} {verdict:<8} {was}".rstrip()


def _kept() -> dict[str, float]:
    if not KEPT.exists():
        return {}
    figures = json.loads(KEPT.read_text("utf8"))["figures"]
    return {name: one["value"] for name, one in figures.items()}


if __name__ == "__main__":
    main()
