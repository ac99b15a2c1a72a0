"""A council of 40 committees and six years of meetings is found whole, by every way (`make soak`)."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from council_site import council, serve
from test_crawl_nights import NIGHT, WAYS, count, crawl_again, held, job

from pipeline.crawl.run import crawl

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif("UNDERTOOK_SOAK" not in os.environ, reason="runs for minutes: make soak"),
]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_forty_committees_and_six_years_are_found_whole(tmp_path: Path, way: dict[str, object]) -> None:
    site = replace(council(40, 72, NIGHT.date()), **way)
    refs = {str(ref) for ref in site.sittings}
    recent = sum((NIGHT.date() - s.day).days <= 60 for s in site.sittings.values())
    with serve(site):
        result = crawl(replace(job(site, tmp_path), since=date(2020, 3, 1)))
        before = (count(tmp_path, "bodies"), count(tmp_path, "responses"))
        quiet = crawl_again(site, tmp_path, 1)
    assert result.ok
    assert held(tmp_path, "meeting") == refs
    assert held(tmp_path, "minutes") == refs
    assert quiet.ok
    assert (count(tmp_path, "bodies"), count(tmp_path, "responses")) == before
    assert len(site.asked()) <= len(site.committees) + recent + 20
