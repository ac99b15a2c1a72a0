"""Word files: numbers as printed, changes as accepted, tables by what they hold."""

import pytest

from benchmarks.office_files import Word, word_log
from extractors.language.find import find_records
from extractors.read import read
from extractors.text.docx import read_docx
from models.run import UnreadableDocument
from models.text import Text


def lines(text: Text) -> list[str]:
    return [text.plain[block.start : block.end] for block in text.blocks]


def test_numbers_stand_as_printed() -> None:
    word = Word()
    word.numbered("Apologies")
    word.numbered("None were given.", depth=1)
    word.numbered("The gate", depth=0)
    word.numbered("The Clerk undertook to oil it.", depth=1)
    word.numbered("with oil", depth=2)
    word.numbered("and a brush", depth=2)
    word.numbered("It was locked.", depth=1)
    word.numbered("a dry point", list_id=91)
    assert lines(read_docx(word.body())) == [
        "4. Apologies",
        "4.1 None were given.",
        "5. The gate",
        "5.1 The Clerk undertook to oil it.",
        "(a) with oil",
        "(b) and a brush",
        "5.2 It was locked.",
        "• a dry point",
    ]


def test_a_number_is_a_marker_and_no_part_of_the_words() -> None:
    word = Word()
    word.numbered("The Clerk undertook to oil the gate.", depth=1)
    text = read_docx(word.body())
    assert text.words(text.blocks[0]) == "The Clerk undertook to oil the gate."
    assert text.blocks[0].marker == "4.1"


CHANGES = {
    "inserted words": (
        '<w:r><w:t xml:space="preserve">The Clerk </w:t></w:r><w:ins w:id="1" w:author="a"><w:r>'
        '<w:t xml:space="preserve">undertook to </w:t></w:r></w:ins><w:r><w:t>oil the gate.</w:t></w:r>',
        ["The Clerk undertook to oil the gate."],
    ),
    "deleted words": (
        '<w:r><w:t xml:space="preserve">The gate was </w:t></w:r><w:del w:id="1" w:author="a"><w:r>'
        "<w:delText>never </w:delText></w:r></w:del><w:r><w:t>oiled.</w:t></w:r>",
        ["The gate was oiled."],
    ),
    "moved away": (
        '<w:moveFrom w:id="1" w:author="a"><w:r><w:t>Old place.</w:t></w:r></w:moveFrom><w:r><w:t>Here.</w:t></w:r>',
        ["Here."],
    ),
    "hidden words": (
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Not for print.</w:t></w:r><w:r><w:t>For print.</w:t></w:r>",
        ["For print."],
    ),
    "a link": (
        '<w:hyperlink><w:r><w:t xml:space="preserve">The plan </w:t></w:r></w:hyperlink>'
        "<w:r><w:t>was shown.</w:t></w:r>",
        ["The plan was shown."],
    ),
    "a field": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3 May 2027</w:t></w:r>',
        ["3 May 2027"],
    ),
    "a place for words": (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Enter words.</w:t></w:r></w:sdtContent>"
        "</w:sdt><w:r><w:t>Here.</w:t></w:r>",
        ["Here."],
    ),
    "a picture of a font": (
        '<w:r><w:t>Bring coats</w:t><w:sym w:font="Wingdings" w:char="F04A"/><w:t>. Done: </w:t>'
        '<w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
        ["Bring coats. Done: ✓"],
    ),
    "a bullet of a font": (
        '<w:r><w:sym w:font="Wingdings" w:char="F0A7"/><w:t> The gate</w:t></w:r>',
        ["• The gate"],
    ),
    "a line break": ("<w:r><w:t>One line</w:t><w:br/><w:t>and another</w:t></w:r>", ["One line", "and another"]),
}


@pytest.mark.parametrize(("content", "expected"), CHANGES.values(), ids=CHANGES.keys())
def test_text_is_what_an_accepted_print_shows(content: str, expected: list[str]) -> None:
    word = Word()
    word.raw(content)
    assert lines(read_docx(word.body())) == expected


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    word = Word()
    word.raw(
        '<w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
        '<w:r><w:t xml:space="preserve">The Clerk </w:t></w:r>'
    )
    word.say("will oil the gate.")
    assert lines(read_docx(word.body())) == ["The Clerk will oil the gate."]


def test_footers_stay_out_and_headers_stand_apart_behind_the_minutes() -> None:
    word = Word()
    section = word.document.sections[0]
    section.header.paragraphs[0].text = "Draft for members"
    section.footer.paragraphs[0].text = "Page 1"
    word.say("The meeting began at seven.")
    text = read_docx(word.body())
    assert [(text.words(block), block.region) for block in text.blocks] == [
        ("The meeting began at seven.", None),
        ("Draft for members", "other"),
    ]


def test_headings_and_bold_are_known() -> None:
    word = Word()
    word.document.add_heading("The gate", 2)
    word.document.add_paragraph().add_run("All of it bold").bold = True
    heading, bold = read_docx(word.body()).blocks
    assert (heading.kind, heading.level) == ("heading", 2)
    assert bold.bold


def test_a_log_gives_a_record_for_every_row() -> None:
    reading = read(word_log(), name="log.docx")
    assert reading.kind == "action_log"
    assert reading.text is not None
    found = [(r.kind, r.owner, r.due.text if r.due else None, r.verdict) for r in find_records(reading.text)]
    assert found == [
        ("action", ("Clerk",), "31 March 2027", None),
        ("action", ("Cllr Amber Rook",), "next meeting", None),
        ("closure", (), None, "met"),
        ("closure", (), None, "overtaken"),
    ]


