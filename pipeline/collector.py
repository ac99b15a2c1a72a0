"""How often Python looks for circles of dead objects, in processes that make few of them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# What a crawl, a reader and a writer make, but for a few circles, is freed by counting references: to look for circles
# after every 700 new objects, as Python does, takes a tenth of a crawl's time and a twenty-fifth of the others'.
NEW_OBJECTS_BETWEEN_COLLECTIONS = 50_000


def collect_seldom() -> None:
    """Look for circles of garbage seldom, and never again among the objects that are there now: forked processes need
    no copy of their memory."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS_BETWEEN_COLLECTIONS)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for circles of garbage seldom inside the block."""
    before = gc.get_threshold()
    gc.set_threshold(NEW_OBJECTS_BETWEEN_COLLECTIONS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def collecting_never() -> Iterator[None]:
    """Look for no circles of garbage inside the block. A council's promises that are linked are millions of small
    objects, and no circles: to look at all of them again and again takes a quarter of that step."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
