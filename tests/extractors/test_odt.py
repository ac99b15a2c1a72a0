"""OpenDocument texts: lists with their numbers, tables by what they hold, changes as accepted."""

import io
import zipfile

import odfdo

from benchmarks.office_files import LOG, LOG_HEADS, open_table, open_text
from extractors.language.find import find_records
from extractors.read import read
from extractors.text.odt import read_odt
from models.text import Text

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><office:automatic-styles>'
    '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"'
    ' style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="("'
    ' style:num-suffix=")"/></text:list-style></office:automatic-styles><office:body><office:text>'
)
ROOT = HEAD.partition("<office:automatic-styles>")[0].replace("office:document-content", "office:x")
TAIL = "</office:text></office:body></office:document-content>"


def packed(content: str, header: str | None = None) -> bytes:
    """An OpenDocument text of the given content, as XML, and of a line above each page."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", HEAD + content + TAIL)
        if header:
            archive.writestr("styles.xml", f"{ROOT}<style:header><text:p>{header}</text:p></style:header></office:x>")
    return file.getvalue()


def lines(text: Text) -> list[str]:
    return [text.plain[block.start : block.end] for block in text.blocks]


def test_the_words_of_a_header_stand_apart_behind_the_minutes() -> None:
    text = read_odt(packed("<text:p>The gate was oiled.</text:p>", header="Moor Parish Council"))
    assert [(text.words(block), block.region) for block in text.blocks] == [
        ("The gate was oiled.", None),
        ("Moor Parish Council", "other"),
    ]


def test_a_tab_parts_names_in_columns() -> None:
    text = read_odt(packed("<text:p>Fay Dell<text:tab/>Rob Innes</text:p>"))
    assert lines(text) == ["Fay Dell\tRob Innes"]


def test_lists_are_numbered_as_printed() -> None:
    text = read_odt(
        packed(
            '<text:list text:style-name="L"><text:list-item><text:p>The gate</text:p><text:list><text:list-item>'
            "<text:p>oil it</text:p></text:list-item><text:list-item><text:p>paint it</text:p></text:list-item>"
            "</text:list></text:list-item><text:list-item><text:p>The hut</text:p></text:list-item></text:list>"
            '<text:list text:style-name="L" text:continue-numbering="true"><text:list-item><text:p>The bench</text:p>'
            "</text:list-item></text:list>"
            '<text:list text:style-name="L"><text:list-item><text:p>Anew</text:p></text:list-item></text:list>'
        )
    )
    assert lines(text) == ["1. The gate", "(a) oil it", "(b) paint it", "2. The hut", "3. The bench", "1. Anew"]


def test_changes_notes_and_blanks() -> None:
    text = read_odt(
        packed(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>Struck out.</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes>"
            '<text:p>The<text:s text:c="3"/>Clerk<text:note><text:note-body><text:p>A note.</text:p></text:note-body>'
            '</text:note> <text:span text:style-name="B">will</text:span> write.<text:line-break/>Next line</text:p>'
        )
    )
    assert lines(text) == ["The Clerk will write.", "Next line"]


def test_text_boxes_and_bold() -> None:
    text = read_odt(
        packed(
            '<text:p><text:span text:style-name="B">Bold</text:span><draw:frame><draw:text-box>'
            "<text:p>In a box</text:p></draw:text-box></draw:frame></text:p>"
        )
    )
    assert [(line, block.bold) for line, block in zip(lines(text), text.blocks, strict=True)] == [
        ("Bold", True),
        ("In a box", False),
    ]


def test_a_log_gives_a_record_for_every_row() -> None:
    reading = read(open_text(odfdo.Paragraph("Flood Group"), open_table([LOG_HEADS, *LOG])), name="log.odt")
    assert reading.kind == "action_log"
    assert reading.text is not None
    assert [(r.kind, r.owner, r.verdict) for r in find_records(reading.text)] == [
        ("action", ("Clerk",), None),
        ("action", ("Cllr Amber Rook",), None),
        ("closure", (), "met"),
        ("closure", (), "overtaken"),
    ]


def test_a_spreadsheet_reads_like_a_table() -> None:
    sheet = odfdo.Document("spreadsheet")
    sheet.body.clear()
    sheet.body.append(open_table([LOG_HEADS, *LOG]))
    file = io.BytesIO()
    sheet.save(file)
    reading = read(file.getvalue(), name="log.ods")
    assert reading.text is not None
    assert len(find_records(reading.text)) == len(LOG)
