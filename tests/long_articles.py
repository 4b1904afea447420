"""Articles as long as wanted, and an engine that reports one claim of each sentence with a number in it."""

from __future__ import annotations

import threading

from extractor.engines.base import Call, Reply
from extractor.errors import ExtractorError
from extractor.models import Article, Draft, DraftClaim, Usage

FILLER = "The hall was full, and those who had come early spoke of the weather, of the trains and of little else."


def article(size: int, *, title: str | None = "A year of offices") -> Article:
    """An article of at least `size` characters: in every paragraph Halden Labs opens another office."""
    paragraphs: list[str] = []
    length = 0
    while length < size:
        number = len(paragraphs) + 1
        paragraphs.append(f"Halden Labs opened office number {number} in Oslo. {FILLER} {FILLER}")
        length += len(paragraphs[-1]) + 2
    return Article(text="\n\n".join(paragraphs), title=title, lang="en")


def drafted(statement: str, *at: int, **changes: object) -> DraftClaim:
    claim = {
        "at": at, "statement": statement, "actor": "Halden Labs", "kind": "organization", "action": "open",
        "type": "other", "model": None, "open": None, "status": "occurred", "said_by": (), "when": None,
    }  # fmt: skip
    return DraftClaim.model_validate(claim | changes)


class Clerk:
    """Reports the offices; fails on the parts that `faults` has errors for. May be asked from several threads."""

    name = model = "clerk"
    side_by_side = False

    def __init__(self, faults: dict[int, ExtractorError] | None = None) -> None:
        self.faults = faults or {}
        self.calls: list[Call] = []
        self._lock = threading.Lock()

    def answer(self, call: Call) -> Reply:
        with self._lock:
            self.calls.append(call)
        if call.part in self.faults:
            raise self.faults[call.part]
        text = call.article.text
        said = ((s.number, text[s.start : s.end]) for s in call.sentences)
        found = tuple(drafted(sentence, number) for number, sentence in said if sentence.startswith("Halden"))
        return Reply(Draft(claims=found if call.purpose == "extract" else ()), Usage(requests=1, tokens_in=10))

    async def aanswer(self, call: Call) -> Reply:
        return self.answer(call)
