"""Which of the addresses that were ever found still stand: a site that moves leaves all its old ones behind."""

from collections.abc import Sequence

from extractors.sources.urls import document_ref, parameter
from pipeline.archive import Visit
from pipeline.crawl.addresses import base_of, is_service

ALL_COMMITTEES = "0"
FILES = "documents/"


def standing(visits: Sequence[Visit], base: str, *, service: bool) -> tuple[Visit, ...]:
    """Return the addresses that are worth asking for on a site that answers under `base`.

    None of the `service` where that does not answer: pages give the same.
    Pages lie in that folder, and where they lay before, nothing stands; files that lie elsewhere are where they were.
    A year of one committee is not asked of the service where it gives that year of all committees.
    """
    left = {_folder(v.url) for v in visits if document_ref(v.url) is None} - {base.lower()}
    kept = [v for v in visits if _folder(v.url) not in left and (service or not is_service(v.url))]
    whole = (v for v in kept if _is_year(v) and v.ref == ALL_COMMITTEES and v.problem is None and v.last_at is not None)
    years = {_year(visit.url) for visit in whole}
    return tuple(v for v in kept if not _is_year(v) or v.ref == ALL_COMMITTEES or _year(v.url) not in years)


def _folder(url: str) -> str:
    """The folder that holds a page, or the folder of files; servers take either case."""
    lower = url.lower()
    return lower.partition(FILES)[0] if f"/{FILES}" in lower else base_of(lower)


def _is_year(visit: Visit) -> bool:
    return visit.kind == "meetings" and is_service(visit.url)


def _year(url: str) -> str | None:
    return parameter(url, "sFromDate")
