"""The action log as JSON lines: one object a promise, null where the minutes do not say."""

import json
from collections.abc import Iterable

from pipeline.exports.actions import Action, fields_of


def as_json(log: Iterable[Action]) -> bytes:
    """Return the log in UTF-8, one object a line, keys as in `HEADS`."""
    return "".join(json.dumps(fields_of(action), ensure_ascii=False) + "\n" for action in log).encode()
