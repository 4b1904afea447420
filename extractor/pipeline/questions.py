"""What an engine is asked: each part of the article, then what was rejected of an answer or is missing from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from extractor.engines.base import Call, Message
from extractor.errors import InputError
from extractor.models import Article, Claim, Draft, DraftClaim, Openness, Rejection
from extractor.pipeline.context import names_before
from extractor.pipeline.reading import CHUNK_TOKENS
from extractor.prompts import Prompt, fingerprint, load
from extractor.segment import Sentence, chunks, sentences

INSTRUCTIONS, FRAME, CORRECTION, CONTEXT, AGAIN = "extract.v2", "article.v1", "correct.v1", "context.v1", "again.v1"
"""The prompts that calls are made of."""


@cache
def prompt_fingerprint(*, parts: bool = False, again: bool = False) -> str:
    """sha256 of the prompts that may be filled for an article, for one in several parts, and for several passes."""
    names = (INSTRUCTIONS, FRAME, CORRECTION, *((CONTEXT,) if parts else ()), *((AGAIN,) if again else ()))
    return fingerprint(*map(load, names))


def plan(article: Article, *, chunk_tokens: int = CHUNK_TOKENS) -> tuple[Call, ...]:
    """The calls that read the article: one, or one for each part of a long article. Pure.

    Raises InputError for an article without a sentence.
    """
    instructions, frame = load(INSTRUCTIONS), load(FRAME)
    whole = sentences(article.text, article.lang)
    runs = list(chunks(article.text, whole, chunk_tokens))
    if not runs:
        raise InputError("the article is blank: give it some text")
    several = len(runs) > 1
    earlier = names_before(article, runs, chunk_tokens) if several else ("",)
    return tuple(
        Call(
            article=article,
            sentences=run,
            messages=(
                Message("system", instructions.text),
                Message("user", _opening(number, len(runs), names) + _framed(frame, article, run)),
            ),
            prompt=prompt_fingerprint(parts=number > 1),
            part=number,
            parts=len(runs),
        )
        for number, (run, names) in enumerate(zip(runs, earlier, strict=True), 1)
    )


def correction(call: Call, rejected: tuple[Rejection, ...]) -> Call:
    """The question about the rejected claims alone: the same conversation, their drafts as the answer so far."""
    reasons = "\n".join(f"{n}. {rejection.message}" for n, rejection in enumerate(rejected, 1))
    drafts = (rejection.draft for rejection in rejected)
    messages = _continued(call, drafts, load(CORRECTION).fill(reasons=reasons))
    return replace(call, messages=messages, purpose="correct", rejected=rejected)


def again(call: Call, found: Iterable[Claim]) -> Call:
    """The question what else the part says, after the claims that were found in it and believed."""
    numbers = {sentence.start: sentence.number for sentence in call.sentences}
    messages = _continued(call, (_drafted(claim, numbers) for claim in found), load(AGAIN).text)
    return replace(call, messages=messages, purpose="again", prompt=prompt_fingerprint(parts=call.part > 1, again=True))


def _continued(call: Call, answered: Iterable[DraftClaim], asked: str) -> tuple[Message, ...]:
    """The call's conversation, an answer of these claims, and what is asked then."""
    answer = Draft(claims=tuple(answered)).model_dump_json()
    return (*call.messages, Message("assistant", answer), Message("user", asked))


def _drafted(claim: Claim, numbers: Mapping[int, int]) -> DraftClaim:
    """The claim in the words of the wire; `numbers` are those of the sentences, by their first characters."""
    return DraftClaim(
        at=tuple(numbers[span.start] for span in claim.evidence if span.start in numbers),
        statement=claim.statement,
        actor=claim.actor,
        kind=claim.actor_type,
        action=claim.action,
        type=claim.action_type,
        model=claim.model,
        open=None if claim.openness is Openness.UNSPECIFIED else claim.openness,
        status=claim.status,
        said_by=claim.attribution,
        when=claim.when,
    )


def _opening(part: int, parts: int, names: str) -> str:
    """What a later part is told before its own text; nothing for the first."""
    if part == 1:
        return ""
    return load(CONTEXT).fill(part=str(part), parts=str(parts), names=names or "none") + "\n\n"


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
