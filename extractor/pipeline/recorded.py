"""Whether a recording can answer for an article."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engines.base import Call, Reply
from extractor.engines.stored import Replay
from extractor.models import Article
from extractor.pipeline.judgement import finish
from extractor.pipeline.questions import plan
from extractor.pipeline.reading import Reading


def held(article: Article, replay: Replay, reading: Reading | None = None) -> bool:
    """Whether the recording holds a reply for each part of the article and each pass over it.

    A corrective reply that is missing is a failure on an article that is held: it was recorded when less was rejected.
    """
    reading = reading or Reading()
    asked = plan(article, chunk_tokens=reading.chunk_tokens)
    if not all(call in replay for call in asked):
        return False
    steps = finish(asked, _replies(asked, replay), engine="", model="", passes=reading.passes)
    try:
        asked = next(steps)
        while all(call in replay for call in asked):
            asked = steps.send(_replies(asked, replay))
    except StopIteration:
        return True
    return asked[0].purpose == "correct"


def _replies(calls: Sequence[Call], replay: Replay) -> list[Reply]:
    return [replay.answer(call) for call in calls]
