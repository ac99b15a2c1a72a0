"""Generated minutes for the benchmarks: the same seed gives the same bytes; pages carry Word's markup as councils' do.

One page in five is damaged as real ones are: an unclosed span, a stray end tag, a missing cell end. One paragraph in
seven is a decision, one in twenty a promise, one in twelve looks like one: what minutes of principal councils hold.

A committee meets every four weeks: no calendar at which we looked has a body that meets more often all year. One of a
London borough met 12 times in 17 months, though twice within 15 days; one of another council four weeks behind its last
meeting; a parish council each month. Until November 2026 it was every two weeks, and twice as many promises were within
the two years' reach of the link step.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

FIRST_DAY = date(2019, 5, 8)
DAYS_APART = 28
ITEMS_A_MEETING = 12
PARAGRAPHS_AN_ITEM = 7
DAMAGED_EVERY = 5
# So often a meeting holds a wording that stands in no other: what a changed rule is looked for by.
RARE_EVERY = 8
RARE = "The Clerk offered to lend the key of the pavilion to the archery club for the summer."
OWNERS = (
    "Head of Highways", "Director of Finance", "Monitoring Officer", "Service Manager for Parks", "Clerk",
    "Strategic Director for Housing and Communities", "Councillor Penrose", "Waste Operations Manager",
    "Head of Democratic Services", "Principal Planning Officer", "Assistant Director, Customer Services", "Chair",
)  # fmt: skip
SUBJECTS = (
    "street lighting", "the allotments", "the leisure centre", "school transport", "the tree survey", "taxi licences",
    "the budget monitoring report", "fly tipping", "the cemetery wall", "the local plan", "temporary accommodation",
    "footpath closures", "the youth service", "gritting routes", "the market", "air quality", "the harbour office",
)  # fmt: skip
DELIVERABLES = (
    "a report", "the revised figures", "a written reply", "a briefing note", "the map", "an update", "the contract",
    "a list of sites", "the results of the survey", "the risk register", "a timetable", "the minutes of that meeting",
)  # fmt: skip
DUES = (
    "to the next meeting", "by 31 March", "within six weeks", "in the autumn", "at the June meeting", "in due course",
    "before the next meeting of the Cabinet", "as soon as possible", "", "", "", "",
)  # fmt: skip
NARRATION = (
    "The {owner} introduced the item on {subject} and drew attention to the second appendix, which sets out how the "
    "service has been run since the last review and what residents have said of it.",
    "A Member said that {subject} mattered to many people in the northern wards, and that the figures in the table on "
    "the third page were not those that had been shown to the working party in the spring.",
    "It was explained that costs had risen by {number} per cent over two years, largely because of fuel and wages, and "
    "that two of the three contractors were paid by the hour.",
    "Discussion turned to {subject}. Several speakers compared the position with that of neighbouring districts, where "
    "charges are lower and waiting times are longer.",
    "The {owner} confirmed that {number} households were affected and that the list was kept up to date every week.",
    "There were {number} complaints in the year about {subject}, fewer than in the year before. Most came from two "
    "streets, where the work had been held up by the weather and by a burst main; the rest were about noise at night, "
    "parked vehicles and the state of the verges, and were dealt with by the area teams in the ordinary way.",
    "The Panel discussed the table of risks. Risk {number} had been scored higher than last year because two posts in "
    "the team were vacant and the software was at the end of its life; against that, the audit of {subject} had found "
    "good controls, and the reserve that was set aside in the last two budgets had not been touched.",
)
PROMISES = (
    "The {owner} undertook to provide {deliverable} on {subject} {due}.",
    "In reply to a question the {owner} agreed to circulate {deliverable} to all Members {due}.",
    "It was agreed that {deliverable} on {subject} would be sent to ward members {due}.",
    "The {owner} said that he would write to the residents about {subject} {due}.",
)
DECISIONS = (
    "RESOLVED – That the report on {subject} be noted.",
    "RESOLVED: That the {owner} be asked to bring {deliverable} on {subject} {due}.",
    "RESOLVED that the recommendations on {subject} be approved.",
)
NEAR_MISSES = (
    "The {owner} undertook a survey of {subject} in the summer.",
    "It was hoped that {subject} would be looked at again.",
    "Councillor Penrose asked whether {deliverable} on {subject} would be available to the public.",
    "Members agreed that {subject} had gone well.",
)


@dataclass(frozen=True, slots=True)
class GeneratedItem:
    """An agenda item: number, title and the paragraphs of its minutes."""

    number: int
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GeneratedMeeting:
    """A meeting of an invented committee. `number` counts from 0 and is the site's own id."""

    number: int
    committee: str
    day: date
    items: tuple[GeneratedItem, ...]


