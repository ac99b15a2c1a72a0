"""`undertook evaluate`: how well a careful reader agrees with what is found."""

import datetime
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from extractors.language.find import find_records
from extractors.minutes.heading import next_date
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain
from models.record import Context
from pipeline.annotated import BadAnnotation, annotated, predicted
from pipeline.commands.options import written_file
from pipeline.confidence import precision_by_confidence
from pipeline.held_out import held_out
from pipeline.record_json import Json, record_json
from pipeline.scoring import FIELDS, LISTS, Tally, figures, interval, score

# The tracker reads it from its data folder.
EVALUATION_FILE = "evaluation.json"
ERRORS = (*LISTS, *FIELDS, "unquotable", "all")


@click.command("evaluate")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--only", default="", help="Only documents whose id begins so.")
@written_file("--predictions", "Write what was found, one document a line.")
@click.option(
    "--against",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Predictions of before: print the gains and losses.",
)
@click.option("--errors", type=click.Choice(ERRORS), help="List what was missed or wrong in this group, or all.")
@click.option("--by", help="Also print the figures of each value of this key of the documents (council, set, origin).")
@click.option(
    "--held-out", "hold_out", is_flag=True, help="Also print the figures of rules that hold in other councils."
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the figures here, for the tracker's accuracy page.",
)
# `Any`: click passes a path, a word or a flag, as each option says.
def command(folder: Path, only: str, predictions: Path | None, against: Path | None, **reports: Any) -> None:
    """Score against the annotated documents (*.json) in FOLDER."""
    try:
        documents = _chosen(folder, only)
        before = predicted(against) if against is not None else None
    except BadAnnotation as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    found = {document["id"]: [record_json(record) for record in predict(document)] for document in documents}
    if predictions is not None:
        lines = (json.dumps({"id": name, "records": records}, ensure_ascii=False) for name, records in found.items())
        predictions.write_text("\n".join(lines) + "\n", "utf8")
    tallies = {document["id"]: score(document, found[document["id"]]) for document in documents}
    _print(f"{len(documents)} documents", list(tallies.values()), intervals=True)
    if reports["data"] is not None:
        _keep(reports["data"], folder, list(tallies.values()))
    for (name, confidence), (share, count) in precision_by_confidence(documents, found).items():
        click.echo(f"{name:12} {confidence:8} P {share:.3f}  n={count}")
    if reports["hold_out"]:
        _print("\nheld out by council", held_out(documents, found), intervals=False)
    if by := reports["by"]:
        for value in sorted({str(document.get(by)) for document in documents}):
            part = [tallies[document["id"]] for document in documents if str(document.get(by)) == value]
            _print(f"\n{by} {value}: {len(part)} documents", part, intervals=False)
    if reports["errors"]:
        _print_errors(tallies.values(), reports["errors"])
    if before is not None:
        _print_difference(documents, found, before)


def _chosen(folder: Path, only: str) -> list[Json]:
    documents = [document for document in annotated(folder) if document["id"].startswith(only)]
    if not documents:
        raise BadAnnotation(f"{folder} holds no annotated document whose id begins {only!r}; expected *.json files")
    return documents


def predict(document: Json) -> Sequence[Any]:
    """Find the records of one annotated document from its text and what it says of its meeting."""
    day = document.get("meeting_date")
    text = mark_regions(read_plain(document["text"]))
    date = datetime.date.fromisoformat(day) if day else None
    context = Context(
        committee=document.get("committee"),
        meeting_date=date,
        next_date=next_date(text, date),
        calendar=tuple(datetime.date.fromisoformat(one) for one in document.get("calendar") or ()),
    )
    return find_records(text, (), context)


def _print(title: str, tallies: Sequence[Tally], *, intervals: bool) -> None:
    summed = figures(tallies)
    click.echo(title)
    for name in LISTS:
        figure = summed.lists[name]
        if figure.f1 is None:
            continue
        precision, recall = (f"{v:.3f}" if v is not None else "  -  " for v in (figure.precision, figure.recall))
        between = interval(tallies, name) if intervals else None
        spread = f" [{between[0]:.3f}, {between[1]:.3f}]" if between else ""
        click.echo(f"{name:12} P {precision}  R {recall}  F1 {figure.f1:.3f}{spread}  n={figure.annotated}")
    for name in FIELDS:
        share, count = summed.fields[name]
        if share is not None:
            click.echo(f"{name:12} {share:.3f}  n={count}")
    click.echo(f"{'unquotable':12} {summed.unquotable}")


def _keep(data: Path, folder: Path, tallies: Sequence[Tally]) -> None:
    """Write the figures with their day and the name of the documents' folder, where the tracker finds them."""
    summed = figures(tallies)
    kept = {
        "measured_on": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "data": folder.resolve().name,
        "documents": len(tallies),
        "lists": {name: asdict(figure) for name, figure in summed.lists.items()},
        "fields": summed.fields,
        "unquotable": summed.unquotable,
    }
    data.mkdir(parents=True, exist_ok=True)
    (data / EVALUATION_FILE).write_text(json.dumps(kept, indent=1) + "\n", "utf8")


def _print_errors(tallies: Iterable[Tally], wanted: str) -> None:
    for tally in tallies:
        for group, how, name, words in tally.errors:
            if wanted in (group, "all"):
                click.echo(f"{group} {how} {name}: {words}")


def _print_difference(documents: Sequence[Json], found: dict[str, list[Json]], before: dict[str, list[Json]]) -> None:
    """Print sentence by sentence what is right now and was not, and the other way round."""
    for document in documents:
        name = document["id"]
        old, new = (set(score(document, records).errors) for records in (before.get(name, []), found[name]))
        for sign, errors in (("gain", old - new), ("loss", new - old)):
            for group, how, _, words in sorted(errors):
                click.echo(f"{sign} {group} {how} {name}: {words}")
