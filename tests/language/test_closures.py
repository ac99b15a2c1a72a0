"""Closures: what a meeting hears of earlier promises, and past acts that are none."""

import tomllib
from pathlib import Path

import pytest

from extractors.language.closure_signs import Signs, signs
from extractors.language.engine import passages
from extractors.language.find import find_records
from extractors.language.reviews import Review, review_heading, reviews
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain
from models.record import Record

PASSAGES = tomllib.loads((Path(__file__).parent / "closure_passages.toml").read_text("utf8"))["passage"]


def closures(words: str) -> list[Record]:
    records = find_records(mark_regions(read_plain(f"Minutes:\n\n{words.strip()}\n")))
    return [record for record in records if record.kind == "closure"]


@pytest.mark.parametrize("passage", PASSAGES, ids=[passage["id"] for passage in PASSAGES])
def test_state_of_earlier_promises_is_told_and_nothing_else(passage: dict[str, object]) -> None:
    found = [[record.quote, record.verdict] for record in closures(str(passage["text"]))]
    assert found == passage["closures"]


@pytest.mark.parametrize(
    ("words", "reference"),
    [
        ("Minute 31: the map had been sent to Members.", "Minute 31"),
        ("Action 14(b) had been completed, as agreed in May.", "Action 14(b)"),
        ("Matters arising\n\nBottle bank – the Clerk has asked for it to be moved.", "Bottle bank"),
        (
            "Matters arising\n\nIt was reported that the letter to the ferry company had been sent.",
            "letter to the ferry company",
        ),
        ("Matters arising\n\nHad been done since.", None),
    ],
)
def test_closure_says_what_it_points_back_to(words: str, reference: str | None) -> None:
    assert [record.refers_to for record in closures(words)] == [reference]


def test_promise_beside_what_was_done_is_kept_apart() -> None:
    records = find_records(
        mark_regions(
            read_plain(
                "Matters arising\n\nThe Clerk has written to the owner of the barn; she would ring him next week.\n"
            )
        )
    )
    assert "The Clerk has written to the owner of the barn" in {
        record.quote for record in records if record.kind == "closure"
    }


@pytest.mark.parametrize(
    ("heading", "review"),
    [
        ("Matters arising from the minutes", Review.FULL),
        ("Minutes of 4 May and matters arising", Review.FULL),
        ("Updates", Review.FULL),
        ("Clerk's report", Review.MIXED),
        ("Progress on recommendations", Review.FULL),
        ("Progress on the Local Plan", Review.NONE),
        ("Actions from the Climate Plan", Review.NONE),
        ("Broadband update", Review.NONE),
        ("Planning applications", Review.NONE),
    ],
)
def test_heading_opens_a_review_of_earlier_matters(heading: str, review: Review) -> None:
    assert review_heading(heading) is review


@pytest.mark.parametrize(
    ("words", "spans"),
    [
        pytest.param(
            "5. Matters arising\n\nThe gate.\n\n6. Correspondence\n\nThe post.", [2, 2, 0, 0], id="next number"
        ),
        pytest.param(
            "5. Matters arising\n\n5.1 Harbour wall\n\nThe gate.\n\n6. Fees\n\nThe post.",
            [2, 2, 2, 0, 0],
            id="number below",
        ),
        pytest.param(
            "MATTERS ARISING\n\nHarbour wall\n\nThe gate.\n\nNEW BUSINESS\n\nThe post.", [2, 2, 2, 0, 0], id="capitals"
        ),
        pytest.param(
            "5\n\nMatters arising\n\nThe gate.\n\n6\n\nPolice report\n\nThe post.",
            [0, 2, 2, 2, 0, 0],
            id="number on its own line",
        ),
    ],
)
def test_review_ends_where_the_next_item_begins(words: str, spans: list[int]) -> None:
    text = mark_regions(read_plain(words))
    assert [int(review) for review in reviews(text, passages(text))] == spans


@pytest.mark.parametrize(
    ("words", "held"),
    [
        pytest.param("The gate was mended in 2031.", Signs(heading=False, number=False), id="neither"),
        pytest.param("MATTERS\nARISING\n\nThe gate.", Signs(heading=True, number=False), id="heading"),
        pytest.param("See Action\u00a0points Nos. 4 and 5.", Signs(heading=False, number=True), id="number"),
        pytest.param("See minute\n> 31, Minute\n> 31.", Signs(heading=False, number=True), id="number over two lines"),
        pytest.param("Clerk’s report: Ref.31", Signs(heading=True, number=True), id="both"),
    ],
)
def test_one_scan_tells_what_a_text_holds_of_earlier_matters(words: str, held: Signs) -> None:
    assert signs(words) == held


def test_status_behind_the_fields_of_a_task_says_how_the_task_stands() -> None:
    log = "Action log\n\nAction 3: Share the tide tables. Owner: T Noon. Status: {}."
    kinds = [
        [record.kind for record in find_records(mark_regions(read_plain(log.format(status))))]
        for status in ("Complete", "Open")
    ]
    assert kinds == [["closure"], ["action", "closure"]]


def test_list_without_its_heading_shows_itself_as_a_review() -> None:
    points = [
        "a) Stile – still awaited from the county.",
        "b) Bench – has now been painted.",
        "c) Drain – no reply had come from the agent.",
        "d) Lamp – the bulbs were ordered in May.",
    ]
    assert [record.verdict for record in closures("\n".join(points))] == ["unmet", "met", "unmet", "met"]


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("Review of actions\n\nPF to contact Roads about the drain – done.", ["closure"]),
        ("Review of actions\n\nTN to e-mail the rota. TN e-mailed the rota on 3 May.", ["closure"]),
        ("Review of actions\n\nThe rota was sent on 3 May. TN to e-mail it again.", ["closure", "action"]),
    ],
)
def test_task_printed_again_before_its_outcome_is_no_new_one(words: str, kinds: list[str]) -> None:
    assert [record.kind for record in find_records(mark_regions(read_plain(words + "\n")))] == kinds
