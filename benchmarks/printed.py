"""Generated minutes as printed PDFs with a text layer, by reportlab."""

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

from benchmarks.corpus import GeneratedMeeting


def printed(meeting: GeneratedMeeting) -> tuple[bytes, int]:
    """Return a meeting's minutes as a PDF, and the number of its pages."""
    styles = getSampleStyleSheet()
    day = f"{meeting.day:%A} {meeting.day.day} {meeting.day:%B %Y}"
    story: list[Flowable] = [Paragraph(f"Minutes of {meeting.committee}", styles["Title"]), Paragraph(day)]
    for item in meeting.items:
        story.append(Paragraph(f"{item.number}. {item.title}", styles["Heading2"]))
        for words in item.paragraphs:
            story += [Paragraph(words, styles["BodyText"]), Spacer(1, 4)]
    target = BytesIO()
    document = SimpleDocTemplate(target, pagesize=A4)
    document.build(story)
    return target.getvalue(), document.page
