"""Office files of our own making, with known truth: written by the libraries that write such files, our own wording."""

import io
import re
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage

import docx
import odfdo
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

# Where Office files say when they were written, and what stands there instead.
PROPERTIES = frozenset({"docProps/core.xml", "meta.xml"})
MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?")
DAY = b"2027-01-01T00:00:00"
LOG_HEADS = ("Ref", "Action", "Owner", "Due date", "Status")
LOG = (
    ("7.1", "Write to the water company about the culvert", "Clerk", "31 March 2027", "Open"),
    ("7.2", "Price a new lock for the tool shed", "Cllr Amber Rook", "next meeting", "In progress"),
    ("7.3", "Put up the flood notices", "JT", "", "Complete"),
    ("7.4", "Hire a second skip", "JT / Clerk", "ASAP", "No longer required"),
)
NUMBERING = """
<w:numbering {ns}>
  <w:abstractNum w:abstractNumId="90">
    <w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
    <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
  </w:abstractNum>
  <w:abstractNum w:abstractNumId="91">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xf0b7;"/></w:lvl>
  </w:abstractNum>
  <w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>
  <w:num w:numId="91"><w:abstractNumId w:val="91"/></w:num>
</w:numbering>
"""


class Word:
    """A Word file under construction, through python-docx and the XML that it cannot write."""

    def __init__(self) -> None:
        self.document = docx.Document()
        numbering = self.document.part.numbering_part.element
        for part in reversed(parse_xml(NUMBERING.format(ns=nsdecls("w")))):
            numbering.insert(0, part)

    def raw(self, content: str) -> None:
        """Add a paragraph given as WordprocessingML, the inside of a `w:p`."""
        self.document.element.body.insert_element_before(parse_xml(f"<w:p {nsdecls('w')}>{content}</w:p>"), "w:sectPr")

    def say(self, words: str) -> None:
        self.document.add_paragraph(words)

    def numbered(self, words: str, *, depth: int = 0, list_id: int = 90) -> None:
        self.raw(
            f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr></w:pPr>'
            f"<w:r><w:t>{words}</w:t></w:r>"
        )

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Add a table; "|" in a cell parts its paragraphs."""
        table = self.document.add_table(len(rows), len(rows[0]))
        for row, words in zip(table.rows, rows, strict=True):
            for cell, content in zip(row.cells, words, strict=True):
                first, *rest = content.split("|")
                cell.text = first
                for more in rest:
                    cell.add_paragraph(more)

    def body(self) -> bytes:
        file = io.BytesIO()
        self.document.save(file)
        return undated(file.getvalue())


def undated(package: bytes) -> bytes:
    """Return the same package with one day in place of every moment of writing: made twice, it is the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as made, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as kept:
        for entry in made.infolist():
            body = made.read(entry)
            body = MOMENT.sub(DAY, body) if entry.filename in PROPERTIES else body
            kept.writestr(zipfile.ZipInfo(entry.filename), body, entry.compress_type)
    return file.getvalue()


def word_log() -> bytes:
    """An action log as a Word table."""
    word = Word()
    word.say("Mill Lane Flood Group: action log")
    word.table([LOG_HEADS, *LOG])
    return word.body()


def workbook(rows: Sequence[Sequence[object]], *, title: str = "Actions") -> bytes:
    """A workbook with one sheet that is seen and one that is not."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    hidden = book.create_sheet("Lists")
    hidden.append(["Clerk to read this list"])
    hidden.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return undated(file.getvalue())


def open_text(*elements: odfdo.Element) -> bytes:
    """An OpenDocument text that holds the elements."""
    document = odfdo.Document("text")
    document.body.clear()
    for element in elements:
        document.body.append(element)
    file = io.BytesIO()
    document.save(file)
    return undated(file.getvalue())


def open_table(rows: Sequence[Sequence[str]]) -> odfdo.Table:
    """A table of an OpenDocument text."""
    table = odfdo.Table("Log")
    for number, values in enumerate(rows):
        row = odfdo.Row()
        for column, words in enumerate(values):
            cell = odfdo.Cell()
            cell.append(odfdo.Paragraph(words))
            row.set_cell(column, cell)
        table.set_row(number, row)
    return table


def message(words: str, *files: tuple[str, bytes], markup: str | None = None) -> bytes:
    """An e-mail with files."""
    mail = EmailMessage()
    mail["From"] = "clerk@millbeck.example"
    mail["To"] = "members@millbeck.example"
    mail["Subject"] = "Minutes of the March meeting"
    mail.set_content(words)
    if markup is not None:
        mail.add_alternative(markup, subtype="html")
    for name, body in files:
        mail.add_attachment(body, maintype="application", subtype="octet-stream", filename=name)
    for number, part in enumerate(mail.walk()):
        if part.is_multipart():
            part.set_boundary(f"part-{number}-of-the-minutes")
    return mail.as_bytes()
