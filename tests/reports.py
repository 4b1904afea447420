"""The report as tests read it: its elements, its data, and records with one text wherever a text can stand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any

from extractor.models import Article, Extraction, Span
from extractor.writers.report import Failure, page
from tests.results import claim, extraction

FIELDS = ("actor", "model", "source", "when", "openness")


class Page(HTMLParser):
    """The start tags of a page with their attributes, and what stands in its style and script elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inline: list[tuple[str, str]] = []
        self._within = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._within = tag in ("style", "script")
        if self._within:
            self.inline.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        self._within = False

    def handle_data(self, data: str) -> None:
        if self._within:
            tag, before = self.inline[-1]
            self.inline[-1] = (tag, before + data)

    @property
    def census(self) -> Counter[str]:
        return Counter(tag for tag, _ in self.tags)

    @property
    def policy(self) -> str:
        return next(a["content"] or "" for t, a in self.tags if a.get("http-equiv") == "Content-Security-Policy")

    @property
    def block(self) -> str:
        """The block of data, as it stands in the page."""
        start = self.html.index('id="data">') + len('id="data">')
        return self.html[start : self.html.index("</script>", start)]

    @property
    def data(self) -> dict[str, Any]:
        return json.loads(self.block)  # type: ignore[no-any-return]


def report(extractions: Iterable[Extraction], problems: Iterable[str] = (), failures: Iterable[Failure] = ()) -> Page:
    return Page("".join(page(extractions, problems, failures)))


def filled(text: str) -> Extraction:
    """An extraction in which every free text is `text`, and every field that can stand in the article does."""
    whole = (Span(start=0, end=len(text), text=text),)
    base = extraction(text, rejected=1)
    known = dict.fromkeys(("title", "outlet", "url", "lang", "path"), text)
    draft = base.rejected[0].draft.model_copy(update={"model": text, "when": text, "said_by": claim(text).attribution})
    return base.model_copy(
        update={
            "article": Article(text=text, warnings=(text,), **known),
            "claims": (
                claim(
                    text,
                    date=text,
                    id=text,
                    mentions=dict.fromkeys(FIELDS, whole),
                    evidence=whole,
                    canonical={"actor": text, "model": f"{text} ", "source": text, "attribution": (text,)},
                ),
                claim(text, model=None, source=None, attribution=(), openness="unspecified", evidence=whole),
            ),
            "rejected": (base.rejected[0].model_copy(update={"draft": draft}),),
            "run": base.run.model_copy(update={"engine": text, "model": f"{text} 2", "prompt": text, "requests": 1}),
        }
    )
