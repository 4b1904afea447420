"""One article through an engine: `plan` asks, `finish` believes, `extract` and `aextract` wait between them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Generator, Sequence
from datetime import date

from extractor.engines.base import Call, Engine, Message, Reply
from extractor.ground import Grounded, ground
from extractor.merge import merge
from extractor.models import Article, Claim, Draft, Extraction, Rejection, Run, Usage
from extractor.prompts import Prompt, fingerprint, load
from extractor.segment import Sentence, chunks, sentences

CHUNK_TOKENS = 6_000
"""Tokens of article in one call; longer articles are cut at sentence borders."""

PROMPTS = ("extract.v1", "article.v1", "correct.v1")
"""The instructions, the article's frame, and the corrective question."""



def plan(article: Article, *, chunk_tokens: int = CHUNK_TOKENS) -> tuple[Call, ...]:
    """The calls that read the article: one, or one for each chunk of a long article. Pure."""
    instructions, frame, _ = prompts = _prompts()
    runs = list(chunks(article.text, sentences(article.text, article.lang), chunk_tokens))
    return tuple(
        Call(
            article=article,
            sentences=run,
            messages=(Message("system", instructions.text), Message("user", _framed(frame, article, run))),
            prompt=fingerprint(*prompts),
            part=number,
            parts=len(runs),
        )
        for number, run in enumerate(runs, 1)
    )


def finish(
    calls: Sequence[Call], replies: Sequence[Reply]
) -> Generator[tuple[Call, ...], Sequence[Reply], tuple[tuple[Claim, ...], tuple[Rejection, ...], tuple[Reply, ...]]]:
    """What may be believed: claims, rejections, and all replies, corrective ones included. Pure.

    Yields the corrective calls, if any, once, and expects their replies.
    """
    grounded = [_ground(call, reply.draft) for call, reply in zip(calls, replies, strict=True)]
    questions = {n: _correction(calls[n], g.rejected) for n, g in enumerate(grounded) if g.rejected}
    answers: Sequence[Reply] = ()
    if questions:
        answers = yield tuple(questions.values())
        for (n, question), answer in zip(questions.items(), answers, strict=True):
            if answer.draft.claims:
                second = _ground(question, answer.draft)
                grounded[n] = Grounded(grounded[n].claims + second.claims, second.rejected)
    claims = merge(claim for g in grounded for claim in g.claims)
    return claims, tuple(r for g in grounded for r in g.rejected), (*replies, *answers)
