"""Pages of HTML: paragraphs as Word writes them, blanks, encodings; and links in the ways that sites write them."""

from urllib.parse import urljoin

import pytest

from extractors.sources.urls import canonical, joined
from extractors.text.html import in_utf8, read_html
from models.text import Text

BASE = "https://Moor.example/moderngov/(S(abcdefghijklmnopqrstuvwx))/"


def words(text: Text) -> list[str]:
    return [text.plain[block.start : block.end] for block in text.blocks]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p><span>The <i>War</i><span>den</span></span> <o:p></o:p>spoke.</p>", ["The Warden spoke."]),
        ("<p>Agreed<br>Noted</p>", ["Agreed", "Noted"]),
        ("<p><span>Agreed<br>to mend</span> it</p>", ["Agreed to mend it"]),
        ("<p>Press <span>the<button>Go</button></span> bell</p>", ["Press the bell"]),
        ("<p>One<marquee><p>two</p></marquee>three</p>", ["One", "two", "three"]),
        ("<p>The weir<table><tr><td>Carried</td></tr></table></p>", ["The weir", "Carried"]),
    ],
    ids=["spans", "break", "break-in-a-span", "button-in-a-span", "paragraph-in-a-paragraph", "table-without-doctype"],
)
def test_what_stands_in_a_paragraph_parts_it_or_does_not(markup: str, expected: list[str]) -> None:
    assert words(read_html(markup)) == expected


def test_a_paragraph_is_bold_where_all_of_it_is() -> None:
    text = read_html("<p><span><b>Weir</b></span></p><p><b>Weir</b> report</p><b><p>Weir</p></b><p>Weir</p>")
    assert [block.bold for block in text.blocks] == [True, False, True, False]


def test_every_blank_is_one_blank_and_a_paragraph_of_blanks_none() -> None:
    blanks = "<p>\n The\u00a0 Warden\u200bspoke\tof\nthe weir\ufeff </p><p>&nbsp;</p><p>\u200b</p><p> </p>"
    assert words(read_html(blanks)) == ["The Warden spoke of the weir"]


AROUND = (
    '<a class="skip-link" href="#c">Skip to content</a><div id="cookie-notice">We use cookies.</div>'
    "<header><p>Moor Parish Council</p><nav><ul><li>Home</li></ul></nav></header>"
    '<ol class="breadcrumb"><li>Home</li><li>Minutes</li></ol>{content}'
    '<div class="newsletter-block"><p>We will send you news by Friday.</p></div>'
    '<div id="comments"><ol><li>Will the Clerk send me this?</li></ol></div>'
    "<aside><p>The Council will hold a fair.</p></aside><footer><p>We will reply within five days.</p></footer>"
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<main><h1>Minutes</h1><p>The gate was oiled.</p></main>", ["Minutes", "The gate was oiled."]),
        ("<h1>Minutes</h1><main><p>The gate was oiled.</p></main>", ["Minutes", "The gate was oiled."]),
        (
            "<div><h1>Minutes</h1><p>The gate was oiled.</p></div>",
            ["Moor Parish Council", "Minutes", "The gate was oiled."],
        ),
        (
            "<main><p>We</p></main><p>The gate was oiled by two people.</p>",
            ["Moor Parish Council", "We", "The gate was oiled by two people."],
        ),
    ],
    ids=["main part", "heading apart", "no main part", "main part that holds nothing"],
)
def test_what_stands_around_a_page_is_left_out(content: str, expected: list[str]) -> None:
    assert words(read_html(f"<body>{AROUND.format(content=content)}</body>")) == expected


def test_a_page_that_calls_all_of_it_a_menu_is_read_whole() -> None:
    assert words(read_html('<body><div class="menu"><p>The gate was oiled.</p></div></body>')) == [
        "The gate was oiled."
    ]


def test_people_in_columns_are_read_list_by_list() -> None:
    rows = "<tr><th>Present</th><th>Apologies</th></tr><tr><td>Fay Dell<br>Rob Innes</td><td>Joan Peel</td></tr>"
    assert words(read_html(f"<table>{rows}</table>")) == ["Present", "Fay Dell", "Rob Innes", "Apologies", "Joan Peel"]


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf<p>Caf\xc3\xa9 \xe2\x80\x93 10</p>",
        b"<p>Caf\xc3\xa9 \xe2\x80\x93 10</p>",
        b"<p>Caf\xe9 \x96 10</p>",
        b"<meta charset=windows-1252><p>Caf\xe9 \x96 10</p>",
        b"<meta charset=utf-8><p>Caf\xe9 \x96 10</p>",
    ],
    ids=["byte-order-mark", "utf-8", "nothing-named", "windows-1252", "falsely-utf-8"],
)
def test_a_page_is_read_in_the_charset_that_it_is_in(body: bytes) -> None:
    assert words(read_html(in_utf8(body))) == ["Café – 10"]


@pytest.mark.parametrize(
    "href",
    [
        *("mgai.aspx?id=4&lll=0", "ieListDocuments.aspx?cid=1&MId=2&bcr=1", "mgAi.aspx?bcr=1", "mgAi.aspx?ID="),
        *("documents/s12/Report (a), part 1 & 2.pdf?T=1", "documents/s12/50%25.pdf", "sub/page.htm?lll=0", "a b"),
        *(
            "../mgAi.aspx?ID=4",
            "/mgAi.aspx?ID=4",
            "./x",
            "x/../y",
            "a//b",
            "x?a=b=c",
            "x?a",
            "x?&a=1",
            "x?a=1+2",
            "?a=1",
        ),
        *(
            "http://other.example/x",
            "mailto:clerk@moor.example",
            "x#part",
            " x ",
            "x\ny",
            "é",
            "(S(abc))/x",
            "x;y=1",
            "",
        ),
    ],
)
def test_a_plain_link_is_joined_as_any_other(href: str) -> None:
    assert joined(href, BASE) == canonical(urljoin(BASE, href.replace("\n", "").strip()))
