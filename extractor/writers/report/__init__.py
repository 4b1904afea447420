"""Results as one HTML page that needs nothing else: the articles beside their claims, with filters and charts.

What the page is made of stands in `page/`: a template, style sheets, scripts. The records go in as JSON, in a block
that no browser runs; the scripts put them on the screen as text, never as markup. The page's policy lets a browser
run those scripts and nothing else, and ask for nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from importlib.resources import files
from string import Template
from typing import Any, NamedTuple

from extractor.escape import script_data
from extractor.models import Extraction
from extractor.writers.report.records import record

STYLES = ("base.css", "filters.css", "claims.css", "paper.css", "overview.css", "narrow.css", "print.css")
SCRIPTS = (
    *("dom.js", "text.js", "records.js", "state.js", "selection.js"),
    *("filters.js", "marks.js", "cards.js", "about.js", "paper.js", "article.js"),
    *("timeline.js", "openness.js", "overview.js", "index.js", "claims.js", "keys.js", "main.js"),
)
POLICY = (
    "default-src 'none'; script-src '{script}'; style-src '{style}'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


class Failure(NamedTuple):
    """An article that has no result."""

    name: str
    reason: str
    """One line."""


def page(
    extractions: Iterable[Extraction], problems: Iterable[str] = (), failures: Iterable[Failure] = ()
) -> Iterator[str]:
    """The page piece by piece, each article as soon as its extraction is there.

    `problems` says what can't be read, a sentence each; both are read last. The same input gives the same page.
    """
    style, script = _joined(STYLES), _joined(SCRIPTS)
    policy = POLICY.format(script=_digest(script), style=_digest(style))
    before, after = _file("template.html").split("$data")
    yield Template(before).substitute(policy=policy, style=style)
    yield '{"results":[\n'
    for number, extraction in enumerate(extractions):
        yield (",\n" if number else "") + _data(record(extraction))
    failed = [failure._asdict() for failure in failures]
    yield f'\n],"problems":{_data(list(problems))},"failed":{_data(failed)}}}'
    yield Template(after).substitute(script=script)


def _data(value: Any) -> str:
    return script_data(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _joined(names: Iterable[str]) -> str:
    return "\n".join(map(_file, names))


def _file(name: str) -> str:
    """A part of the page; its lines end in line feeds alone, or its digest would not be what a browser computes."""
    return (files(__name__) / "page" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
