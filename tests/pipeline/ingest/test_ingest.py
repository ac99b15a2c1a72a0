"""Minutes of a body without a publishing system: whose they are, and of which day."""

import sqlite3
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.store.files import open_minutes

PROMISE = "The Clerk undertook to oil the gate by 1 May 2027.\n"
SILENT = f"Notes\n\n{PROMISE}"
TELLING = f"Minutes of the Allotments Committee held on 9 February 2027\n\n{PROMISE}"


def put(folder: Path, **files: str) -> Path:
    """Write files; "__" in a name stands for a folder, the last "_" for the dot."""
    for name, words in files.items():
        stem, _, suffix = name.replace("__", "/").rpartition("_")
        path = folder / f"{stem}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, "utf8")
    return folder


def run(folder: Path, data: Path) -> Result:
    return CliRunner().invoke(main, ["ingest", str(folder), "--data", str(data), "--jobs", "1"])


def meetings(data: Path) -> set[tuple[str | None, str | None]]:
    db: sqlite3.Connection = open_minutes(data)
    rows = db.execute(
        "select committees.name, meetings.date from records join meetings on meetings.id = records.meeting_id"
        " left join committees on committees.id = meetings.committee_id"
    )
    found = {(row[0], row[1]) for row in rows}
    db.close()
    return found


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("minutes_txt", TELLING, ("Allotments Committee", "2027-02-09")),
        ("Parks Panel__2027-03-04_txt", SILENT, ("Parks Panel", "2027-03-04")),
        ("Parks Panel__2027-03-04_txt", TELLING, ("Allotments Committee", "2027-02-09")),
        ("finance-committee-04-03-2027_txt", SILENT, ("Finance Committee", "2027-03-04")),
    ],
    ids=["the words", "folder and name", "words before name", "name"],
)
def test_body_and_day_come_from_the_words_then_the_names(
    tmp_path: Path, name: str, words: str, expected: tuple[str, str]
) -> None:
    assert run(put(tmp_path / "millbeck", **{name: words}), tmp_path / "data").exit_code == 0
    assert meetings(tmp_path / "data") == {expected}


def test_the_csv_beside_them_goes_before_all(tmp_path: Path) -> None:
    folder = put(
        tmp_path / "millbeck",
        a_txt=TELLING,
        old__b_txt=SILENT,
        meetings_csv="file,date,committee\na.txt,2027-04-01,Burial Board\nold/b.txt,02/04/2027,Burial Board\n",
    )
    assert run(folder, tmp_path / "data").exit_code == 0
    assert meetings(tmp_path / "data") == {("Burial Board", "2027-04-01"), ("Burial Board", "2027-04-02")}


def test_a_corrected_csv_is_a_change(tmp_path: Path) -> None:
    first, corrected = (f"file,date,committee\na.txt,2027-04-0{day},Burial Board\n" for day in (1, 8))
    folder = put(tmp_path / "millbeck", a_txt=SILENT, meetings_csv=first)
    run(folder, tmp_path / "data")
    put(folder, meetings_csv=corrected)
    assert "1 new or changed" in run(folder, tmp_path / "data").stderr
    assert ("Burial Board", "2027-04-08") in meetings(tmp_path / "data")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("file,day\na.txt,1\n", "found the columns day, file"),
        ("file,date\na.txt,soon\n", "line 2: found the date 'soon'"),
        ("", "found the columns nothing"),
    ],
    ids=["columns", "date", "empty"],
)
def test_a_bad_csv_is_bad_usage(tmp_path: Path, words: str, said: str) -> None:
    result = run(put(tmp_path / "millbeck", a_txt=SILENT, meetings_csv=words), tmp_path / "data")
    assert result.exit_code == 2
    assert said in result.stderr


def test_files_that_we_do_not_read_are_named_and_those_left_behind_are_not(tmp_path: Path) -> None:
    folder = put(tmp_path / "millbeck", a_txt=SILENT, photo_jpg="x")
    (folder / "~$a.docx").write_bytes(b"x")
    result = run(folder, tmp_path / "data")
    assert "passed over: millbeck/photo.jpg" in result.stderr
    assert "~$a" not in result.stderr
    assert result.exit_code == 0


def test_a_body_whose_day_nobody_says_is_counted_like_any_other(tmp_path: Path) -> None:
    log = f"Allotments Committee - action log\n\n{PROMISE}"
    result = run(put(tmp_path / "files", log_txt=log), tmp_path / "data")
    assert result.exit_code == 0, result.output
    db = open_minutes(tmp_path / "data")
    assert [tuple(row) for row in db.execute("select meetings, upcoming from committee_counts")] == [(1, 0)]
    db.close()


def zipped(path: Path, **files: str | bytes) -> None:
    """Write an archive of files, whose names are written as those of `put`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in files.items():
            stem, _, suffix = name.replace("__", "/").rpartition("_")
            archive.writestr(f"{stem}.{suffix}", words)


def test_an_archive_is_read_as_a_folder(tmp_path: Path) -> None:
    folder = put(tmp_path / "millbeck", notes_txt=TELLING)
    zipped(folder / "pack.zip", **{"Parks Panel__2027-03-04_txt": SILENT, "photo_jpg": "", "inner_zip": b"PK"})
    zipped(folder / "other.zip", **{"..__.._Board__2027-04-06_txt": SILENT, ".hidden__2027-05-01_txt": SILENT})
    result = run(folder, tmp_path / "data")
    assert meetings(tmp_path / "data") >= {("Allotments Committee", "2027-02-09"), ("Parks Panel", "2027-03-04")}
    assert all(date != "2027-05-01" for _, date in meetings(tmp_path / "data"))
    assert "passed over: millbeck/pack.zip/photo.jpg" in result.stderr
    assert "passed over: millbeck/pack.zip/inner.zip" in result.stderr
    assert "0 new or changed" in run(folder, tmp_path / "data").stderr


@pytest.mark.parametrize("body", [b"PK\x03\x04 cut short", None], ids=["damaged", "made to fill a machine"])
def test_an_archive_that_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path, body: bytes | None) -> None:
    folder = put(tmp_path / "millbeck", notes_txt=TELLING)
    if body is None:
        zipped(folder / "pack.zip", notes_txt="0" * 8_000_000)
    else:
        (folder / "pack.zip").write_bytes(body)
    result = run(folder, tmp_path / "data")
    assert "passed over: millbeck/pack.zip (a package" in result.stderr
    assert meetings(tmp_path / "data") == {("Allotments Committee", "2027-02-09")}
