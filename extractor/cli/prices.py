"""From options to a price and to limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.cli.options import Spending
from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.batch.budget import Limits
    from extractor.batch.estimate import Price
    from extractor.settings import Settings


def price_of(spending: Spending, model: str, settings: Settings) -> Price:
    """What the options say; else what the offline table says of the model at its endpoint."""
    from extractor.engines import endpoint
    from extractor.engines.pricing import flat, price

    if (spending.price_in is None) != (spending.price_out is None):
        raise UsageError("--price-in and --price-out belong together: give both, 0 for what is free")
    if spending.price_in is not None and spending.price_out is not None:
        return flat(spending.price_in, spending.price_out)
    address = endpoint(model, settings)
    if address is None:
        return flat(0.0, 0.0)
    name = model.partition("/")[2]
    return lambda usage: price(name, usage, address)


def limits_of(spending: Spending, price: Price, model: str) -> Limits:
    """The limits that the options set; raises UsageError for one that can't be held without a price."""
    from extractor.batch.budget import Limits
    from extractor.models import Usage

    sample = Usage(requests=1, tokens_in=1000, tokens_out=1000)
    if spending.max_cost is not None and price(sample) is None:
        raise UsageError(
            f"--max-cost needs a price, and that of {model} there is unknown: add --price-in and --price-out "
            "(USD for a million tokens, 0 where it is free), or limit --max-tokens"
        )
    return Limits(spending.max_cost, spending.max_tokens)
