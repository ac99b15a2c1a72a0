"""The action log as one HTML file that needs no other: to open, to print, to paste into an agenda."""

from datetime import datetime
from html import escape

from pipeline.exports.actions import Action
from pipeline.exports.columns import COLUMNS, NOTHING, shown
from pipeline.exports.dates import day
from pipeline.exports.links import web

PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Action log</title>
<style>
body {{ font-family: sans-serif; margin: 1rem }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ border: 1px solid #505a5f; padding: 0.3rem; text-align: left; vertical-align: top; overflow-wrap: anywhere }}
thead {{ display: table-header-group }}
tr {{ break-inside: avoid }}
@page {{ size: A4 landscape; margin: 12mm }}
</style>
</head>
<body>
<h1>Action log</h1>
<p>{told}</p>
{table}
</body>
</html>
"""
TABLE = """<table>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table>"""
ACTION = COLUMNS.index("Action")


def as_html(log: tuple[Action, ...], now: datetime) -> bytes:
    """Return the log as it stood at that moment, in UTF-8; an action leads to its source where that is on the web."""
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in COLUMNS)
    told = f"{len(log)} outstanding on {day(now.date().isoformat())}, in the words of the minutes."
    rows = "\n".join(_row(line) for line in log)
    table = TABLE.format(heads=heads, rows=rows) if log else f"<p>{NOTHING}</p>"
    return PAGE.format(told=escape(told), table=table).encode()


def _row(line: Action) -> str:
    cells = [escape(words) for words in shown(line)]
    if source := web(line.source):
        cells[ACTION] = f'<a href="{escape(source)}">{cells[ACTION]}</a>'
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
