"""Looks where a site answers today, without fetching more than its list of committees."""

import json
import subprocess
import sys
from dataclasses import replace

from pipeline.crawl.discover import Place
from pipeline.crawl.job import CrawlJob


def check(job: CrawlJob) -> dict[str, Place]:
    """Return for each site of the job where it answers; a site that answers nowhere has a place without a base."""
    command = [sys.executable, "-m", "pipeline.crawl.process", "--check"]
    told = replace(job, pace=replace(job.pace, retries=0)).to_json()
    places = {}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        if child.stdin is None or child.stdout is None:
            raise OSError("the crawl process has no pipes")
        child.stdin.write(told + "\n")
        child.stdin.flush()
        for line in child.stdout:
            values = json.loads(line)
            slug = values.pop("slug")
            places[slug] = Place(**values)
    return places
