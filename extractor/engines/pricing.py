"""What an answer cost, from an offline table of list prices."""

from __future__ import annotations

from collections.abc import Callable

from extractor.models import Usage


def price(model: str, usage: Usage, base_url: str) -> float | None:
    """US dollars for the tokens, or None where the endpoint or the model has no known price.

    An endpoint is known by its address. A local server or a private gateway has no price even where it serves
    a model that is sold elsewhere.
    """
    from genai_prices import Usage as Tokens
    from genai_prices import calc_price

    tokens = Tokens(
        input_tokens=usage.tokens_in, output_tokens=usage.tokens_out, cache_read_tokens=usage.tokens_cached or None
    )
    try:
        return float(calc_price(tokens, model, provider_api_url=base_url).total_price)
    except (LookupError, ValueError):
        return None


def flat(asked: float, answered: float) -> Callable[[Usage], float | None]:
    """A price by the token: US dollars for a million tokens asked, cached or not, and for a million answered."""

    def cost(usage: Usage) -> float:
        return (usage.tokens_in * asked + usage.tokens_out * answered) / 1_000_000

    return cost
