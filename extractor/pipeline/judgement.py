"""From replies to an extraction: what of each answer is believed, asked about again, joined."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

from extractor.engines.base import Call, Reply
from extractor.ground import Check, Grounds, judged
from extractor.merge import merge
from extractor.models import Article, Claim, Draft, Extraction, Rejection, Run, Usage
from extractor.pipeline.questions import again, correction, prompt_fingerprint
from extractor.planted import planted

Steps = Generator[tuple[Call, ...], Sequence[Reply], Extraction]
"""Yields calls, is sent their replies in the same order, returns the extraction."""


class _Part:
    """A part of the article, with what stands of the answers about it so far."""

    def __init__(self, call: Call, check: Check) -> None:
        self.call = call
        self.claims: tuple[Claim, ...] = ()
        self.rejected: tuple[Rejection, ...] = ()
        self.exhausted = False
        """Whether the last pass brought nothing new."""
        self._check = check
        self._doubtful: tuple[Rejection, ...] = ()

    def read(self, draft: Draft) -> tuple[Rejection, ...]:
        """Takes in an answer; what is to be corrected of it."""
        found = judged(self._check, draft)
        before = merge(self.call.article, self.claims)
        self.claims = merge(self.call.article, (*before, *found.claims)) if before else found.claims
        self.exhausted = len(self.claims) == len(before)
        self._doubtful = tuple(one for one in found.rejected if all(one.draft != old.draft for old in self.rejected))
        return self._doubtful

    def settle(self, answer: Draft | None) -> None:
        """Takes in the corrected claims in place of those that they mend; None where there was nothing to correct.

        At most as many claims count as were asked about. What fails again is rejected for its new reason; what the
        model gave up, or answered with a claim that stands already, stays rejected for its old one.
        """
        known = {claim.id for claim in self.claims}
        claims, rejected, given_up = [*self.claims], list[Rejection](), [*self._doubtful]
        for drafted in answer.claims[: len(given_up)] if answer else ():
            one = judged(self._check, Draft(claims=(drafted,)))
            if any(claim.id in known for claim in one.claims):
                continue
            claims += one.claims
            rejected += one.rejected
            given_up.remove(max(given_up, key=lambda rejection: len({*rejection.draft.at} & {*drafted.at})))
        self.exhausted &= len(claims) == len(self.claims)
        self.claims = tuple(claims)
        self.rejected = (*self.rejected, *given_up, *rejected)
        self._doubtful = ()


def finish(calls: Sequence[Call], replies: Sequence[Reply], *, engine: str, model: str, passes: int = 1) -> Steps:
    """The extraction that the replies amount to, its `seconds` still 0. Pure.

    Yields more calls and expects their replies: after each pass corrective ones, once, for the parts with rejected
    claims if there are any, and for each further pass one for every part in which the pass before found anything new.
    """
    article = calls[0].article
    grounds = Grounds(article, [sentence for call in calls for sentence in call.sentences])
    parts = [_Part(call, grounds.check(call.sentences)) for call in calls]
    everything = [*replies]
    asked, open_parts = list(calls), parts
    for number in range(passes):
        if number:
            open_parts = [part for part in parts if number == 1 or not part.exhausted]
            if not open_parts:
                break
            asked = [again(part.call, part.claims) for part in open_parts]
            replies = yield tuple(asked)
            everything += replies
        doubts = [part.read(reply.draft) for part, reply in zip(open_parts, replies, strict=True)]
        questions = [(n, correction(asked[n], rejected)) for n, rejected in enumerate(doubts) if rejected]
        answers: dict[int, Draft] = {}
        if questions:
            corrected = yield tuple(question for _, question in questions)
            everything += corrected
            answers = {n: reply.draft for (n, _), reply in zip(questions, corrected, strict=True)}
        for n, part in enumerate(open_parts):
            part.settle(answers.get(n))
    usage = sum((reply.usage for reply in everything), Usage())
    said = [note for reply in everything for note in reply.notes]
    prompt = prompt_fingerprint(parts=len(calls) > 1, again=passes > 1)
    return Extraction(
        article=article,
        claims=merge(article, grounds.spelt_alike([claim for part in parts for claim in part.claims])),
        rejected=tuple(rejection for part in parts for rejection in part.rejected),
        run=Run(
            engine=engine,
            model=model,
            prompt=prompt if usage.requests else None,
            notes=tuple(dict.fromkeys((*_untold(article), *_parts(calls), *said))),
            seconds=0.0,
            **usage.model_dump(),
        ),
    )


def _parts(calls: Sequence[Call]) -> tuple[str, ...]:
    """What the run says of an article that was too long for one call."""
    return (f"read in {len(calls)} parts",) if len(calls) > 1 else ()


def _untold(article: Article) -> Iterator[str]:
    """What is planted in an article that no reader has read, or that one did not tell of."""
    return (warning for warning in planted(article.text, article.lang).warnings if warning not in article.warnings)
