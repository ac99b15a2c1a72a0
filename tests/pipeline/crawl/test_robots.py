"""The rules of a host, from whatever it answers for robots.txt."""

import asyncio

import pytest

from pipeline.crawl.robots import Answered, Rules, read_rules

PAGE, FILE = "https://council.example/mgAi.aspx?ID=7", "https://council.example/documents/g7/Minutes.pdf?T=1"
FORBIDS_FILES = {
    "for all": b"User-agent: *\nDisallow: /documents/\n",
    "for us": b"User-agent: Undertook\nDisallow: /documents/\n\nUser-agent: *\nDisallow:\n",
    "with a mark and other line ends": b"\xef\xbb\xbfUser-Agent: *\r\nDisallow: /documents/ # files\r\n",
    "with a wildcard": b"user-agent: *\ndisallow: /*.pdf\n",
    "with an exception": b"User-agent: *\nDisallow: /\nAllow: /*.aspx\n",
}


def rules(*answers: Answered) -> Rules:
    """Read the rules of a host that gives these answers one after the other."""
    left = list(answers)

    async def ask(url: str) -> Answered:
        return left.pop(0) if len(left) > 1 else left[0]

    return asyncio.run(read_rules(PAGE, ask))


@pytest.mark.parametrize("body", FORBIDS_FILES.values(), ids=FORBIDS_FILES)
def test_what_is_forbidden_is_refused_and_the_rest_is_not(body: bytes) -> None:
    found = rules(Answered(200, body))
    assert (found.refusal(FILE), found.refusal(PAGE)) == ("refused-by-robots", None)


def test_another_agents_rules_are_not_ours() -> None:
    assert rules(Answered(200, b"User-agent: Greedybot\nDisallow: /\n")).refusal(PAGE) is None


def test_rules_behind_a_redirect_count() -> None:
    moved = Answered(301, b"", "https://www.council.example/robots.txt")
    assert rules(moved, Answered(200, FORBIDS_FILES["for all"])).refusal(FILE) == "refused-by-robots"


@pytest.mark.parametrize(
    "answer",
    [
        Answered(404, b"<h1>Not found</h1>"),
        Answered(403, b"no"),
        Answered(200, b"<html><p>User-agent</p></html>"),
        Answered(200, b""),
        Answered(301, b"", "/robots.txt"),
    ],
    ids=["missing", "forbidden", "a page instead", "empty", "a loop"],
)
def test_a_host_without_rules_may_be_asked(answer: Answered) -> None:
    assert rules(answer).refusal(PAGE) is None


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (Answered(500, b""), "robots-unreachable"),
        (Answered(503, b""), "robots-unreachable"),
        (Answered(429, b""), "robots-unreachable"),
        (Answered(0, b"", problem="timeout"), "timeout"),
    ],
    ids=["error", "busy", "slow down", "no answer"],
)
def test_a_host_that_does_not_tell_its_rules_is_not_asked(answer: Answered, name: str) -> None:
    assert rules(answer).refusal(PAGE) == name


@pytest.mark.parametrize(("body", "seconds"), [(b"User-agent: *\nCrawl-delay: 2.5\n", 2.5), (b"", 0.0)])
def test_the_crawl_delay_is_told_in_seconds(body: bytes, seconds: float) -> None:
    assert rules(Answered(200, body)).delay_seconds == seconds
