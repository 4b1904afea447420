"""Claims from several parts, passes or sentences, joined where they say the same.

sayings      what a claim says, in a form that can be compared
sameness     whether two claims say the same
candidates   which claims are worth comparing: few, however many there are
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter

from extractor.merge.candidates import Candidates
from extractor.merge.sameness import same
from extractor.merge.sayings import Saying
from extractor.models import SAID, Article, Claim, Openness, Span, Support, claim_id


def merge(article: Article, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims, those that say the same as one, in the order of their first evidence.

    Which claims are joined, and into what, does not depend on the order in which they come; only claims with the same
    evidence stay in that order. What is joined has the evidence and the mentions of all.
    """
    unique: dict[str, Claim] = {}
    for claim in claims:
        unique.setdefault(claim.id, claim)
    if len(unique) < 2:
        return tuple(unique.values())
    turn = {key: number for number, key in enumerate(unique)}
    lang = (article.lang or "en").split("-")[0].lower()
    sayings = [Saying.of(claim, lang) for claim in sorted(unique.values(), key=_place)]
    joined = [(min(turn[one.claim.id] for one in group), _joined(article, group)) for group in _groups(sayings)]
    joined.sort(key=lambda pair: (pair[1].evidence[0].start, pair[1].evidence[-1].end, pair[0]))
    return tuple({claim.id: claim for _, claim in joined}.values())


def _place(claim: Claim) -> tuple[int, int, str]:
    return claim.evidence[0].start, claim.evidence[-1].end, claim.id


def _groups(sayings: Sequence[Saying]) -> Iterator[Sequence[Saying]]:
    """The sayings, in groups in which every one says the same as every other.

    One that repeats another word for word is of its group without a look, or a sentence that a book repeats a thousand
    times would be compared half a million times.
    """
    groups: list[list[Saying]] = []
    different: list[list[Saying]] = []
    known: dict[tuple[object, ...], int] = {}
    candidates = Candidates(sayings)
    for saying in sayings:
        exactly = _EXACTLY(saying.claim)
        keys = candidates.keys(saying)
        number = known.get(exactly)
        if number is None:
            fitting = (n for n in candidates.of(keys) if all(same(saying, other) for other in different[n]))
            number = next(fitting, len(groups))
            if number == len(groups):
                groups.append([])
                different.append([])
            known[exactly] = number
            different[number].append(saying)
        groups[number].append(saying)
        candidates.add(keys, number)
    return iter(groups)


_EXACTLY = attrgetter(*SAID)


def _joined(article: Article, group: Sequence[Saying]) -> Claim:
    """One claim of those that say the same: the fullest, with what it leaves open from the others."""
    if len(group) == 1:
        return group[0].claim
    claims = [saying.claim for saying in group]
    fullest = max(group, key=lambda saying: (saying.claim.support is Support.FULL, len(saying.words))).claim
    found: dict[str, object] = {name: getattr(fullest, name) for name in SAID}
    for claim in claims:
        if found["model"] is None:
            found["model"] = claim.model
        if found["openness"] is Openness.UNSPECIFIED:
            found["openness"] = claim.openness
        if found["when"] is None:
            found |= {"when": claim.when, "date": claim.date}
    evidence = _united(claim.evidence for claim in claims)
    fields = sorted({field for claim in claims for field in claim.mentions}, key=[*_FIELDS].index)
    return fullest.model_copy(
        update={
            **found,
            "evidence": evidence,
            "mentions": {name: _united(claim.mentions.get(name, ()) for claim in claims) for name in fields},
            "id": claim_id(article.id, found, evidence),
        }
    )


_FIELDS = ("actor", "model", "source", "when", "openness")


def _united(spans: Iterable[Iterable[Span]]) -> tuple[Span, ...]:
    """Each span once, in the order of the text."""
    return tuple(sorted(set(chain.from_iterable(spans)), key=lambda span: (span.start, span.end)))
