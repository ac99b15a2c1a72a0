"""How often Python looks for circles of dead objects, in processes that make few of them."""

import gc

# What a crawl and a reader make, but for a few circles, is freed by counting references: to look for circles after
# every 700 new objects, as Python does, takes a tenth of a crawl's time and a twenty-fifth of a reader's.
NEW_OBJECTS_BETWEEN_COLLECTIONS = 50_000


def collect_seldom() -> None:
    """Look for circles of garbage seldom, and never again among the objects that are there now: forked processes need
    no copy of their memory."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS_BETWEEN_COLLECTIONS)
