"""The engine against an endpoint's recorded answers; `tests/cassettes.py` says what each scene is."""

from __future__ import annotations

import asyncio

import pytest
import yaml

from extractor.engines.openai import OpenAI
from extractor.errors import RefusalError, TruncatedError
from extractor.models import Extraction, Usage
from extractor.pipeline import aextract, extract
from tests import cassettes
from tests.cassettes import ARTICLE, FOLDER, SCENES, engine, question


def counted(usage: Usage) -> tuple[int, int, int]:
    return usage.requests, usage.retries, usage.reasks


@pytest.fixture(params=["sync", "async"])
def extraction(request: pytest.FixtureRequest, vcr: object) -> Extraction:
    """What the whole flow makes of the scenes' article, in either colour."""

    async def looping(asked: OpenAI) -> Extraction:
        async with asked:
            return await aextract(ARTICLE, model=asked)

    if request.param == "async":
        return asyncio.run(looping(engine()))
    with engine() as asked:
        return extract(ARTICLE, model=asked)


@pytest.mark.vcr
@pytest.mark.default_cassette("wire.yaml")
def test_an_endpoints_answer_becomes_claims_that_cite_the_articles_sentences(ask):
    call = question()
    draft = ask(engine(), call).draft
    assert draft.claims
    numbers = {sentence.number for sentence in call.sentences}
    assert all(set(claim.at) <= numbers for claim in draft.claims)


@pytest.mark.vcr
@pytest.mark.default_cassette("wire.yaml")
def test_the_recorded_article_yields_its_release_and_its_refusal(ask):
    claims = ask(engine(), question()).draft.claims
    assert {claim.open for claim in claims} >= {"open_source"}
    assert any(claim.said_by and claim.said_by[-1].name == "Ida Holt" for claim in claims)


@pytest.mark.vcr
@pytest.mark.default_cassette("rate_limit.yaml")
def test_a_busy_endpoint_is_asked_again_when_it_says(ask):
    reply = ask(engine(), question())
    assert reply.draft.claims
    assert counted(reply.usage) == (2, 1, 0)


@pytest.mark.vcr
@pytest.mark.default_cassette("reask.yaml")
def test_an_answer_out_of_shape_is_put_right_by_the_model(ask):
    reply = ask(engine(), question())
    assert reply.draft.claims
    assert counted(reply.usage) == (2, 0, 1)


@pytest.mark.vcr
@pytest.mark.default_cassette("refusal.yaml")
def test_a_refusal_is_an_error_and_not_asked_again(ask):
    with pytest.raises(RefusalError, match="declined"):
        ask(engine(), question())


@pytest.mark.vcr
@pytest.mark.default_cassette("truncation.yaml")
def test_a_truncated_answer_is_an_error_and_not_asked_again(ask):
    with pytest.raises(TruncatedError, match="cut off"):
        ask(engine(), question())


@pytest.mark.vcr
@pytest.mark.default_cassette("correction.yaml")
def test_a_rejected_claim_is_put_right_by_a_corrective_call(extraction):
    assert extraction.run.requests == 2
    assert extraction.run.reasks == 0
    assert extraction.rejected == ()
    for claim in extraction.claims:
        for span in claim.evidence:
            assert ARTICLE.text[span.start : span.end] == span.text


# The cassettes as files.


def test_every_scene_has_its_cassette_and_no_other_lies_there():
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(SCENES)


@pytest.fixture(params=sorted(SCENES))
def interactions(request: pytest.FixtureRequest) -> list[dict[str, dict[str, object]]]:
    """What a cassette holds."""
    with (FOLDER / f"{request.param}.yaml").open(encoding="utf-8") as file:
        return yaml.safe_load(file)["interactions"]  # type: ignore[no-any-return]


def test_a_cassette_keeps_no_header_but_the_allowed(interactions):
    for said in interactions:
        for side in ("request", "response"):
            for header in said[side]["headers"]:
                assert header.lower() in cassettes.HEADERS or header.lower().startswith(cassettes.PREFIX)


def test_a_cassette_names_no_address(interactions):
    assert {said["request"]["uri"] for said in interactions} == {f"{cassettes.ENDPOINT}/chat/completions"}


def test_a_cassette_names_the_model_relay(interactions):
    for said in interactions:
        assert '"model":"relay"' in said["request"]["body"].replace(" ", "")
