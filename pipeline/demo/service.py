"""The web service of the bundled council: lower-case elements, white space for nothing, titles encoded twice."""

from datetime import date
from html import escape

from pipeline.demo.pages import word
from pipeline.demo.sample import Sample, SampleItem, SampleMeeting

HEAD = '<?xml version="1.0" encoding="utf-8"?>\r\n'


def committees(sample: Sample) -> str:
    """Answer GetCommittees."""
    rows = "".join(
        "  <committee>\n"
        + _element("committeeid", str(c.ref))
        + _element("committeetitle", _twice(c.name))
        + _element("committeedeleted", "False")
        + _element("committeeexpired", "False")
        + _element("committeecategory", escape(c.category))
        + "  </committee>\n"
        for c in sample.committees
    )
    return f"{HEAD}<committees>\n  <committeescount> {len(sample.committees)}</committeescount>\n{rows}</committees>"


def meetings(sample: Sample, committee: int, since: date | None, until: date | None) -> str:
    """Answer GetMeetings; committee 0 means all."""
    groups = []
    for found in sample.committees:
        if committee not in (0, found.ref):
            continue
        held = [
            m
            for m in sorted(sample.meetings, key=lambda m: m.date)
            if m.committee.ref == found.ref
            and (since is None or m.date >= since)
            and (until is None or m.date <= until)
        ]
        rows = "".join(_listed(m) for m in held)
        groups.append(
            "  <committee>\n"
            + _element("committeeid", str(found.ref))
            + _element("committeetitle", _twice(found.name))
            + _element("committeemeetingcount", f" {len(held)}")
            + f"    <committeemeetings>\n{rows}    </committeemeetings>\n  </committee>\n"
        )
    return f"{HEAD}<getmeetings>\n  <committeescount> {len(groups)}</committeescount>\n{''.join(groups)}</getmeetings>"


def meeting(sample: Sample, found: SampleMeeting) -> str:
    """Answer GetMeeting."""
    published = found.published in ("draft", "minutes", "pdf") and not found.cancelled
    rows = "".join(_item(found, item) for item in found.items)
    committee = found.committee
    members = [(name, "Chair" if name == committee.chair else "Committee Member") for name in committee.members]
    people = [*members, *committee.officers]
    ids = member_ids(sample)
    attended = "Expected" if found.published == "agenda" else "Present"
    attendees = "".join(
        f'    <attendee membertype="1" memberid="{ids[name]}" name="{escape(name)}" roledescription="{escape(role)}"'
        f' attendance="{attended}" politicalparty="">\n    </attendee>\n'
        for name, role in people
    )
    return (
        f"{HEAD}<meeting>\n"
        + _element("meetingid", str(found.ref))
        + _element("meetingdate", f"{found.date:%d/%m/%Y}")
        + _element("meetingstatus", "Cancelled" if found.cancelled else "Confirmed")
        + _element("meetingtime", "7.00 pm")
        + _element("meetinglocation", "" if found.cancelled else escape(found.place))
        + _element("agendaid", str(found.agenda_ref))
        + _element("agendapublished", str(not found.cancelled))
        + _element("decisionpublished", "False")
        + _element("minutepublished", str(published))
        + f"  <agendaitems>\n{rows}  </agendaitems>\n  <attendees>\n{attendees}  </attendees>\n</meeting>"
    )


def member_ids(sample: Sample) -> dict[str, int]:
    """Return the site's own ids of members and officers: one for each person, whatever committee they sit on."""
    everybody = (name for c in sample.committees for name in (*c.members, *(officer for officer, _ in c.officers)))
    return {name: number for number, name in enumerate(dict.fromkeys(everybody), 200)}


def _listed(found: SampleMeeting) -> str:
    return (
        "      <meeting>\n"
        + _element("meetingid", str(found.ref))
        + _element("meetingdate", f"{found.date:%d/%m/%Y}")
        + _element("meetingstatus", "Cancelled" if found.cancelled else "Confirmed")
        + _element("meetingtime", "7.00 pm")
        + _element("iswebcast", "False")
        + "      </meeting>\n"
    )


def _item(found: SampleMeeting, item: SampleItem) -> str:
    shown = found.published in ("draft", "minutes") and not item.restricted
    minutes = escape(f'<div class="WordSection1">{word(item.minutes)}</div>') if shown else ""
    decision = escape(word(item.decision)) if shown and item.decision else ""
    return (
        "    <agendaitem>\n"
        + _element("agendaitemid", str(item.ref))
        + _element("agendaitemtitle", _twice(item.title))
        + _element("agendatext", escape(word((item.purpose,))) if item.purpose else "")
        + _element("agendaitemnumber", str(item.number + 3))
        + _element("fulldisplaynumberformat", f"{item.number}.")
        + _element("minutesnonemptyhtmlbody", minutes)
        + _element("decisionnonemptyhtmlbody", decision)
        + _element("isrestricted", str(item.restricted))
        + "    </agendaitem>\n"
    )


def _element(name: str, value: str) -> str:
    return f"    <{name}>{value}</{name}>\n" if value else f"    <{name}>\n    </{name}>\n"


def _twice(words: str) -> str:
    return escape(escape(words).replace("&#x27;", "&#39;"))
