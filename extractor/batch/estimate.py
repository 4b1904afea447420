"""What calls will take, before they are made."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from functools import cache, lru_cache

from extractor.engines.base import WIRE_SCHEMA, Call
from extractor.models import Usage
from extractor.pipeline.questions import again
from extractor.segment import tokens

Price = Callable[[Usage], float | None]
"""US dollars for what was or will be used; None where no price is known."""

EXPECTED = 3.1
LARGEST = 4.5
"""Tokens of answer for a token of article, on the average and at most.

Measured with `python -m benchmarks.answer_size` on the claims of the 51 articles in fixtures/gold, written as a model
would answer them: 3.06 over all, 2.61 to 4.44 for one article.
"""
CORRECTED = 0.24
"""The share of answers with claims that are asked about once more: 12 of the 51 annotated articles' own claims."""
MENDED = 140
"""Tokens of the claims in such a question: 19 in those 12."""
AROUND = 4
"""Tokens that a chat format puts around a message."""
MARGIN = 1.3
"""Tokens are counted by characters, and no two models cut them alike."""


def expected(call: Call, price: Price) -> Usage:
    """What the call will probably take."""
    return _priced(_asked(call), _answered(call, EXPECTED), price)


def further(call: Call, price: Price) -> Usage:
    """What a further pass over the call's part will take, if its answer is as large as the first one's."""
    found = _answered(call, EXPECTED)
    return _priced(_asked(again(call, ())) + found, found, price)


def corrections(calls: Usage, price: Price) -> Usage:
    """What correcting the answers of so many calls will probably take: each repeats its question."""
    count = CORRECTED * calls.requests
    asked, answered = round(CORRECTED * calls.tokens_in + count * MENDED), round(count * MENDED)
    usage = Usage(requests=round(count), tokens_in=asked, tokens_out=answered)
    return usage.model_copy(update={"cost": price(usage)})


def largest(call: Call, price: Price, *, limit: int | None = None) -> Usage:
    """What the call may take in one request. `limit` is that on the tokens of one answer, where there is one."""
    answered = math.ceil(_answered(call, LARGEST) * MARGIN)
    return _priced(math.ceil(_asked(call) * MARGIN), min(answered, limit or answered), price)


def _asked(call: Call) -> int:
    return _schema() + sum(
        AROUND + (_instructions(message.content) if message.role == "system" else tokens(message.content))
        for message in call.messages
    )


def _answered(call: Call, ratio: float) -> int:
    """As many claims again as are to be corrected; else by the size of the article's part."""
    if call.purpose == "correct":
        return sum(tokens(rejection.draft.model_dump_json()) for rejection in call.rejected)
    first, last = call.sentences[0], call.sentences[-1]
    return math.ceil(ratio * tokens(call.article.text[first.start : last.end]))


@lru_cache(maxsize=8)
def _instructions(text: str) -> int:
    """Counted once, since they are the same in every call."""
    return tokens(text)


@cache
def _schema() -> int:
    return tokens(json.dumps(WIRE_SCHEMA))


def _priced(asked: int, answered: int, price: Price) -> Usage:
    usage = Usage(requests=1, tokens_in=asked, tokens_out=answered)
    return usage.model_copy(update={"cost": price(usage)})
