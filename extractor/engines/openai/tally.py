"""What one call takes: each of its requests told to a meter, and their sum."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from extractor.engines.base import Attempt, Call, Meter, Permit
from extractor.engines.openai import wire
from extractor.models import Usage

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

Price = Callable[[Usage], float | None]
"""US dollars for the tokens; None where no price is known."""

INTERRUPTED = "interrupted"


class Tally:
    """Counts every request of a call, failed ones included."""

    __slots__ = ("_again", "_call", "_meter", "_permit", "_price", "asks", "guessed", "strict", "usage")

    def __init__(self, call: Call, price: Price, meter: Meter | None, permit: Permit | None = None) -> None:
        self._call, self._price, self._meter, self._permit = call, price, meter, permit
        self.asks = 0
        """Questions put: the first and its re-asks."""
        self._again = False
        """The question was sent before."""
        self.strict = True
        """Whether the last request asked for a strict schema."""
        self.guessed = False
        """Tokens are estimated: the endpoint tells of none."""
        self.usage = Usage()

    def asked(self) -> None:
        """A question is put; a re-ask may not be permitted, which raises."""
        if self.asks and self._permit is not None:
            self._permit(self._call)
        self.asks += 1
        self._again = False

    def ended(self, outcome: str, completion: ChatCompletion | None = None) -> Usage:
        """What the request that ended just now took. `outcome`: "ok" or the code of its error."""
        came_in, went_out, cached = usage_of(completion) if completion else (0, 0, 0)
        if completion and not came_in + went_out:
            self.guessed = True
            came_in = wire.tokens(message.content for message in self._call.messages)
            went_out = wire.tokens(choice.message.content or "" for choice in completion.choices)
        usage = Usage(
            requests=1,
            retries=int(self._again),
            reasks=int(self.asks > 1 and not self._again),
            tokens_in=came_in,
            tokens_out=went_out,
            tokens_cached=cached,
        )
        cost = self._price(usage)
        if cost is not None:
            usage = usage.model_copy(update={"cost": cost})
        self._again = True
        self.usage = self.usage + usage
        if self._meter is not None:
            self._meter(Attempt(self._call, usage, outcome))
        return usage


def usage_of(completion: ChatCompletion) -> tuple[int, int, int]:
    """Tokens in, out, and in from the cache; zeros where the endpoint does not count."""
    usage = completion.usage
    if usage is None:
        return 0, 0, 0
    details = usage.prompt_tokens_details
    return usage.prompt_tokens or 0, usage.completion_tokens or 0, (details and details.cached_tokens) or 0
