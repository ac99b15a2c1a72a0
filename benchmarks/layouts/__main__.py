"""`make layouts`: reads made minutes in every layout, in both orders of the stream, and prints how much was right.

Run `python -m benchmarks.layouts [FILES] [LAYOUT ...]`. `--lost` lists what was not found.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable

from benchmarks.layouts.compose import Made, make
from benchmarks.layouts.press import Order
from benchmarks.layouts.scoring import MEASURES, Score, score
from benchmarks.layouts.style import styles
from extractors.read import read

FILES = 200
ORDERS: tuple[Order, ...] = ("reading", "strict")


def made(files: int, layouts: Iterable[str]) -> Iterable[Made]:
    """Make so many files, each layout in turn."""
    names = list(layouts)
    for seed in range(files):
        yield make(names[seed % len(names)], seed // len(names))


def main(files: int, layouts: Iterable[str]) -> None:
    """Print a table of measures: each order of the stream, then each layout."""
    totals: dict[tuple[str, str], dict[str, list[Score]]] = defaultdict(lambda: defaultdict(list))
    for document in made(files, layouts):
        for order in ORDERS:
            reading = read(document.pdf(order), name="made.pdf")
            for measure, found in score(document.truth, reading).items():
                totals[order, "all"][measure].append(found)
                totals[order, document.layout][measure].append(found)
    for measure in MEASURES:
        sys.stdout.write(f"\n{measure}\n")
        for (order, layout), found in sorted(totals.items(), key=lambda pair: (pair[0][1] != "all", pair[0][1])):
            hits, chances = (sum(values) for values in zip(*found[measure], strict=True))
            if chances:
                sys.stdout.write(f"  {layout:16} {order:8} {hits / chances:.4f}  ({hits:.0f} of {chances:.0f})\n")


if __name__ == "__main__":
    count, *names = sys.argv[1:] or [str(FILES)]
    main(int(count), names or styles())
