"""Answers made by code from the sentences of the request: real claims, and no model in sight.

The first clause of a sentence is a claim that stands in the text, so a client that checks answers finds nothing to
reject, and one that places them in the text finds them.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable
from typing import Any

from extractor.ground.wordforms import FUNCTION

NUMBERED = re.compile(r"^\[(\d+)\] (.+)$", re.MULTILINE)
"""A sentence as our prompt shows it."""
ENDED = re.compile(r"(?<=[.!?])\s+")
PAUSE = re.compile(r"[,;:–—(]\s")
NAME = re.compile(r"(?<![\w'-])[A-Z](?:[\w&-]|[.,](?=\w))*(?:\s[A-Z\d](?:[\w&-]|[.,](?=\w))*)*")
DENIAL = re.compile(r"\b(?:no|not|nor|never|none|nobody|nothing|without|den\w+|refus\w+)\b|n['’]t\b", re.IGNORECASE)
COMMON = frozenset(
    "A An And As At But By For From He Her His How If In It Its More No Not Of On One Or She So Some That The Their "
    "Then There These They This Those To Under We What When Where Who With Yet You After Before Because While "
    "About Retiring".split()
)
CORRECTING = "These claims of your answer did not pass"
"""How a corrective question begins."""
WORDS = 4
"""The fewest words of a clause."""


def answer(messages: list[dict[str, Any]], wrong: float = 0.0) -> str:
    """The content that answers the conversation, as JSON. `wrong` is the share of articles whose answer holds a claim
    that the text does not carry; asked to correct it, the answer gives it up."""
    if str(messages[-1]["content"]).startswith(CORRECTING):
        return '{"claims":[]}'
    asked = str(messages[min(1, len(messages) - 1)]["content"])  # a re-ask is about the same question
    numbered = NUMBERED.findall(asked)
    if not numbered:
        return _extractions(asked)
    claims = [_claim(int(number), *found) for number, sentence in numbered if (found := read(sentence))]
    if wrong and claims and zlib.crc32(asked.encode()) % 1000 < 1000 * wrong:
        first = claims[0]
        claims.insert(1, first | {"statement": f"{str(first['statement'])[:-1]} for 73519 days."})
    return json.dumps({"claims": claims}, ensure_ascii=False, separators=(",", ":"))


def read(sentence: str) -> tuple[str, str] | None:
    """The sentence's first clause, and the first name in it; None where it has none.

    None too for a sentence that denies something, since half of it may deny nothing, and for one in brackets.
    """
    if DENIAL.search(sentence) or sentence[0] in "[<":
        return None
    end = next((m.start() for m in PAUSE.finditer(sentence) if len(sentence[: m.start()].split()) >= WORDS), None)
    clause = sentence[:end].rstrip(" .!?\"'”")
    names = (match[0].split(" ", 1) for match in NAME.finditer(clause))
    for first, *rest in names:
        name = " ".join(rest) if first in COMMON or first.lower() in FUNCTION else " ".join((first, *rest))
        if name and name[0].isupper():
            return clause + ".", name
    return None


def _claim(number: int, statement: str, actor: str) -> dict[str, Any]:
    return {
        "at": [number], "statement": statement, "actor": actor, "kind": "organization", "action": "be reported",
        "type": "other", "model": None, "open": None, "status": "occurred", "said_by": [], "when": None,
    }  # fmt: skip


def _extractions(asked: str) -> str:
    """The same claims in langextract's form, whose prompt ends with the text after a last "Q: "."""
    text = asked.rpartition("Q: ")[2].removesuffix("A: ").strip()
    found = [one for sentence in ENDED.split(text) if (one := read(sentence))]
    return json.dumps({"extractions": [_extraction(*one) for one in found]}, ensure_ascii=False, separators=(",", ":"))


def _extraction(statement: str, actor: str) -> dict[str, Any]:
    about = {"actor": actor, "kind": "organization", "action": "be reported", "type": "other", "status": "occurred"}
    return {"claim": statement[:-1], "claim_attributes": about}


def tokens(texts: Iterable[str]) -> int:
    """What the endpoint counts and reports: four characters a token."""
    return sum(len(text) // 4 + 1 for text in texts)
