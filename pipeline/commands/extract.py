"""`undertook extract`: what is found in files, on standard output, without a database."""

import datetime
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from extractors.language.explain import explain
from extractors.language.find import find_records
from models.meeting import Reading
from models.record import Context, Record
from models.run import UnreadableDocument
from pipeline.reading import completed, read_file
from pipeline.record_json import Json, item_json, meeting_json, record_json


@click.command("extract")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--meeting-date", type=click.DateTime(["%Y-%m-%d"]), help="Date of the meeting: YYYY-MM-DD.")
@click.option("--committee", help="The body that met, as the minutes call it.")
@click.option(
    "--calendar",
    default="",
    help="The committee's meeting dates: YYYY-MM-DD,YYYY-MM-DD,... or a file with a day a line.",
)
@click.option("--explain", "explained", is_flag=True, help="Print why each sentence is a record or is not, for people.")
def command(
    files: tuple[Path, ...],
    meeting_date: datetime.datetime | None,
    committee: str | None,
    calendar: str,
    explained: bool,
) -> None:
    """Print one JSON object a document: its meeting, items and records. FILE may be - for standard input."""
    context = Context(committee, meeting_date.date() if meeting_date else None, _days(calendar))
    failed = 0
    for file in files:
        try:
            found = _explained(file, context) if explained else json.dumps(_document(file, context), ensure_ascii=False)
        except UnreadableDocument as error:
            click.echo(f"{file}: {error}", err=True)
            failed += 1
            continue
        click.echo(found)
    click.echo(f"{len(files) - failed} read, {failed} not", err=True)
    sys.exit(1 if failed else 0)


def _days(words: str) -> tuple[datetime.date, ...]:
    """Days parted by commas or line ends, given as they are or in a file; what stands behind "#" is a remark."""
    content = Path(words).read_text("utf8") if words and Path(words).is_file() else words
    parts = [part.strip() for line in content.splitlines() for part in line.partition("#")[0].split(",")]
    try:
        return tuple(sorted(datetime.date.fromisoformat(part) for part in parts if part))
    except ValueError as error:
        raise click.BadParameter(f"{error}; expected days as YYYY-MM-DD, or a file of them") from error


def _document(file: Path, context: Context) -> Json:
    reading = _read(file)
    text, context = reading.text, _known(reading, context)
    return {
        "id": file.stem,
        "meeting": meeting_json(reading.meetings[0] if reading.meetings else None),
        "notes": list(reading.notes),
        "items": [item_json(item) for item in reading.items],
        "records": [record_json(record) for record in find_records(text, reading.items, context)] if text else [],
    }


def _explained(file: Path, context: Context) -> str:
    """Each sentence that was looked at, in reading order: what it is or why it is nothing, and the words that fired."""
    reading = _read(file)
    if reading.text is None:
        return f"{file}: no text"
    lines = [str(file)]
    for one in explain(reading.text, reading.items, _known(reading, context)):
        verdict = f"{one.record.kind} ({one.record.confidence})" if one.record else f"passed over: {one.reason}"
        fired = ", ".join(repr(words) for words in one.fired) or (
            "the head that it stands under" if one.record else "nothing"
        )
        quote = " ".join(reading.text.plain[one.start : one.end].split())
        lines += [f"{one.start}-{one.end}  {verdict}", f"    rule {one.rule}, on {fired}", f"    {quote}"]
        lines += [f"    {line}" for line in _fields(one.record)]
    return "\n".join(lines)


def _fields(record: Record | None) -> Iterator[str]:
    """What a record says beyond its kind, one field a line, each only where it has one."""
    if record is None:
        return
    if record.effect:
        yield f"effect {record.effect}"
    if record.owner or record.owner_inferred:
        inferred = f" (inferred: {record.owner_inferred})" if record.owner_inferred else ""
        yield f"owner {', '.join(record.owner) or 'not named'}{inferred}"
    if record.due:
        yield f"due {record.due.text!r}: {record.due.type}, {record.due.date or 'no day settled'}"
    if record.fate or record.verdict:
        yield f"{'fate' if record.fate else 'verdict'} {record.fate or record.verdict}"


def _read(file: Path) -> Reading:
    return read_file(_bytes(file), name="standard input.txt" if str(file) == "-" else file.name)


def _known(reading: Reading, context: Context) -> Context:
    return completed(context, reading.meetings[0]) if len(reading.meetings) == 1 else context


def _bytes(file: Path) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read()
    if file.is_dir():
        raise UnreadableDocument("folder", f"{file} is a folder", "a file")
    if not file.exists():
        raise UnreadableDocument("no-such-file", f"there is no {file}", "a file")
    return file.read_bytes()
