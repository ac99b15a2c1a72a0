"""A browser's day at the tracker: what an officer does, by mouse and by keyboard; axe on every sort of page."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from docx import Document
from icalendar import Calendar

from pipeline.commands.demo import command
from pipeline.store.files import open_minutes
from tests.browser import CHROMIUM, chromium, served, served_together, sign_in
from tests.pipeline.web.council import fill

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed; .ci/system installs it as root"),
]
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from click.testing import CliRunner

    made = tmp_path_factory.mktemp("browser") / "demo"
    assert CliRunner().invoke(command, ["--once", "--data", str(made)]).exit_code == 0
    db = open_minutes(made)
    db.execute(
        "update records set confidence = 'possible' where id in (select id from records where listed = 1 limit 3)"
    )
    db.close()
    return made


@pytest.fixture(scope="module")
def base(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(accept_downloads=True)
    yield context.new_page()
    context.close()


def paths(folder: Path) -> list[str]:
    db = open_minutes(folder)
    one = {
        name: db.execute(query).fetchone()[0]
        for name, query in {
            "promise": "select records.uid from records join record_places on record_id = records.id join passages on"
            " passages.id = passage_id where page is not null and listed = 1",
            "decision": "select uid from records where kind = 'resolution' and listed = 0",
            "meeting": "select uid from meetings where minutes_status <> 'none'",
            "item": "select items.uid from items join records on records.item_id = items.id where listed = 1",
            "document": "select uid from documents join texts on texts.document_id = documents.id",
            "committee": "select name from committees",
            "owner": "select owner from owner_counts",
            "person": "select name from attendance",
            "site": "select slug from sites",
        }.items()
    }
    db.close()
    body = f"/committee/{one['site']}/{quote(one['committee'])}"
    return [
        "/", "/?state=overdue&unheard=unanswered", f"/promise/{one['promise']}", f"/promise/{one['decision']}",
        "/review",
        f"/meeting/{one['meeting']}", f"/item/{one['item']}", f"/document/{one['document']}", body, f"{body}/next",
        f"/owner?name={quote(one['owner'])}", "/downloads", "/owners", f"/person/{one['site']}/{quote(one['person'])}",
        f"/council/{one['site']}", "/councils", "/decisions", "/search", "/search?words=report", "/figures",
        "/completeness", "/health", "/accuracy", "/help", "/log", f"/add?document={one['document']}", "/sign-out",
        "/sign-ins", "/nothing",
    ]  # fmt: skip


STOCK = ["/minutes", "/minutes/undertakings", "/minutes/records", "/minutes/records/1", "/minutes/oldest_promises",
         "/minutes/-/query?sql=select+uid,+quote+from+records+limit+3"]  # fmt: skip


def violations(page: Any, rules: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": rules})
    return [
        f"{page.url}: {one['id']} {one['nodes'][0]['target']} {one['nodes'][0]['html'][:120]}"
        for one in found.response["violations"]
    ]


def test_officers_day(page: Any, base: str) -> None:
    sign_in(page, base)
    page.goto(f"{base}/")
    first = page.locator(".promise a.quote").first
    words, address = first.inner_text(), base + first.get_attribute("href")
    first.click()
    page.click("text=Reported back")
    page.click("text=Save")
    assert "Saved." in page.inner_text(".saved")
    page.goto(f"{base}/?state=reported+back")
    assert words in page.inner_text("main")
    page.goto(f"{base}/?state=overdue")
    assert words not in page.inner_text("main")
    page.goto(address)
    page.click(".undo button")
    page.goto(f"{base}/?state=overdue")
    assert words in page.inner_text("main")


def test_follow_up_is_recorded_by_keyboard_alone(page: Any, base: str) -> None:
    sign_in(page, base)
    page.goto(f"{base}/?state=open")
    page.locator(".promise a.quote").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/promise/*")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "state":
            break
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**saved=1*")
    assert "This promise is now: closed" in page.inner_text(".saved")


def test_many_are_closed_together_and_taken_back(page: Any, base: str) -> None:
    sign_in(page, base)
    page.goto(f"{base}/?state=overdue")
    before = page.inner_text(".lead")
    for tick in page.locator("input[name=chosen]").all()[:2]:
        tick.check()
    page.select_option("#state-of-all", "met")
    page.click("text=Save for the ticked promises")
    assert "Recorded for 2 promises" in page.inner_text(".saved")
    page.click("text=Undo all 2")
    page.click("text=Back to the list")
    assert page.inner_text(".lead") == before


def test_wrong_one_is_rejected_in_review(page: Any, base: str) -> None:
    sign_in(page, base)
    page.goto(f"{base}/review")
    first = page.locator(".review > li").first
    key = first.get_attribute("id")
    first.locator("button", has_text="It is none").click()
    page.wait_for_url(f"{base}/review")
    assert page.locator(f"#{key}").count() == 0


def test_words_that_are_selected_become_a_promise(page: Any, base: str, folder: Path) -> None:
    sign_in(page, base)
    page.goto(base + next(path for path in paths(folder) if path.startswith("/item/")))
    page.evaluate(
        "() => { const p = [...document.querySelectorAll('.minutes p')].at(-1);"
        " const range = document.createRange(); range.selectNodeContents(p);"
        " getSelection().removeAllRanges(); getSelection().addRange(range); }"
    )
    words = page.evaluate("String(getSelection()).trim()")
    page.evaluate("document.getElementById('add').click()")
    page.wait_for_url("**/add?*")
    assert page.input_value("#words") == words
    page.click("text=Add to the list")
    assert "on the list" in page.inner_text(".saved")


def test_action_log_leaves_as_a_word_document(page: Any, base: str) -> None:
    page.goto(f"{base}/")
    with page.expect_download() as waiting:
        page.click("text=Word document")
    table = Document(io.BytesIO(Path(waiting.value.path()).read_bytes())).tables[0]
    assert [cell.text for cell in table.rows[0].cells][:4] == ["No.", "Meeting", "Item", "Action"]
    assert len(table.rows) > 20


def test_calendar_can_be_subscribed_to(page: Any, base: str) -> None:
    page.goto(f"{base}/?state=overdue")
    answer = page.request.get(base + page.get_attribute("text=Calendar of due dates", "href"))
    events = Calendar.from_ical(answer.body()).walk("VEVENT")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert len(events) > 5


# In the dark the colours are others, and nothing else is.
ALL_RULES = {"type": "tag", "values": LEVELS}
COLOURS = {"type": "rule", "values": ["color-contrast"]}


@pytest.mark.parametrize(("scheme", "rules"), [("light", ALL_RULES), ("dark", COLOURS)])
def test_axe_finds_nothing_on_our_pages(page: Any, base: str, folder: Path, scheme: str, rules: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    found = []
    page.goto(f"{base}/sign-in")
    found += violations(page, rules)
    sign_in(page, base, "mair")
    for path in paths(folder):
        page.goto(base + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        found += violations(page, rules)
    assert found == []


def test_a_search_is_kept_by_keyboard_and_axe_finds_nothing_on_its_list(page: Any, base: str) -> None:
    sign_in(page, base, "idris")
    page.goto(f"{base}/search?words=report")
    page.click("text=Keep this search")
    page.fill("#search-name", "Reports")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/#saved")
    assert violations(page, ALL_RULES) == []
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    page.click("text=Remove")
    assert page.locator("text=Your searches").count() == 0


@pytest.mark.parametrize(("scheme", "rules"), [("light", ALL_RULES), ("dark", COLOURS)])
def test_axe_finds_nothing_on_the_first_page_of_many_councils(
    page: Any, folder: Path, tmp_path: Path, scheme: str, rules: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(NARROW)
    fill(tmp_path)
    with served_together(folder, tmp_path) as base:
        for path in ("/", "/search", "/search?words=report"):
            page.goto(base + path)
            assert violations(page, rules) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        page.goto(f"{base}/")
        page.fill("#words", "report")
        page.keyboard.press("Enter")
        page.locator(".hits .source a").first.click()
        page.click("text=All councils")
        assert page.url == f"{base}/"


@pytest.mark.parametrize(("scheme", "rules"), [("light", ALL_RULES), ("dark", COLOURS)])
def test_axe_finds_nothing_on_stock_pages(page: Any, base: str, scheme: str, rules: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    sign_in(page, base, "idris")
    found = []
    for path in STOCK:
        page.goto(base + path)
        found += violations(page, rules)
    assert found == []


def test_no_page_is_wider_than_a_small_screen(page: Any, base: str, folder: Path) -> None:
    page.set_viewport_size(NARROW)
    sign_in(page, base, "mair")
    wide = []
    for path in paths(folder):
        page.goto(base + path)
        if page.evaluate("document.documentElement.scrollWidth") > NARROW["width"]:
            wide.append(path)
    assert wide == []


def test_no_table_is_cut_off_on_a_large_screen(page: Any, base: str, folder: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    sign_in(page, base, "mair")
    cut = []
    for path in paths(folder):
        page.goto(base + path)
        if page.evaluate("[...document.querySelectorAll('.scroll')].some(one => one.scrollWidth > one.clientWidth)"):
            cut.append(path)
    assert cut == []


def test_reading_needs_no_script(browser: Any, base: str, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/")
    page.locator("a.quote").first.click()
    assert page.locator("mark").count() >= 1
    context.close()


def test_pages_report_no_error_to_the_console(page: Any, base: str, folder: Path) -> None:
    told: list[str] = []
    page.on("console", lambda message: told.append(f"{page.url}: {message.text}") if message.type == "error" else None)
    sign_in(page, base, "rhian")
    for path in paths(folder):
        if path not in ("/nothing", "/sign-ins"):
            page.goto(base + path)
    assert told == []
