"""Digests: to whom they go, of what they tell, when there is none, and what a server that fails costs."""

import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner

from pipeline.accounts import Account, WebSettings
from pipeline.cli import main
from pipeline.digests import last_night, send_digests
from pipeline.settings import MailSettings, NightlySettings, Settings

POND = "The Clerk undertook to write to all Members about the pond by 31 March 2096."
FENCE = "The Ranger undertook to mend the fence by 9 March 2096."
BRIDGE = "The Surveyor undertook to look at the bridge by 30 June 2096."
# Nothing is new in these years: what is ingested today was found today.
DUE_WEEK = datetime(2096, 3, 24, 3, tzinfo=UTC)
NIGHT = timedelta(days=1)
CLERK = Account("rhian", "officer", email="rhian@council.example", committees=("Parks Panel",))


class _Mailbox:
    def __init__(self) -> None:
        self.messages: list[bytes] = []

    async def handle_RCPT(self, server: object, session: object, envelope: object, address: str, _: object) -> str:
        if address.startswith("gone@"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)  # type: ignore[attr-defined]
        return "250 OK"

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        self.messages.append(envelope.content)  # type: ignore[attr-defined]
        return "250 OK"

    def letters(self) -> list[tuple[str, str, str]]:
        read = [message_from_bytes(one, policy=default) for one in self.messages]
        return [(one["To"], one["Subject"], one.get_content().replace("\r\n", "\n")) for one in read]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("digests")
    (made / "parks.txt").write_text(f"Minutes:\n\n{POND}\n\n{FENCE}\n", "utf8")
    (made / "roads.txt").write_text(f"Minutes:\n\n{BRIDGE}\n", "utf8")
    (made / "meetings.csv").write_text(
        "file,committee,date\nparks.txt,Parks Panel,2096-01-14\nroads.txt,Roads Panel,2096-01-15\n", "utf8"
    )
    data = made / "data"
    for arguments in (("ingest", str(made), "--data", str(data)), ("update", "--data", str(data))):
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
    return data


@pytest.fixture
def box() -> Iterator[tuple[_Mailbox, MailSettings]]:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    made = _Mailbox()
    server = Controller(made, hostname="127.0.0.1", port=port)
    server.start()
    yield made, MailSettings(host="127.0.0.1", port=port)
    server.stop()


def settings(mail: MailSettings, *accounts: Account) -> Settings:
    web = WebSettings(address="https://promises.council.example/", accounts=accounts)
    return Settings(nightly=NightlySettings(mail=mail), web=web)


def parts(text: str) -> dict[str, str]:
    heads = ("New", "Due within a week", "Overdue")
    return {head: text.split(f"{head}\n\n")[1].split("\n\n\n")[0] for head in heads}


def test_a_digest_tells_what_is_due_and_overdue_for_the_officers_committees(
    folder: Path, box: tuple[_Mailbox, MailSettings]
) -> None:
    mailbox, mail = box
    assert send_digests(folder, settings(mail, CLERK), DUE_WEEK - NIGHT, DUE_WEEK) == []
    ((to, _, text),) = mailbox.letters()
    told = parts(text)
    assert to == "rhian@council.example"
    assert "Clerk (Parks Panel), due 31 March 2096\n" + POND in told["Due within a week"]
    assert FENCE in told["Overdue"]
    assert POND not in told["Overdue"]
    assert "https://promises.council.example/promise/" in told["Overdue"]
    assert BRIDGE not in text


def test_an_officer_without_committees_is_told_of_all(folder: Path, box: tuple[_Mailbox, MailSettings]) -> None:
    mailbox, mail = box
    now = datetime(2096, 7, 1, 3, tzinfo=UTC)
    send_digests(folder, settings(mail, replace(CLERK, committees=())), now - NIGHT, now)
    overdue = parts(mailbox.letters()[0][2])["Overdue"]
    assert [words in overdue for words in (POND, FENCE, BRIDGE)] == [True, True, True]


def test_what_was_found_since_the_night_before_is_new(folder: Path, box: tuple[_Mailbox, MailSettings]) -> None:
    mailbox, mail = box
    now = datetime.now(UTC)
    assert send_digests(folder, settings(mail, CLERK), now - timedelta(hours=1), now) == []
    ((_, subject, text),) = mailbox.letters()
    assert subject == "Undertook: 2 new, 0 due this week, 0 overdue"
    assert POND in parts(text)["New"]


@pytest.mark.parametrize(
    ("day", "is_told"), [(9, False), (10, True), (11, False), (23, False), (24, True), (25, False)]
)
def test_a_night_is_told_of_only_if_a_day_has_passed_or_come_within_a_week(
    folder: Path, box: tuple[_Mailbox, MailSettings], day: int, is_told: bool
) -> None:
    mailbox, mail = box
    now = DUE_WEEK.replace(day=day)
    assert send_digests(folder, settings(mail, CLERK), now - NIGHT, now) == []
    assert len(mailbox.messages) == is_told


def test_a_night_that_was_left_out_is_made_up_for(folder: Path, box: tuple[_Mailbox, MailSettings]) -> None:
    mailbox, mail = box
    send_digests(folder, settings(mail, CLERK), DUE_WEEK - NIGHT, DUE_WEEK + 3 * NIGHT)
    assert "Undertook: 0 new, 1 due this week, 1 overdue" in [subject for _, subject, _ in mailbox.letters()]


def test_an_account_without_an_address_gets_none(folder: Path, box: tuple[_Mailbox, MailSettings]) -> None:
    mailbox, mail = box
    assert send_digests(folder, settings(mail, replace(CLERK, email="")), DUE_WEEK - NIGHT, DUE_WEEK) == []
    assert mailbox.messages == []


def test_a_refused_receiver_is_told_and_keeps_no_other_from_theirs(
    folder: Path, box: tuple[_Mailbox, MailSettings]
) -> None:
    mailbox, mail = box
    gone = replace(CLERK, id="gone", email="gone@council.example")
    (problem,) = send_digests(folder, settings(mail, gone, CLERK), DUE_WEEK - NIGHT, DUE_WEEK)
    assert "gone@council.example" in problem
    assert [to for to, _, _ in mailbox.letters()] == ["rhian@council.example"]


def test_a_server_that_does_not_answer_is_one_problem(folder: Path) -> None:
    nowhere = settings(MailSettings(host="127.0.0.1", port=1), CLERK, replace(CLERK, id="second"))
    (problem,) = send_digests(folder, nowhere, DUE_WEEK - NIGHT, DUE_WEEK)
    assert "a digest could not be mailed by 127.0.0.1:1" in problem


@pytest.mark.parametrize("written", [None, "", "{}", '{"started_at": "soon"}'])
def test_without_a_readable_report_the_night_before_was_a_day_ago(tmp_path: Path, written: str | None) -> None:
    if written is not None:
        (tmp_path / "latest.json").write_text(written, "utf8")
    assert last_night(tmp_path / "latest.json", DUE_WEEK) == DUE_WEEK - NIGHT


def test_the_night_before_is_read_from_its_report(tmp_path: Path) -> None:
    (tmp_path / "latest.json").write_text('{"started_at": "2096-03-20T03:00:00+00:00"}', "utf8")
    assert last_night(tmp_path / "latest.json", DUE_WEEK) == DUE_WEEK - 4 * NIGHT
