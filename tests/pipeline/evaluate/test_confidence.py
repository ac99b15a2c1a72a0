"""Precision by confidence: what counts as right at each degree."""

from pipeline.confidence import precision_by_confidence
from pipeline.scoring import Json

PROMISE = "The Harbour Master undertook to send the chart by May."
DOCUMENT: Json = {
    "id": "own",
    "text": f"{PROMISE} The ramp is steep. It might be painted.",
    "records": [{"kind": "undertaking", "quote": PROMISE}, {"kind": "soft", "quote": "It might be painted."}],
}


def found(quote: str, confidence: str) -> Json:
    return {"kind": "undertaking", "quote": quote, "confidence": confidence}


def test_right_and_wrong_are_counted_by_confidence_and_soft_sentences_not_at_all() -> None:
    records = [
        found(PROMISE, "firm"),
        found("The ramp is steep.", "likely"),
        found("It might be painted.", "likely"),
    ]
    shares = precision_by_confidence([DOCUMENT], {"own": records})
    assert shares == {("commitments", "firm"): (1.0, 1), ("commitments", "likely"): (0.0, 1)}
