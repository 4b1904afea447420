"""One clause with what is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.engines.offline.clauses import Clause
from extractor.engines.offline.phrases import Reading
from extractor.engines.offline.sources import Voice
from extractor.engines.offline.tokens import Token
from extractor.segment import Sentence


@dataclass(frozen=True, slots=True)
class Part:
    """A clause of a sentence, its subject as understood, and who says it."""

    sentence: Sentence
    tokens: Sequence[Token]
    clause: Clause
    reading: Reading | None
    voice: Voice
