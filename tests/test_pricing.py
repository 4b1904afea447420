"""What an answer costs, where that is known."""

from __future__ import annotations

import pytest

from extractor.engines.pricing import price
from extractor.models import Usage

OPENAI = "https://api.openai.com/v1"
TOKENS = Usage(requests=1, tokens_in=1_000_000, tokens_out=100_000)


def test_a_listed_model_at_its_own_endpoint_has_a_price():
    # List price of gpt-4o-mini since July 2024: 0.15 and 0.60 dollars a million tokens.
    assert price("gpt-4o-mini", TOKENS, OPENAI) == pytest.approx(0.15 + 0.06)


def test_cached_tokens_cost_less():
    cached = TOKENS.model_copy(update={"tokens_cached": 900_000})
    assert price("gpt-4o-mini", cached, OPENAI) < price("gpt-4o-mini", TOKENS, OPENAI)


@pytest.mark.parametrize(
    ("model", "url"),
    [
        ("no-such-model", OPENAI),
        ("gpt-4o-mini", "http://localhost:11434/v1"),
        ("gpt-4o-mini", "https://gateway.example/v1"),
        ("relay", "http://127.0.0.1:8111/v1"),
    ],
)
def test_an_unlisted_model_or_endpoint_has_no_price(model, url):
    assert price(model, TOKENS, url) is None


def test_more_cached_tokens_than_tokens_is_no_price_rather_than_a_wrong_one():
    assert price("gpt-4o-mini", Usage(requests=1, tokens_in=5, tokens_cached=10), OPENAI) is None