def test_minutes_in_columns_read_as_paragraphs_with_owners_in_the_margin() -> None:
    word = Word()
    word.table(
        [
            ("Item", "Discussion", "Action by"),
            ("1", "Apologies|None were given.", ""),
            ("2", "The gate|The hinge was loose.|It should be oiled before the fair.", "JT"),
        ]
    )
    text = read_docx(word.body())
    assert [text.plain[b.start : b.end] for b in text.blocks] == [
        "1. Apologies",
        "None were given.",
        "2. The gate",
        "The hinge was loose.",
        "It should be oiled before the fair.",
    ]
    assert [text.plain[note.start : note.end] for b in text.blocks for note in b.margin] == ["JT"]
    assert text.blocks[-1].margin


def test_owners_set_level_by_blank_lines_stand_beside_their_paragraphs() -> None:
    word = Word()
    word.table([("No", "Minute", "Action"), ("3", "Roof|Tiles had slipped.|The door stuck.", "|AB|CD")])
    text = read_docx(word.body())
    beside = {text.plain[b.start : b.end]: [text.plain[n.start : n.end] for n in b.margin] for b in text.blocks}
    assert beside == {"3. Roof": [], "Tiles had slipped.": ["AB"], "The door stuck.": ["CD"]}


def test_merged_cells_keep_the_columns_in_place() -> None:
    word = Word()
    word.table([("Meeting", "Action", "Owner"), ("May", "Mend the bench", "AB"), ("", "Paint the hut", "CD")])
    table = word.document.tables[0]
    table.cell(1, 0).merge(table.cell(2, 0))
    text = read_docx(word.body())
    assert [record.owner for record in find_records(text)] == [("AB",), ("CD",)]


@pytest.mark.parametrize("body", [b"PK\x03\x04 cut short", b""], ids=["cut", "empty"])
def test_damaged_files_are_named(body: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        read(body, name="minutes.docx")


def margins(text: Text) -> list[tuple[str, list[str]]]:
    return [(text.words(block), [text.plain[note.start : note.end] for note in block.margin]) for block in text.blocks]


def test_numbers_of_a_table_of_minutes_stand_before_their_items_though_rows_are_merged() -> None:
    word = Word()
    word.table(
        [
            ["Item", "Discussion", "Action"],
            ["Those present were named at the door.", "", ""],
            ["1", "The gate|It squeaks.|The Clerk will oil it.", "||Clerk by 4 May"],
            ["2", "The hut|It leaks, and a price for felt is wanted.", "JT"],
        ]
    )
    assert margins(read_docx(word.body())) == [
        ("Those present were named at the door.", []),
        ("The gate", []),
        ("It squeaks.", []),
        ("The Clerk will oil it.", ["Clerk by 4 May"]),
        ("The hut", []),
        ("It leaks, and a price for felt is wanted.", ["JT"]),
    ]


def test_people_side_by_side_are_read_list_by_list() -> None:
    word = Word()
    word.table([["Present", "Apologies"], ["Fay Dell|Rob Innes", "Joan Peel"]])
    assert lines(read_docx(word.body())) == ["Present", "Fay Dell", "Rob Innes", "Apologies", "Joan Peel"]


TABS = {
    "names": ("Fay Dell (Chair)\tRob Innes", [("Fay Dell (Chair)\tRob Innes", [])]),
    "names behind a label": ("Present:\tFay Dell\tRob Innes", [("Present:\tFay Dell\tRob Innes", [])]),
    "an owner": ("It squeaks and wants oil.\t\tClerk", [("It squeaks and wants oil.", ["Clerk"])]),
    "an owner with a label": ("It squeaks and wants oil.\tACTION: JT", [("It squeaks and wants oil.", ["ACTION: JT"])]),
    "a field": ("Date:\t4 May 2027", [("Date: 4 May 2027", [])]),
    "words": ("The hut\tleaks", [("The hut leaks", [])]),
}


@pytest.mark.parametrize(("words", "expected"), TABS.values(), ids=TABS.keys())
def test_a_tab_parts_names_and_owners_and_nothing_else(words: str, expected: list[tuple[str, list[str]]]) -> None:
    word = Word()
    word.say(words)
    assert margins(read_docx(word.body())) == expected


BOX = (
    '<w:r><w:t xml:space="preserve">The Clerk will oil it. </w:t></w:r><w:r><w:pict><w:txbxContent>'
    "<w:p><w:r><w:t>{first}</w:t></w:r></w:p><w:p><w:r><w:t>{second}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("ACTION", "Clerk", [("The Clerk will oil it.", ["ACTION Clerk"])]),
        ("Come to", "the fair", [("The Clerk will oil it.", []), ("Come to", []), ("the fair", [])]),
        ("DRAFT", "", [("The Clerk will oil it.", []), ("DRAFT", [])]),
    ],
)
def test_a_box_that_says_who_must_act_stands_beside_its_paragraph(
    first: str, second: str, expected: list[tuple[str, list[str]]]
) -> None:
    word = Word()
    word.raw(BOX.format(first=first, second=second))
    assert margins(read_docx(word.body())) == expected
