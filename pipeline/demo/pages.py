"""The bundled council's pages, as ModernGov builds them: classes, entities, odd links, Word markup, the 500-word
cut."""

import re
from collections.abc import Iterable
from html import escape
from textwrap import fill

from pipeline.demo.sample import Sample, SampleCommittee, SampleItem, SampleMeeting

CUT_WORDS = 500
ROWS_A_PAGE = 15
LIST_ITEM = re.compile(r"^(?:\([a-z0-9]{1,3}\)|·|\d+\.)\s+")


def page(sample: Sample, heading: str, subject: str, links: str, content: str) -> str:
    """Put content into the council's skin."""
    title = _entities(f"{heading} - {subject} - {sample.name}")
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title></head>\n<body>\n'
        f'<div class="skin"><a href="mgListCommittees.aspx?bcr=1">Committees</a> <a '
        f'href="mgMemberIndex.aspx">Members</a></div>\n'
        f'<div id="modgov"><div class="mgHeader"><h1  class="mgMainTitleTxt" >{escape(heading)}</h1></div>\n'
        f'<div class="mgSubTitle"><h2 class="mgSubTitleTxt">{_entities(subject)}</h2></div>\n'
        f'<div class="mgLinks"><ul class="mgActionList">{links}</ul></div>\n'
        f'<div class="mgContent">{content}</div><div class="mgFooter"></div></div>\n</body>\n</html>\n'
    )


def committees(sample: Sample) -> str:
    """The list of committees."""
    rows = "".join(
        f'<li><a href="mgCommitteeDetails.aspx?ID={c.ref}">{_entities(c.name)}</a></li>' for c in sample.committees
    )
    return page(sample, "Committees", "Committee list", "", f'<ul class="mgBulletList">{rows}</ul>')


def committee(sample: Sample, found: SampleCommittee) -> str:
    """A committee's own page."""
    members = "".join(
        f'<li><a href="mgUserInfo.aspx?UID={n}">{escape(name)}</a>'
        f"{'&nbsp; (Chair)' if name == found.chair else ''}</li>"
        for n, name in enumerate(found.members, 200)
    )
    links = (
        f'<li><a href="ieListMeetings.aspx?CommitteeId={found.ref}">Browse meetings and agendas for this '
        f"committee</a></li>"
    )
    content = f'<h2 class="mgSectionTitle">Membership</h2><ul class="mgBulletList">{members}</ul>'
    return page(sample, "Committee details", found.name, links, content)


def meetings(sample: Sample, found: SampleCommittee, later_than: str = "") -> str:
    """A committee's meetings, newest first, fifteen to a page."""
    held = sorted((m for m in sample.meetings if m.committee.ref == found.ref), key=lambda m: m.date, reverse=True)
    rows = "".join(
        f'<li class="mgTableEvenRow"><a class="mgMeetingTableLnk" '
        f'href="ieListDocuments.aspx?CId={found.ref}&amp;MId={m.ref}&amp;Ver=4">'
        f"{m.date.day} {m.date:%b %Y}&nbsp;7&#58;00 pm</a>{_published(m)}</li>"
        for m in held[:ROWS_A_PAGE]
    )
    return page(sample, "Browse meetings", found.name, "", f'<ul class="mgNonBulletTableList">{rows}</ul>')


def _published(meeting: SampleMeeting) -> str:
    if meeting.cancelled:
        return " - CANCELLED"
    tails = {
        "agenda": " - Agenda",
        "draft": " - Agenda, Draft minutes",
        "minutes": " - Agenda, Minutes",
        "pdf": " - Agenda, Minutes",
    }
    return tails[meeting.published]


def meeting(sample: Sample, found: SampleMeeting) -> str:
    """A meeting's page with its items; minutes are cut after about 500 words."""
    subject = f"{found.committee.name} - {found.date:%A}, {found.date.day} {found.date:%B} {found.date.year} 7.00 pm"
    if found.cancelled:
        return page(
            sample, "Meeting", subject + ", CANCELLED", "", "<p>No documents are available for this meeting</p>"
        )
    headings = {
        "agenda": "Agenda",
        "draft": "Agenda and draft minutes",
        "minutes": "Agenda and minutes",
        "pdf": "Agenda and minutes",
    }
    links = f'<li><a href="mgMeetingAttendance.aspx?ID={found.ref}">Attendance details</a></li>' + _printed(found)
    rows = "".join(_row(found, item) for item in found.items)
    content = (
        f'<p><span class="mgLabel">Venue: </span>{escape(found.place)}</p>'
        '<table class="mgItemTable" id="mgItemTable" summary="Table of agenda items"><caption>Items</caption>'
        f'<tr><th class="mgHide">No.</th><th class="mgHide">Item</th></tr>{rows}</table>'
    )
    return page(sample, headings[found.published], subject, links, content)


def _printed(found: SampleMeeting) -> str:
    if found.published == "agenda":
        return ""
    day = f"{found.date:%A} {found.date:%d-%b-%Y} 19.00"
    name = "Printed draft minutes" if found.published == "draft" else "Printed minutes"
    href = f"documents/g{found.agenda_ref}/{name} {day} {found.committee.name}.pdf?T=1"
    return (
        f'<li><a href="{escape(href)}" title="Link to printed minutes pdf file">{name}\n<span '
        f'class="mgFileSize">PDF 88 KB</span></a></li>'
    )


