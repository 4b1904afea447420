"""All the rates that a run's requests keep: the user's own, those told in headers, and the one found by refusals."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.engines.pacing.headers import told
from extractor.engines.pacing.limits import Allowance, Bucket
from extractor.engines.pacing.tempo import Tempo

SMOOTH = 0.1
"""The weight of a new token ratio in its running mean."""


class Rates:
    """How long a request has to wait for its turn, requests and tokens counted.

    Tokens are estimates of the asker's until the answer says what they were; the ratio of the two is learnt.
    """

    def __init__(self, rpm: float | None, tpm: float | None) -> None:
        self.tempo = Tempo()
        self._rpm = Bucket(rpm / 60) if rpm else None
        self._tpm = Bucket(tpm / 60) if tpm else None
        self._requests, self._tokens = Allowance(), Allowance()
        self._ratio = 1.0
        """Real tokens to estimated ones."""

    def wait(self, estimate: int, now: float) -> float:
        """Seconds until a request of so many tokens may go."""
        wait = max(self.told(estimate, now), self.tempo.wait(now))
        if self._rpm is not None:
            wait = max(wait, self._rpm.wait(1.0, now))
        if self._tpm is not None:
            wait = max(wait, self._tpm.wait(estimate * self._ratio, now))
        return wait

    def told(self, estimate: int, now: float) -> float:
        """Seconds that the endpoint's own headers ask for."""
        return max(self._requests.wait(1.0, now), self._tokens.wait(estimate * self._ratio, now))

    def reserve(self, estimate: int, now: float) -> tuple[float, tuple[float, float]]:
        """A request goes: the tokens reserved for it, and all that was ever taken, for `heard`."""
        tokens = estimate * self._ratio
        self._take(1.0, tokens, now)
        self.tempo.sent(now)
        return tokens, (self._requests.taken, self._tokens.taken)

    def settle(self, reserved: float, tokens: float, now: float) -> None:
        """Real tokens in the place of the reserved ones."""
        self._take(0.0, tokens - reserved, now)

    def learn(self, estimate: int, tokens: int) -> None:
        """What an estimate was worth."""
        if tokens and estimate:
            self._ratio += SMOOTH * (tokens / estimate - self._ratio)

    def heard(self, headers: Mapping[str, str], *, sent: float, taken: tuple[float, float], now: float) -> None:
        """An answer's headers may tell limits."""
        if not headers:
            return
        requests, tokens = told(headers, "requests"), told(headers, "tokens")
        if requests:
            self._requests.told(requests, sent=sent, taken=taken[0], now=now)
        if tokens:
            self._tokens.told(tokens, sent=sent, taken=taken[1], now=now)

    def _take(self, requests: float, tokens: float, now: float) -> None:
        self._requests.take(requests, now)
        self._tokens.take(tokens, now)
        if self._rpm is not None and requests:
            self._rpm.take(requests, now)
        if self._tpm is not None:
            self._tpm.take(tokens, now)
