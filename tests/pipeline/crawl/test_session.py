"""What a redirect gives is brought to the next request of its kind, and nowhere else."""

from pipeline.crawl.session import Session

BASE = "https://brook.example/moderngov/"
KEY = "(S(abcdefghijklmnopqrstuvwx))"


def test_the_session_in_a_path_is_put_into_the_next_pages_address() -> None:
    session = Session()
    session.take(f"{BASE}mgAi.aspx?ID=1", f"/moderngov/{KEY}/mgAi.aspx?ID=1", ())
    assert session.address(f"{BASE}mgAi.aspx?ID=2") == f"{BASE}{KEY}/mgAi.aspx?ID=2"
    assert session.address(f"{BASE}{KEY}/mgAi.aspx?ID=2") == f"{BASE}{KEY}/mgAi.aspx?ID=2"
    for other in (f"{BASE}documents/g7/Minutes.pdf", "https://brook.example/mgAi.aspx", "https://x.example/a.aspx"):
        assert session.address(other) == other


def test_a_newer_session_takes_the_place_of_the_older() -> None:
    session = Session()
    newer = KEY.replace("abc", "xyz")
    for key in (KEY, newer):
        session.take(f"{BASE}mgAi.aspx", f"{BASE}{key}/mgAi.aspx", ())
    assert session.address(f"{BASE}mgAi.aspx") == f"{BASE}{newer}/mgAi.aspx"


def test_a_redirect_to_another_page_is_no_session() -> None:
    session = Session()
    session.take(f"{BASE}mgAi.aspx", f"{BASE}{KEY}/mgError.aspx", ())
    assert session.address(f"{BASE}mgAi.aspx") == f"{BASE}mgAi.aspx"


def test_cookies_go_back_to_their_own_server_until_they_are_taken_away() -> None:
    session = Session()
    session.take(BASE, BASE, ("seen=1; path=/; HttpOnly", "pool=a|b; Secure", "\x00;"))
    assert session.headers(f"{BASE}mgAi.aspx") == {"Cookie": "seen=1; pool=a|b"}
    assert session.headers("https://x.example/") == {}
    session.take(BASE, BASE, ("seen=; Max-Age=0", "pool=x; Max-Age=0"))
    assert session.headers(BASE) == {}
