"""Claims that say the same are one claim; claims that differ in anything that counts stay two."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import extract
from extractor.evaluate import load_gold
from extractor.ground import ground
from extractor.merge import merge
from extractor.models import Article, Claim, Draft, Status, claim_id
from extractor.segment import sentences
from tests.long_articles import drafted

ROOT = Path(__file__).parents[1]

TEXT = (
    "Halden Labs released Skarv 3 in Oslo in October. Skarv 3 has 40 billion parameters. "
    "Lumen Research did not release Tern 2. Lumen Research released Tern 2 in part.\n\n"
    "In October Halden Labs, which Ingrid Sand leads, released Skarv 3 in Oslo. It has 70 billion parameters. "
    "Lumen Research sued Halden Labs. Halden Labs sued Lumen Research."
)
ARTICLE = Article(text=TEXT, lang="en")
RELEASE = "Halden Labs released Skarv 3 in Oslo in October."


def claims(*drafts: object) -> tuple[Claim, ...]:
    """The claims as they are believed, not yet joined."""
    grounded = ground(ARTICLE, sentences(TEXT, "en"), Draft.model_validate({"claims": drafts}))
    assert grounded.rejected == ()
    return grounded.claims


def release(*at: int, statement: str = RELEASE, **changes: object) -> object:
    return drafted(statement, *at, **({"action": "release", "type": "release", "model": "Skarv 3"} | changes))


def test_the_same_fact_in_two_places_is_one_claim_with_both_as_evidence() -> None:
    (claim,) = merge(ARTICLE, claims(release(1), release(5)))
    assert [span.start for span in claim.evidence] == [0, TEXT.index("In October Halden")]
    assert [TEXT[span.start : span.end] for span in claim.mentions["actor"]] == ["Halden Labs", "Halden Labs"]


def test_a_joined_claim_has_the_id_of_what_it_says_now() -> None:
    one, other = claims(release(1), release(5))
    (both,) = merge(ARTICLE, (one, other))
    assert both.id not in (one.id, other.id)
    assert both.id == claim_id(ARTICLE.id, dict(both), both.evidence)
    assert merge(ARTICLE, claims(release(1, 5)))[0].id == both.id


def test_a_claim_that_is_joined_with_none_is_left_as_it_is() -> None:
    (claim,) = claims(release(1))
    assert merge(ARTICLE, (claim, claim)) == (claim,)


def test_the_fuller_of_two_statements_stands() -> None:
    longer = release(1, statement="Halden Labs released Skarv 3 in Oslo in October.", when="in October")
    shorter = release(1, statement="Halden Labs released Skarv 3 in October.", model=None)
    (claim,) = merge(ARTICLE, claims(shorter, longer))
    assert (claim.statement, claim.model, claim.when) == (RELEASE, "Skarv 3", "in October")


def test_another_word_for_what_one_sentence_says_was_done_is_no_second_claim() -> None:
    launched = release(1, statement="Halden Labs launched Skarv 3 in Oslo in October.", action="launch")
    assert len(merge(ARTICLE, claims(release(1), launched))) == 1


def test_two_things_that_one_sentence_says_were_done_are_two_claims() -> None:
    text = "Halden Labs trained and tuned Skarv 3 in Oslo in October."
    both = [
        drafted(f"Halden Labs {verb}ed Skarv 3 in Oslo in October.", 1, action=verb, type="develop", model="Skarv 3")
        for verb in ("train", "tun")
    ]
    both[1] = both[1].model_copy(update={"action": "tune"})
    article = Article(text=text, lang="en")
    grounded = ground(article, sentences(text, "en"), Draft(claims=tuple(both))).claims
    assert len(merge(article, grounded)) == len(grounded) == 2


SUED = {"action": "sue", "type": "regulate"}
DIFFERENT = {
    "a number": (
        drafted("Skarv 3 has 40 billion parameters.", 2, actor="Skarv 3", action="have"),
        drafted("Skarv 3 has 70 billion parameters.", 6, actor="Skarv 3", action="have"),
    ),
    "a negation": (
        drafted("Lumen Research did not release Tern 2.", 3, actor="Lumen Research", action="release", model="Tern 2"),
        drafted("Lumen Research released Tern 2.", 4, actor="Lumen Research", action="release", model="Tern 2"),
    ),
    "who does it to whom": (
        drafted("Lumen Research sued Halden Labs.", 7, actor="Lumen Research", **SUED),
        drafted("Halden Labs sued Lumen Research.", 8, **SUED),
    ),
    "who does it to whom, with a wrong actor": (
        drafted("Lumen Research sued Halden Labs.", 7, **SUED),
        drafted("Halden Labs sued Lumen Research.", 8, **SUED),
    ),
    "the status": (release(1), release(5, status="planned")),
    "who says so": (release(1), release(5, said_by=({"name": "Ingrid Sand", "type": "person"},))),
    "the model": (release(1), release(5, model="Tern 2")),
    "the time": (release(1, when="in October"), release(5)),
    "the openness": (release(1), release(5)),
}


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT)
def test_claims_that_differ_are_not_joined(pair: tuple[object, object], request: pytest.FixtureRequest) -> None:
    found = claims(*pair)
    if request.node.callspec.id == "the openness":
        found = tuple(
            claim.model_copy(update={"openness": openness, "id": openness})
            for claim, openness in zip(found, ("open_source", "closed"), strict=True)
        )
    assert len(merge(ARTICLE, found)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Halden Labs raised prices before the summer.", "Halden Labs raised prices after the summer."),
        ("Halden Labs raised prices.", "Halden Labs lowered prices."),
        ("Halden Labs has more than nine offices.", "Halden Labs has fewer than nine offices."),
        ("Halden Labs may open an office.", "Halden Labs will open an office."),
        ("Halden Labs opened an office.", "Halden Labs opened an office only for guests."),
        ("Halden Labs was sued by Lumen Research.", "Halden Labs sued Lumen Research."),
        ("Halden Labs opened an office in Oslo.", "Halden Labs opened an office in Bergen."),
        ("Halden Labs opened an office in Oslo.", "Halden Labs closed an office in Oslo."),
        ("Halden Labs moved from Oslo to Bergen.", "Halden Labs moved from Bergen to Oslo."),
        ("Halden Labs sells chips and licences.", "Halden Labs sells chips or licences."),
        (
            "Halden Labs opened its first office in Oslo in June.",
            "Halden Labs opened its second office in Oslo in June.",
        ),
    ],
)
@pytest.mark.parametrize("apart", [True, False], ids=["apart", "together"])
def test_statements_that_differ_in_a_word_that_counts_are_not_joined(one: str, other: str, apart: bool) -> None:
    text = f"{one} {other}"
    whole = sentences(text, "en")
    article = Article(text=text, lang="en")
    at = [(1,), (2,)] if apart else [(1, 2), (1, 2)]
    drafts = [drafted(statement, *places) for statement, places in zip((one, other), at, strict=True)]
    believed = [claim for draft in drafts for claim in ground(article, whole, Draft(claims=(draft,))).claims]
    assert len(merge(article, believed)) == len(believed)


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("ja", "楽天は新しい大規模モデルを無料で公開", "楽天は新しい大規模モデルを無料で未公開"),
        ("nl", "Halden Labs heeft een nieuw kantoor in Oslo.", "Halden Labs heeft nog geen nieuw kantoor in Oslo."),
        ("it", "Halden Labs ha aperto un ufficio nuovo a Oslo.", "Halden Labs non ha aperto un ufficio nuovo a Oslo."),
    ],
)
def test_a_negation_in_another_language_keeps_claims_apart(lang: str, one: str, other: str) -> None:
    (claim,) = claims(release(1))
    pair = [claim.model_copy(update={"statement": statement, "id": statement}) for statement in (one, other)]
    assert len(merge(Article(text=TEXT, lang=lang), pair)) == 2


GOLD = load_gold(ROOT / "fixtures" / "gold", lang="en")[:2]
OFFLINE = {article.id: extract(article.article, model="offline") for article in GOLD}


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(GOLD), st.randoms(use_true_random=False))
def test_what_is_joined_does_not_depend_on_the_order(gold: object, chance: random.Random) -> None:
    article = OFFLINE[gold.id].article  # type: ignore[attr-defined]
    given = list(OFFLINE[gold.id].claims) * 2  # type: ignore[attr-defined]
    shuffled = list(given)
    chance.shuffle(shuffled)
    assert set(merge(article, shuffled)) == set(merge(article, given))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([release(1), release(5), *(one for pair in DIFFERENT.values() for one in pair)])))
def test_no_evidence_is_lost_and_joining_again_joins_no_more(drafts: Sequence[object]) -> None:
    found = claims(*drafts)
    joined = merge(ARTICLE, found)
    assert {span for claim in joined for span in claim.evidence} == {span for claim in found for span in claim.evidence}
    assert {claim.status for claim in joined} == {claim.status for claim in found} <= set(Status)
    assert merge(ARTICLE, joined) == joined


def test_five_thousand_claims_are_joined_in_a_moment() -> None:
    words = "red blue green small large quiet noisy bright dark tall".split()
    offices = [f"a {a} {b} {c} {d} office" for a in words[:5] for b in words for c in words for d in words]
    text = " ".join(f"Halden Labs opened {office} in town." for office in offices)
    article = Article(text=text, lang="en")
    (one,) = claims(release(1))
    spread = [
        one.model_copy(
            update={
                "statement": text[s.start : s.end],
                "evidence": (one.evidence[0].model_copy(update={"start": s.start, "end": s.end}),),
                "id": str(s.number),
            }
        )
        for s in sentences(text, "en")
    ]
    started = time.process_time()
    assert len(merge(article, spread)) == 5_000
    assert time.process_time() - started < 10
