"""What every form that writes needs: who writes, one short transaction, and nothing typed lost where it fails."""

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from datasette import Forbidden, Response

from pipeline.accounts import Role
from pipeline.link.anchors import keep_new_anchors
from pipeline.web.forms import Form, posted
from pipeline.web.tracker import Person, check_reader, tracker_of

logger = logging.getLogger(__name__)
DATABASE = "followup"
MINUTES = "minutes"
NOT_SAVED = "This could not be saved just now. Nothing you typed is lost: send it again in a moment."


class NotSaved(Exception):
    """Raised where the file could not be written in time."""


async def writer(datasette: Any, request: Any, needed: Role = "officer") -> tuple[Person, Form]:
    """Return who posts a form, and the form. Raises `Forbidden` for those who have not the rights of the role."""
    person = check_reader(datasette, request, needed)
    if request.method != "POST" or person.id is None:
        raise Forbidden("This address takes forms only.")
    return person, await posted(request)


async def write(datasette: Any, work: Callable[[sqlite3.Connection], Any], what: str, person: Person) -> Any:
    """Do work on followup.db in one transaction, with what it is written on, and log who did what; never what they
    wrote."""
    minutes = Path(datasette.databases[MINUTES].path)
    now = tracker_of(datasette).clock().isoformat(timespec="seconds")

    def anchored(followup: sqlite3.Connection) -> Any:
        done = work(followup)
        keep_new_anchors(minutes, followup, now)
        return done

    try:
        done = await datasette.get_database(DATABASE).execute_write_fn(anchored)
    except sqlite3.OperationalError as error:
        logger.warning("%s by %s was not saved: %s", what, person.id, error)
        raise NotSaved from error
    logger.info("%s by %s", what, person.id)
    return done


def back(datasette: Any, address: str) -> Response:
    """Lead on with GET, so that going back and forth sends nothing twice."""
    return Response.redirect(datasette.urls.path(address), status=303)
