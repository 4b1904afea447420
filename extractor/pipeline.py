"""One article through an engine: `plan` asks, `finish` believes, `extract` and `aextract` wait between them."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import AsyncIterator, Generator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from extractor.engines import open_engine
from extractor.engines.base import Call, Engine, Message, Reply
from extractor.errors import EngineError, InputError, UsageError
from extractor.ground import Grounded, flagged, ground
from extractor.merge import merge
from extractor.models import Article, Draft, Extraction, Rejection, Run, Usage
from extractor.prompts import Prompt, fingerprint, load
from extractor.readers import read_text
from extractor.segment import Sentence, chunks, sentences

if TYPE_CHECKING:
    from extractor.settings import Settings

CHUNK_TOKENS = 6_000
"""Tokens of article in one call; longer articles are cut at sentence borders."""

CONCURRENT_CALLS = 8
"""Calls of one article in flight at once in `aextract`."""

INSTRUCTIONS, FRAME, CORRECTION = "extract.v1", "article.v1", "correct.v1"
"""The prompts that calls are made of."""

Steps = Generator[tuple[Call, ...], Sequence[Reply], Extraction]
"""Yields calls, is sent their replies in the same order, returns the extraction."""


@cache
def prompt_fingerprint() -> str:
    """sha256 of the prompts that `plan` and `finish` fill."""
    return fingerprint(load(INSTRUCTIONS), load(FRAME), load(CORRECTION))


def plan(article: Article, *, chunk_tokens: int = CHUNK_TOKENS) -> tuple[Call, ...]:
    """The calls that read the article: one, or one for each chunk of a long article. Pure.

    Raises InputError for an article without a sentence.
    """
    instructions, frame = load(INSTRUCTIONS), load(FRAME)
    prompt = prompt_fingerprint()
    runs = list(chunks(article.text, sentences(article.text, article.lang), chunk_tokens))
    if not runs:
        raise InputError("the article is blank: give it some text")
    return tuple(
        Call(
            article=article,
            sentences=run,
            messages=(Message("system", instructions.text), Message("user", _framed(frame, article, run))),
            prompt=prompt,
            part=number,
            parts=len(runs),
        )
        for number, run in enumerate(runs, 1)
    )


def finish(calls: Sequence[Call], replies: Sequence[Reply], *, engine: str, model: str) -> Steps:
    """The extraction that the replies amount to, its `seconds` still 0. Pure.

    Yields corrective calls once, for the parts with rejected claims if there are any, and expects their replies.
    """
    parts = [ground(call.article, call.sentences, reply.draft) for call, reply in zip(calls, replies, strict=True)]
    doubtful = [n for n, part in enumerate(parts) if part.rejected]
    answers: Sequence[Reply] = ()
    if doubtful:
        questions = tuple(_correction(calls[n], parts[n].rejected) for n in doubtful)
        answers = yield questions
        for n, question, answer in zip(doubtful, questions, answers, strict=True):
            parts[n] = _corrected(parts[n], question, answer.draft)
    everything = (*replies, *answers)
    usage = sum((reply.usage for reply in everything), Usage())
    return Extraction(
        article=calls[0].article,
        claims=merge(claim for part in parts for claim in part.claims),
        rejected=tuple(rejection for part in parts for rejection in part.rejected),
        run=Run(
            engine=engine,
            model=model,
            prompt=calls[0].prompt if usage.requests else None,
            notes=tuple(dict.fromkeys((*_planted(calls), *(note for reply in everything for note in reply.notes)))),
            seconds=0.0,
            **usage.model_dump(),
        ),
    )


def extract(
    article: Article | str,
    *,
    model: str | Engine | None = None,
    settings: Settings | None = None,
    chunk_tokens: int = CHUNK_TOKENS,
) -> Extraction:
    """The article's grounded claims.

    `article` may be plain text. `model` is a model string ("offline", "openai/NAME", "ollama/NAME"), an engine of
    your own, or None for the default of the settings. Raises an `ExtractorError` when the article can't be read or
    the engine gives no usable answer; a failure is never an empty result.
    """
    started = time.perf_counter()
    with opened(model, settings) as engine:
        steps = _steps(as_article(article), engine, chunk_tokens)
        calls = next(steps)
        while True:
            try:
                calls = steps.send([_reply(engine.answer(call), engine) for call in calls])
            except StopIteration as done:
                return _timed(done.value, started)


async def aextract(
    article: Article | str,
    *,
    model: str | Engine | None = None,
    settings: Settings | None = None,
    chunk_tokens: int = CHUNK_TOKENS,
) -> Extraction:
    """`extract` without blocking the event loop; the calls of a long article run side by side."""
    async with aopened(model, settings) as engine:
        return await answered(plan(as_article(article), chunk_tokens=chunk_tokens), engine)


async def answered(calls: tuple[Call, ...], engine: Engine) -> Extraction:
    """The extraction of an article that is already planned: its calls, and what they lead to, put to the engine."""
    started = time.perf_counter()
    replies = await _replies(calls, engine)
    steps = finish(calls, replies, engine=engine.name, model=engine.model)
    try:
        calls = next(steps)
        while True:
            calls = steps.send(await _replies(calls, engine))
    except StopIteration as done:
        return _timed(done.value, started)


async def _replies(calls: tuple[Call, ...], engine: Engine) -> Sequence[Reply]:
    """The replies in the order of the calls, which run side by side.

    A failure waits for the calls in flight, since their replies are paid for and may be kept; then it is raised.
    """
    if len(calls) == 1:
        return [await _awaited(engine, calls[0])]
    gate = asyncio.Semaphore(CONCURRENT_CALLS)
    failed = False

    async def answer(call: Call) -> Reply | Exception | None:
        nonlocal failed
        async with gate:
            if failed:
                return None
            try:
                return await _awaited(engine, call)
            except Exception as error:
                failed = True
                return error

    outcomes = await asyncio.gather(*map(answer, calls))
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome
    return [outcome for outcome in outcomes if isinstance(outcome, Reply)]


def as_article(article: Article | str) -> Article:
    """The article itself, or one made of plain text, with its language where that is plain.

    Raises InputError for blank text, UsageError for what is neither.
    """
    if isinstance(article, Article):
        return article
    if not isinstance(article, str):
        raise UsageError(f"an article is text or an Article, not {kind(article)}: a file is read by read(path)")
    if not article.strip():
        raise InputError("the article is blank: give it some text")
    return read_text(article)


def _steps(article: Article, engine: Engine, chunk_tokens: int) -> Steps:
    calls = plan(article, chunk_tokens=chunk_tokens)
    replies = yield calls
    return (yield from finish(calls, replies, engine=engine.name, model=engine.model))


@contextmanager
def opened(model: str | Engine | None, settings: Settings | None) -> Iterator[Engine]:
    """The engine meant by `model`; one that was opened here is closed here."""
    engine = _engine(model, settings)
    try:
        yield engine
    finally:
        if engine is not model and hasattr(engine, "close"):
            engine.close()


@asynccontextmanager
async def aopened(model: str | Engine | None, settings: Settings | None) -> AsyncIterator[Engine]:
    """The engine meant by `model`; one that was opened here is closed here, in the loop that it was used in."""
    with opened(model, settings) as engine:
        try:
            yield engine
        finally:
            aclose = getattr(engine, "aclose", None)
            if engine is not model and aclose:
                await aclose()


def _engine(model: str | Engine | None, settings: Settings | None) -> Engine:
    """Raises UsageError for what is neither a model string nor an engine, nor None."""
    if model is None or isinstance(model, str):
        from extractor.settings import Settings

        settings = Settings() if settings is None else settings
        if not isinstance(settings, Settings):
            raise UsageError(f"settings are Settings, not {kind(settings)}: write settings=Settings(timeout=60)")
        return open_engine(model, settings)
    able = all(callable(getattr(model, method, None)) for method in ("answer", "aanswer"))
    named = all(isinstance(getattr(model, name, None), str) for name in ("name", "model"))
    if isinstance(model, type) or not (able and named):
        raise UsageError(
            f"model is a model string or an engine, not {kind(model)}: an engine has the texts name and model and the "
            "methods answer(call) and async aanswer(call)"
        )
    return model


async def _awaited(engine: Engine, call: Call) -> Reply:
    answer: Any = engine.aanswer(call)
    if not inspect.isawaitable(answer):
        raise EngineError(f"the engine {engine.name} has an aanswer that can't be awaited: write async def aanswer")
    return _reply(await answer, engine)


def _reply(answer: Any, engine: Engine) -> Reply:
    """The answer, if it is what an engine promises. Raises EngineError for anything else."""
    if not isinstance(answer, Reply):
        if inspect.iscoroutine(answer):
            answer.close()
        what = kind(answer)
    elif not (isinstance(answer.draft, Draft) and isinstance(answer.usage, Usage) and isinstance(answer.notes, tuple)):
        what = f"Reply({', '.join(map(kind, (answer.draft, answer.usage, answer.notes)))})"
    else:
        return answer
    raise EngineError(f"the engine {engine.name} answered {what}: let it return Reply(Draft(...), Usage(...), (...))")


def kind(value: object) -> str:
    """What a value is, as an error names it: 'None', 'int', 'class Scripted'."""
    if isinstance(value, type):
        return f"class {value.__name__}"
    return "None" if value is None else type(value).__name__


def _timed(extraction: Extraction, started: float) -> Extraction:
    run = extraction.run.model_copy(update={"seconds": round(time.perf_counter() - started, 3)})
    return extraction.model_copy(update={"run": run})


def _framed(frame: Prompt, article: Article, run: Sequence[Sentence]) -> str:
    """The user message: metadata, then the numbered sentences between fences made of the text's own hash.

    No text can hold its own hash, so none can close the fence; and the same text always gives the same message.
    """
    lines: list[str] = []
    for before, sentence in zip((None, *run), run, strict=False):
        if before and before.paragraph != sentence.paragraph:
            lines.append("")
        lines.append(f"[{sentence.number}] {article.text[sentence.start : sentence.end]}")
    return frame.fill(
        title=_line(article.title),
        outlet=_line(article.outlet),
        published=article.published.isoformat() if article.published else "unknown",
        lang=_line(article.lang),
        fence=f"=== {article.id[:12]}",
        article="\n".join(lines),
    )


def _line(value: str | None) -> str:
    """Metadata on one line."""
    return " ".join(value.split()) if value and value.strip() else "unknown"


def _correction(call: Call, rejected: tuple[Rejection, ...]) -> Call:
    """The question about the rejected claims alone: the same conversation, their drafts as the answer so far."""
    reasons = "\n".join(f"{n}. {rejection.message}" for n, rejection in enumerate(rejected, 1))
    draft = Draft(claims=tuple(rejection.draft for rejection in rejected))
    return Call(
        article=call.article,
        sentences=call.sentences,
        messages=(
            *call.messages,
            Message("assistant", draft.model_dump_json()),
            Message("user", load(CORRECTION).fill(reasons=reasons)),
        ),
        prompt=call.prompt,
        purpose="correct",
        rejected=rejected,
        part=call.part,
        parts=call.parts,
    )


def _planted(calls: Sequence[Call]) -> Iterator[str]:
    """What the run says of sentences that speak to a program instead of to a reader."""
    numbers = {number for call in calls for number in flagged(call.article.text, call.sentences)}
    if numbers:
        listed = ", ".join(map(str, sorted(numbers)))
        subject = f"sentence {listed} gives" if len(numbers) == 1 else f"sentences {listed} give"
        yield f"{subject} instructions to a program: no claim may rest on that"


def _corrected(part: Grounded, question: Call, draft: Draft) -> Grounded:
    """The part with the corrected claims in place of those they mend.

    At most as many claims count as were asked about. What fails again is rejected for its new reason; what the model
    gave up, or answered with a claim that stands already, stays rejected for its old one.
    """
    known = {claim.id for claim in part.claims}
    claims, rejected, given_up = [*part.claims], list[Rejection](), [*question.rejected]
    for drafted in draft.claims[: len(question.rejected)]:
        one = ground(question.article, question.sentences, Draft(claims=(drafted,)))
        if any(claim.id in known for claim in one.claims):
            continue
        claims += one.claims
        rejected += one.rejected
        given_up.remove(max(given_up, key=lambda rejection: len({*rejection.draft.at} & {*drafted.at})))
    return Grounded(tuple(claims), (*given_up, *rejected))