def meetings(count: int, *, seed: int = 1, committees: int = 20) -> Iterator[GeneratedMeeting]:
    """Give so many meetings; each depends on the seed and its number alone."""
    for number in range(count):
        dice = random.Random(seed * 1_000_003 + number)
        items = [_item(dice, place) for place in range(1, ITEMS_A_MEETING + 1)]
        if number % RARE_EVERY == 0:
            items.append(GeneratedItem(ITEMS_A_MEETING + 1, "Any other business", (RARE,)))
        yield GeneratedMeeting(
            number,
            f"Committee {number % committees + 1}",
            FIRST_DAY + timedelta(days=DAYS_APART * (number // committees) + number % 5),
            tuple(items),
        )


def minutes_text(meeting: GeneratedMeeting) -> str:
    """Return the meeting's minutes as plain text."""
    parts = [f"Minutes of {meeting.committee}", f"{meeting.day:%A} {meeting.day.day} {meeting.day:%B %Y}"]
    for item in meeting.items:
        parts += [f"{item.number}. {item.title}", *item.paragraphs]
    return "\n\n".join(parts)


def address(meeting: GeneratedMeeting) -> str:
    """Return the address of the meeting's page."""
    return f"https://bench.example/ieListDocuments.aspx?CId={_committee_ref(meeting)}&MId={meeting.number}&Ver=4"


def meeting_page(meeting: GeneratedMeeting) -> bytes:
    """Return the meeting's page, some 120 KB of it, most of them Word's markup."""
    subject = f"{meeting.committee} - {meeting.day:%A}, {meeting.day.day} {meeting.day:%B} {meeting.day.year} 7.00 pm"
    rows = "".join(_row(meeting, item) for item in meeting.items)
    page = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Agenda and minutes - {subject}</title>'
        f'</head><body><div class="skin">{_menu()}</div><div id="modgov"><div class="mgHeader"><h1 '
        f'class="mgMainTitleTxt">Agenda and minutes</h1></div><div class="mgSubTitle"><h2 class="mgSubTitleTxt">'
        f'{subject}</h2></div><div class="mgContent"><table class="mgItemTable" id="mgItemTable">{rows}</table></div>'
        "</div></body></html>"
    )
    return _damaged(page, meeting.number).encode()


def _item(dice: random.Random, number: int) -> GeneratedItem:
    paragraphs = [_filled(dice, _template(dice)) for _ in range(PARAGRAPHS_AN_ITEM - 1)]
    paragraphs.append(_filled(dice, dice.choice(DECISIONS)))
    return GeneratedItem(number, dice.choice(SUBJECTS).capitalize(), tuple(paragraphs))


def _template(dice: random.Random) -> str:
    kinds: tuple[Sequence[str], ...] = (NARRATION, PROMISES, NEAR_MISSES)
    return dice.choice(dice.choices(kinds, (84, 6, 10))[0])


def _filled(dice: random.Random, template: str) -> str:
    words = template.format(
        owner=dice.choice(OWNERS),
        subject=dice.choice(SUBJECTS),
        deliverable=dice.choice(DELIVERABLES),
        due=dice.choice(DUES),
        number=dice.randint(3, 940),
    )
    return words.replace(" .", ".")


def _row(meeting: GeneratedMeeting, item: GeneratedItem) -> str:
    ref = meeting.number * 100 + item.number
    body = "".join(_word_paragraph(words) for words in item.paragraphs)
    return (
        f'<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt"><a name="AI{ref}"></a>{item.number}.</p></td><td>'
        f'<p class="mgAiTitleTxt"><a class="mgAiTitleLnk" href="documents/s{ref}/Report.pdf">{escape(item.title)}</a>'
        f'<span class="mgFileSize"> PDF 99 KB</span></p><div class="mgWordPara"><p>To consider the report.</p></div>'
        f'<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara"><div class="WordSection1">{body}</div></div>'
        "</td></tr>"
    )


def _word_paragraph(words: str) -> str:
    """A paragraph as Word pastes it: a style, spans around pieces of it, a spacer behind."""
    pieces = words.split(" ")
    third = max(len(pieces) // 3, 1)
    spans = "".join(
        f'<span lang="EN-GB" style="font-size:11.0pt;mso-bidi-font-size:12.0pt;font-family:&quot;Arial&quot;,'
        f"&quot;sans-serif&quot;;mso-fareast-font-family:&quot;Times New Roman&quot;;mso-ansi-language:EN-GB;"
        f'mso-fareast-language:EN-US">'
        f"{escape(' '.join(pieces[at : at + third]))} </span>"
        for at in range(0, len(pieces), third)
    )
    style = "margin-top:0cm;margin-right:0cm;margin-bottom:6.0pt;margin-left:36.0pt;text-align:justify;tab-stops:36.0pt"
    return (
        f'<p class="MsoNormal" style="{style}"><o:p></o:p>{spans}</p>'
        '<p class="MsoNormal" style="margin-left:36.0pt"><span lang="EN-GB"><o:p>&nbsp;</o:p></span></p>'
    )


def _menu() -> str:
    return "".join(f'<a href="mgMemberIndex.aspx?bcr={number}">Part {number} of the site</a> ' for number in range(60))


def _damaged(page: str, number: int) -> str:
    if number % DAMAGED_EVERY:
        return page
    damages = (("</span></p>", "</p>"), ("</td></tr>", "</tr>"), ("<o:p></o:p>", "</i><o:p>"))
    old, new = damages[number // DAMAGED_EVERY % len(damages)]
    return page.replace(old, new, 3)


def _committee_ref(meeting: GeneratedMeeting) -> int:
    return 100 + int(meeting.committee.rsplit(" ", 1)[1])
