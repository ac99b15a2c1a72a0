"""Loaded by the server that workers are forked from, and by a cluster's workers: importing it makes the readers ready.

Each rule is compiled once, by a sentence that it is made for, instead of in every worker and again in those that take
their places; forked workers share what comes of it. Modules do no work when they are imported; this one is there for
nothing else, since an import is all that a fork server can be asked for.
"""

from extractors.language.find import find_records
from extractors.language.rules import rules
from extractors.language.ties import ties
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain
from pipeline.collector import collect_seldom
from pipeline.reading import read_job

# What a worker does with a document; its module brings every reader with it.
WORK = read_job


def _compile() -> None:
    text = mark_regions(read_plain("\n\n".join(rule.examples[0] for rule in rules())))
    find_records(text)
    ties(text)


_compile()
collect_seldom()
