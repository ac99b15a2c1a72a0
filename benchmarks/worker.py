"""The state of a process that reads documents: every rule compiled, the collector as workers have it."""

from importlib import import_module


def as_a_worker() -> None:
    """Bring this process into the state in which a worker reads."""
    import_module("pipeline.warm")
