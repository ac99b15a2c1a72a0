"""What people see where a page cannot be shown, and what is logged of it: never a cookie, never a value in a frame."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

import datasette.handle_exception
from datasette import Response
from datasette.utils.asgi import Base400

from pipeline.web.tracker import View, respond

logger = logging.getLogger(__name__)
# Datasette prints a failure's frames with all their values where rich is installed: cookies and notes in a log file.
datasette.handle_exception.rich = None
TITLES = {400: "The address is not right", 403: "Not for you", 404: "There is no such page", 413: "Too much was sent"}
FAILED = "Something went wrong on our side. It has been logged."


def failed(datasette: Any, request: Any, exception: BaseException) -> Callable[[], Awaitable[Response | None]]:
    """Return what answers a request that failed; None, for Datasette's own answer, where a program asked."""

    async def answer() -> Response | None:
        status = exception.status if isinstance(exception, Base400) else getattr(exception, "status", 500)
        if request.path.endswith((".json", ".csv")):
            return None
        if status >= 500:
            logger.error("%s failed: %s", request.path, type(exception).__name__)
        message = str(exception) if status < 500 else FAILED
        return await refusal(datasette, request, status, message)

    return answer


def refused(datasette: Any, request: Any, message: str) -> Callable[[], Awaitable[Response]] | None:
    """Return what answers somebody who may not do what they asked; None where a program asked."""
    if request.path.endswith((".json", ".csv")):
        return None

    async def answer() -> Response:
        return await refusal(datasette, request, 403, message)

    return answer


async def refusal(datasette: Any, request: Any, status: int, message: str) -> Response:
    """Return the page that says so, in our frame."""
    title = TITLES.get(status, "This did not work")
    return await respond(
        datasette,
        request,
        View("undertook_error.html", {"title": title, "message": message, "status": status}, status=status),
    )
