"""Every address of ours and the page that answers it."""

import sqlite3
from collections.abc import Callable
from typing import Any

from datasette import Response

import pipeline.web.downloads as downloads
import pipeline.web.feeds as feeds
import pipeline.web.page_bodies as page_bodies
import pipeline.web.page_figures as page_figures
import pipeline.web.page_image as page_image
import pipeline.web.page_list as page_list
import pipeline.web.page_minutes as page_minutes
import pipeline.web.page_promise as page_promise
import pipeline.web.page_review as page_review
import pipeline.web.page_search as page_search
import pipeline.web.saved as saved
import pipeline.web.sign_in as sign_in
import pipeline.web.write_added as write_added
import pipeline.web.write_bulk as write_bulk
import pipeline.web.write_followup as write_followup
from pipeline.accounts import Role
from pipeline.web.files import file
from pipeline.web.saved import can_be_kept
from pipeline.web.tracker import Moved, Page, TooMuch, View, asked_of, check_reader, read, respond

FORMS = r"(?:\.(?P<form>csv|json))?"
UID = r"(?P<uid>[0-9a-f]{16})"
BODY = r"(?P<site>[^/]+)/(?P<name>[^/]+?)"
Handler = Callable[..., Any]


def page(make: Page, needed: Role = "reader") -> Handler:
    """Return the handler of a page: who may see it, its queries in one go, its form."""

    async def handler(datasette: Any, request: Any) -> Response:
        person = check_reader(datasette, request, needed)
        form = request.url_vars.get("form") or "html"
        asked = asked_of(datasette, request, person, form)

        def work(db: sqlite3.Connection) -> View:
            return make(db, asked)

        try:
            view = await read(datasette, work)
        except Moved as error:
            return Response.redirect(datasette.urls.path(str(error)), status=301)
        except TooMuch:
            view = View("undertook_too_much.html", status=503)
            form = "html"
        return await respond(datasette, request, view, form)

    return handler


ROUTES: list[tuple[str, Handler]] = [
    (r"^/$", page(can_be_kept(page_list.home))),
    (rf"^/outstanding{FORMS}$", page(page_list.home)),
    (r"^/outstanding\.(?P<form>xlsx|docx|pdf|ics)$", file),
    (r"^/outstanding\.atom$", feeds.listed),
    (r"^/search\.atom$", feeds.search),
    (r"^/search\.ics$", feeds.calendar),
    (r"^/decisions\.atom$", feeds.decisions),
    (r"^/saved$", saved.keep),
    (r"^/saved/(?P<id>[0-9]{1,9})/end$", saved.end),
    (r"^/log$", page(page_list.log)),
    (rf"^/promise/{UID}{FORMS}$", page(page_promise.promise)),
    (rf"^/promise/{UID}/page\.png$", page_image.image),
    (rf"^/promise/{UID}/follow-up$", write_followup.record),
    (rf"^/promise/{UID}/undo$", write_followup.undo),
    (rf"^/promise/{UID}/evidence$", write_followup.evidence),
    (r"^/follow-ups$", write_bulk.record),
    (r"^/follow-ups/undo$", write_bulk.undo),
    (r"^/add$", write_added.add),
    (rf"^/review{FORMS}$", page(page_review.queue, "officer")),
    (r"^/review/corrections\.zip$", page_review.corrections),
    (rf"^/committee/{BODY}/next{FORMS}$", page(page_list.for_meeting)),
    (rf"^/committee/{BODY}{FORMS}$", page(page_bodies.committee)),
    (rf"^/person/{BODY}{FORMS}$", page(page_bodies.person)),
    (rf"^/owner{FORMS}$", page(can_be_kept(page_bodies.owner))),
    (rf"^/owners{FORMS}$", page(page_bodies.owners)),
    (rf"^/council/(?P<site>[^/.]+){FORMS}$", page(page_bodies.council)),
    (rf"^/councils{FORMS}$", page(page_bodies.councils)),
    (rf"^/meeting/{UID}{FORMS}$", page(page_minutes.meeting)),
    (rf"^/item/{UID}{FORMS}$", page(page_minutes.item)),
    (rf"^/document/{UID}{FORMS}$", page(page_minutes.document)),
    (rf"^/decisions{FORMS}$", page(can_be_kept(page_minutes.decisions))),
    (rf"^/search{FORMS}$", page(can_be_kept(page_search.search))),
    (rf"^/figures{FORMS}$", page(page_figures.charts)),
    (rf"^/completeness{FORMS}$", page(page_figures.completeness)),
    (rf"^/health{FORMS}$", page(page_figures.health)),
    (rf"^/accuracy{FORMS}$", page(page_figures.accuracy)),
    (rf"^/downloads{FORMS}$", page(downloads.page)),
    (r"^/records\.(?P<form>jsonl|csv)$", downloads.records),
    (r"^/schemas/(?P<name>[a-z.]+)$", downloads.schema),
    (r"^/snapshots/(?P<snapshot>undertook-[0-9-]+)/(?P<name>[A-Za-z0-9.]+)$", downloads.snapshot_file),
    (r"^/help$", page(page_figures.about)),
    (r"^/sign-in$", sign_in.sign_in),
    (r"^/sign-out$", sign_in.sign_out),
    (r"^/sign-ins$", sign_in.sign_ins),
]
