"""What a night asks for again, chosen from what is due."""

from datetime import UTC, datetime, timedelta

from pipeline.archive import Visit
from pipeline.crawl.addresses import meeting_page, meeting_service
from pipeline.crawl.plan import Night, tonight

NOW = datetime(2026, 3, 20, 2, tzinfo=UTC)
BASE = "https://brook.example/"


def visited(url: str, problem: str | None = None) -> Visit:
    last = NOW - timedelta(days=1)
    return Visit("brook", url, "meeting", None, None, last, NOW, None, problem, None, None, 1)


def test_pages_that_stay_refused_leave_the_service_its_turn() -> None:
    refused = tuple(visited(meeting_page(BASE, str(ref), None), "challenge") for ref in range(99))
    answered = visited(meeting_service(BASE, "7"))
    assert answered in tonight((*refused, answered), Night(NOW, {}, 2, service=True))
