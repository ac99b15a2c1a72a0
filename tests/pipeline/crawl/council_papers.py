"""What a whole ModernGov site holds beside its meetings: papers, issues, decisions, plans, old files, closed items."""

from datetime import date
from typing import Protocol

SESSION = "/(S(abcdefghijklmnopqrstuvwx))"


class SittingLike(Protocol):
    ref: int
    day: date


def links(s: SittingLike) -> str:
    """The meeting's own papers: the agenda, its pack, and supplements behind a page where they are chosen."""
    number = s.ref + 7
    return (
        f'<li><a href="documents/g{number}/Agenda frontsheet {s.day}.pdf?T=0">Agenda frontsheet</a></li>'
        f'<li><a href="documents/g{number}/Public reports pack {s.day}.pdf?T=10">Agenda reports pack</a></li>'
        f'<li><a href="mgChooseDocPack.aspx?ID={number}&amp;SID={s.ref}">Late papers</a></li>'
    )


def rows(s: SittingLike) -> str:
    """Items with a report whose address holds blanks and a line end, with a history and a decision; one is closed."""
    open_item, closed = s.ref * 10 + 2, s.ref * 10 + 3
    return (
        f'<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt"><a name="AI{open_item}"></a>2.</p></td><td>'
        f'<p class="mgAiTitleTxt"><a href="documents/s{s.ref}/Bridge\r\n report.pdf">Bridge</a></p>'
        f'<ul class="mgActionList"><li><a href="MGIssueHistoryHome.aspx?iid={s.ref}&amp;Opt=0">View the background</a>'
        f'</li><li><a href="ieDecisionDetails.aspx?AIId={open_item}">View the decision</a></li></ul></td></tr>'
        f'<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt"><a name="AI{closed}"></a>3.</p></td><td>'
        f'<p class="mgAiTitleTxt"><a href="documents/s{s.ref}99/Closed.pdf">Land (exempt)</a></p>'
        f'<ul class="mgActionList"><li><a href="mgReasonsRestricted.aspx?ID=1&amp;OID={closed}">Reasons</a></li>'
        f'<li><a href="ieDecisionDetails.aspx?AIId={closed}">View the decision</a></li></ul></td></tr>'
    )


def expected(s: SittingLike) -> set[str]:
    """What a crawl by pages must ask for because of one meeting of a whole site."""
    number = s.ref + 7
    return {
        f"ieListDocuments.aspx?CId=100&MId={s.ref}&Ver=4",
        f"mgMeetingAttendance.aspx?ID={s.ref}",
        f"mgAi.aspx?ID={s.ref * 10 + 1}",
        f"documents/g{number}/Agenda%20frontsheet%20{s.day}.pdf?T=0",
        f"documents/g{number}/Printed%20minutes%20{s.day}.pdf?T=1",
        f"mgChooseDocPack.aspx?ID={number}&SID={s.ref}",
        f"documents/b{s.ref}/Late%20papers.pdf?T=9",
        f"documents/s{s.ref}/Bridge%20report.pdf",
        f"mgIssueHistoryHome.aspx?IId={s.ref}&Opt=0",
        f"ieIssueDetails.aspx?IId={s.ref}&Opt=3",
        f"ieDecisionDetails.aspx?AIId={s.ref * 10 + 2}",
    }


def page(name: str, query: dict[str, str]) -> tuple[str, str] | None:
    """Answer the pages that hang on meetings, and those of plans, decisions and the old archive."""
    ref = query.get("iid") or query.get("sid") or query.get("planid") or ""
    made = {
        "mgchoosedocpack.aspx": ("Agenda pack", f'<a href="documents/b{ref}/Late papers.pdf?T=9">Late papers</a>'),
        "mgissuehistoryhome.aspx": ("Issue details", f'<a href="ieIssueDetails.aspx?IId={ref}&amp;Opt=3">Meetings</a>'),
        "ieissuedetails.aspx": ("Issue - meetings", '<div class="mgContent"></div>'),
        "iedecisiondetails.aspx": ("Decision details", '<div class="mgContent"><p>Granted.</p></div>'),
        "mgplanshome.aspx": ("Forward plans", '<a href="mgListPlans.aspx?RPId=100&amp;RD=0">Cabinet</a>'),
        "mglistplans.aspx": ("Plans", '<a href="mgListPlanItems.aspx?PlanId=5&amp;RP=100">March</a>'),
        "mglistplanitems.aspx": ("Plan", '<a href="mgIssueHistoryHome.aspx?IId=77&amp;PlanId=5">Weir</a>'),
        "mgdelegateddecisions.aspx": ("Decisions", '<a href="ieDecisionDetails.aspx?ID=31">Licence</a>'),
        "celistdocuments.aspx": _legacy(query),
    }
    return made.get(name)


def _legacy(query: dict[str, str]) -> tuple[str, str]:
    if "f" in query:
        return "Meeting documents", "<p>ITEM 1</p><p>It was agreed that the old bridge be kept.</p>"
    link = "CeListDocuments.aspx?CommitteeId=100&amp;MeetingId=9&amp;F="
    return "Meeting documents", f'<a href="{link}CA1.htm">Minutes</a> <a href="{link}CA1.xls">Figures</a>'


LEGACY_ROW = (
    '<li><a href="ceListDocuments.aspx?CommitteeId=100&amp;MeetingId=9&amp;DF=12%2f05%2f2024&amp;Ver=2">12 May 2024</a>'
    "</li>"
)
EVERYWHERE = {
    "mgPlansHome.aspx",
    "mgListPlans.aspx?RPId=100&RD=0",
    "mgListPlanItems.aspx?PlanId=5&RP=100",
    "mgIssueHistoryHome.aspx?IId=77&PlanId=5",
    "ieDecisionDetails.aspx?ID=31",
    "CeListDocuments.aspx?CommitteeId=100&MeetingId=9&DF=12/05/2024&Ver=2",
    "CeListDocuments.aspx?CommitteeId=100&MeetingId=9&F=CA1.htm",
}
