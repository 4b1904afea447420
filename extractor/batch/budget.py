"""What a run may spend: promised before a call, counted after it, never passed."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass

from extractor.batch.estimate import Price, largest
from extractor.engines.base import Call, Engine, Reply, Wrapping, parameters_of
from extractor.errors import BudgetError
from extractor.models import Usage


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be spent in all, earlier runs included; None is no limit."""

    cost: float | None = None
    """US dollars."""
    tokens: int | None = None
    """Tokens of questions and answers together."""

    def __bool__(self) -> bool:
        return self.cost is not None or self.tokens is not None

    def allow(self, tokens: int, cost: float) -> bool:
        return (self.tokens is None or tokens <= self.tokens) and (self.cost is None or cost <= self.cost)


class Budget:
    """What is spent and what is promised to calls in flight; together they never pass the limits.

    A call that does not fit waits for those in flight, which mostly take less than they were promised. Once a call
    doesn't fit and none is in flight, the budget is reached, for every later call too. Threads and tasks may share it.
    """

    def __init__(self, limits: Limits, price: Price, spent: Usage | None = None) -> None:
        """`spent` is what earlier runs took."""
        self.limits = limits
        self._price = price
        self._lock = threading.RLock()
        self._tokens = 0
        self._cost = 0.0
        self._promised: list[Usage] = []
        self._waiting: deque[tuple[Future[None], Usage]] = deque()
        self.reached = False
        if spent:
            self.spend(spent)

    @property
    def tokens(self) -> int:
        """Tokens spent."""
        return self._tokens

    @property
    def cost(self) -> float:
        """US dollars spent, as far as prices are known."""
        return self._cost

    def promise(self, usage: Usage, *, first: bool = False) -> Future[None]:
        """Done as soon as that much is promised; fails with BudgetError when it can't be any more.

        `first`: before those that wait already. To be followed by `settle`, or by `withdraw` where it was not awaited.
        """
        future: Future[None] = Future()
        with self._lock:
            if first:
                self._waiting.appendleft((future, usage))
            else:
                self._waiting.append((future, usage))
            self._admit()
        return future

    def spend(self, usage: Usage) -> None:
        """Counts what an attempt took, failed or not."""
        with self._lock:
            self._tokens += usage.tokens_in + usage.tokens_out
            self._cost += self._cost_of(usage)

    def settle(self, promised: Usage) -> None:
        """Takes a promise back, since what the call took is counted."""
        with self._lock:
            self._promised.remove(promised)
            self._admit()

    def again(self, call: Call) -> None:
        """Whether a call in flight may be put once more: what its first answer took is counted, and its promise stands.

        Raises BudgetError when it may not.
        """
        with self._lock:
            if not self._fits():
                self.reached = True
                raise self._error(largest(call, self._price))

    def withdraw(self, future: Future[None], usage: Usage) -> None:
        """Takes back what was asked for, whether it was promised by now or not."""
        if future.cancel() or future.cancelled() or future.exception():
            with self._lock:
                self._admit()
        else:
            self.settle(usage)

    def _admit(self) -> None:
        """Promises what fits, in order; fails what never will."""
        while self._waiting:
            future, usage = self._waiting[0]
            fits = not self.reached and self._fits(usage)
            if not fits and self._promised and not self.reached:
                return
            self._waiting.popleft()
            if not future.set_running_or_notify_cancel():
                continue
            if fits:
                self._promised.append(usage)
                future.set_result(None)
            else:
                self.reached = True
                future.set_exception(self._error(usage))

    def _fits(self, *more: Usage) -> bool:
        promised = (*self._promised, *more)
        tokens = sum(usage.tokens_in + usage.tokens_out for usage in promised)
        return self.limits.allow(self._tokens + tokens, self._cost + sum(map(self._cost_of, promised)))

    def _cost_of(self, usage: Usage) -> float:
        """What it cost; by today's price where none was known."""
        return (usage.cost if usage.cost is not None else self._price(usage)) or 0.0

    def _error(self, wanted: Usage) -> BudgetError:
        limits, spent = [], []
        if self.limits.cost is not None:
            limits.append(f"${self.limits.cost:g}")
            spent.append(f"${self._cost:.4f} is spent and a call may take ${self._cost_of(wanted):.4f}")
        if self.limits.tokens is not None:
            tokens = wanted.tokens_in + wanted.tokens_out
            limits.append(f"{self.limits.tokens:,} tokens")
            spent.append(f"{self._tokens:,} tokens are spent and a call may take {tokens:,}")
        reached = " or ".join(limits)
        return BudgetError(f"the budget of {reached} is reached ({'; '.join(spent)}): allow more and run it again")


class Budgeted(Wrapping):
    """An engine that asks another only what the budget has room for.

    What the attempts take is counted by whoever hears of each of them (`Budget.spend`), failed ones included.
    """

    def __init__(self, engine: Engine, budget: Budget, price: Price) -> None:
        super().__init__(engine)
        self._budget = budget
        self._price = price
        limit = parameters_of(engine).get("max_output_tokens")
        self._limit = limit if isinstance(limit, int) else None

    def answer(self, call: Call) -> Reply:
        usage = largest(call, self._price, limit=self._limit)
        future = self._budget.promise(usage, first=call.purpose != "extract")
        try:
            future.result()
        except BaseException:
            self._budget.withdraw(future, usage)
            raise
        try:
            return self._engine.answer(call)
        finally:
            self._budget.settle(usage)

    async def aanswer(self, call: Call) -> Reply:
        usage = largest(call, self._price, limit=self._limit)
        future = self._budget.promise(usage, first=call.purpose != "extract")
        try:
            if future.done():
                future.result()
            else:
                await asyncio.wrap_future(future)
        except BaseException:
            self._budget.withdraw(future, usage)
            raise
        try:
            return await self._engine.aanswer(call)
        finally:
            self._budget.settle(usage)
