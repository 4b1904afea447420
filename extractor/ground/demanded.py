"""What a sentence only demands to be said: 'the list has to state that …' does not say it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extractor.ground.page import Passage, passage, prefixes

_SPEECH = (
    "say|state|report|declare|announce|record|write|mention|conclude|assert|answer|reply|respond|contain|read|include|"
    "list|tell|inform|note|claim|put|make"
)
_DEMAND = re.compile(
    r"\b(?:must|should|shall|ought to|ha(?:s|ve) to|needs? to|(?:is|are) to|(?:be|is|are|was|were) (?:required|asked|"
    r"requested|instructed|ordered|told|obliged|expected|urged|invited|supposed) to)(?: [a-z]+){0,3} "
    rf"(?:{_SPEECH})\b[^.;:!?]{{0,60}}?\bthat\b",
    re.IGNORECASE,
)
_SAID = re.compile(rf"\b(?:{_SPEECH})\b|\b(?:must|should|shall|required|asked|ordered)\b", re.IGNORECASE)


def demanded(statement: Passage, telling: Callable[[], Sequence[str]], sentences: Sequence[str]) -> bool:
    """Whether the statement is what the cited sentences demand to be said, and nothing but that says it.

    `telling` gives the content words of the statement beside its names. A statement that names the demand itself is
    what the sentence says.
    """
    found = [_DEMAND.search(text) if " that " in text else None for text in sentences]
    if not any(found) or _SAID.search(statement.text):
        return False
    told = telling()
    free = " ".join(text[: demand.start()] if demand else text for text, demand in zip(sentences, found, strict=True))
    known = prefixes(passage(free, statement.lang).content)
    bound = prefixes(told) - known
    return 2 * len(bound) > len(prefixes(told))