def _row(found: SampleMeeting, item: SampleItem) -> str:
    title = _entities(item.title)
    if item.attachment:
        href = f"documents/s{item.attachment}/{item.title}\r\n.pdf"
        title = (
            f'<a class="mgAiTitleLnk" href="{escape(href)}">{title}</a>'
            '<span class="mgFileSize"><img alt="pdf icon"> PDF 99 KB</span>'
        )
    body = "" if found.published in ("agenda", "pdf") or item.restricted else _bodies(item, cut=True)
    restricted = (
        f'<ul class="mgActionList"><li><a href="mgReasonsRestricted.aspx?ID={item.ref}&amp;OID={item.ref}&amp;OT=A">'
        "View the reasons why this document is restricted</a></li></ul>"
        if item.restricted
        else ""
    )
    return (
        f'<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt"><a name="AI{item.ref}"></a>{item.number}.</p></td>'
        f'<td><p class="mgAiTitleTxt">{title}</p>{restricted}{_purpose(item)}{body}</td></tr>\n'
    )


def item_page(sample: Sample, found: SampleMeeting, item: SampleItem) -> str:
    """One item with its full text."""
    body = "" if found.published in ("agenda", "pdf") or item.restricted else _bodies(item, cut=False)
    return page(
        sample,
        "Agenda item",
        item.title,
        "",
        _purpose(item) + body + '<p class="mgSubItemTitleTxt">Supporting documents:</p>',
    )


def decisions(sample: Sample) -> str:
    """The register of delegated decisions: this council has published none."""
    table = (
        '<table class="mgTabTable tablesorter"><caption>Decisions published</caption><tr><th>Title</th></tr></table>'
    )
    return page(sample, "Delegated decisions", "Decisions published", "", table)


def attendance(sample: Sample, found: SampleMeeting) -> str:
    """Who was there, or who is expected at a meeting that is still to come."""
    status = "Expected" if found.published == "agenda" else "Present"
    people = [
        (name, "Chair" if name == found.committee.chair else "Committee Member", status)
        for name in found.committee.members
    ]
    beside = "Expected" if found.published == "agenda" else "In attendance"
    people += [(name, role, beside) for name, role in found.committee.officers]
    rows = "".join(f"<tr><td>{escape(a)}</td><td>{escape(b)}</td><td>{c}</td></tr>" for a, b, c in people)
    subject = f"{found.committee.name} - {found.date:%A}, {found.date.day} {found.date:%B} {found.date.year} 7.00 pm"
    table = f'<table summary="Table of meeting attendance"><tbody>{rows}</tbody></table>'
    return page(sample, "Meeting attendance", subject, "", table)


def _purpose(item: SampleItem) -> str:
    return f'<div class="mgWordPara">{word((item.purpose,))}</div>' if item.purpose else ""


def _bodies(item: SampleItem, *, cut: bool) -> str:
    parts = []
    if item.decision:
        parts.append(f'<p class="mgSubItemTitleTxt">Decision:</p><div class="mgWordPara">{word(item.decision)}</div>')
    minutes = _cut(item.minutes) if cut else item.minutes
    tail = "" if minutes == item.minutes else _full_text_link(item)
    parts.append(f'<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara">{word(minutes, tail)}</div>')
    return "".join(parts)


def _full_text_link(item: SampleItem) -> str:
    return (
        f'&nbsp;...&nbsp; <a href="mgAi.aspx?ID={item.ref}" title="Link to view the full item text for item '
        f'{item.number}.">'
        f"view the full minutes text for item {item.number}.</a>"
    )


def _cut(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    left, kept = CUT_WORDS, []
    for paragraph in paragraphs:
        words = paragraph.split()
        if len(words) > left:
            kept.append(" ".join(words[:left]))
            break
        kept.append(paragraph)
        left -= len(words)
    return tuple(kept)


def word(paragraphs: Iterable[str], tail: str = "") -> str:
    """Markup as pasted from Word: spacers, hard line ends, lists as paragraphs, single words in spans."""
    lines = []
    found = list(paragraphs)
    for place, paragraph in enumerate(found):
        match = LIST_ITEM.match(paragraph)
        words = escape(fill(paragraph[match.end() :] if match else paragraph, 66, break_on_hyphens=False), quote=False)
        words = words.replace("RESOLVED", '<b><span lang="EN-US">RESOLVED</span></b>').replace(
            "caddy", '<span\nclass="SpellE">caddy</span>'
        )
        if match:
            words = f"<span>{match[0].strip()}<span>{'&nbsp;' * 8} </span></span>{words}"
        name = "MsoListParagraphCxSpMiddle" if match else "MsoNormal"
        lines.append(f'<p class="{name}" style="">{words}{tail if place == len(found) - 1 else ""}</p>')
    return f'<div class="WordSection1">{"<p class=MsoNormal>&nbsp;</p>".join(lines)}</div>'


def _entities(words: str) -> str:
    """Text as ModernGov itself writes it: punctuation as numeric entities."""
    return re.sub(r"[&'()/:]", lambda match: f"&#{ord(match[0])};", words)
