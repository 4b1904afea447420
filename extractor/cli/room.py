"""The engine room of a batch: an engine, how hard it may be driven, and what is kept and paid."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli import compose
from extractor.cli.options import Asking, Pacing, Spending
from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.batch.ledger import Ledger
    from extractor.engines.base import Engine
    from extractor.engines.journal import Journal
    from extractor.engines.pacing import Concurrency, Controller


@dataclass(frozen=True, slots=True)
class Room:
    engine: Engine
    journal: Journal
    ledger: Ledger
    controller: Controller | None = None
    """None for an engine that sends no requests."""


def concurrency(pacing: Pacing) -> Concurrency:
    """How many articles may be in flight."""
    from extractor.engines.pacing import Concurrency

    return Concurrency.parse(pacing.concurrency) if pacing.concurrency is not None else Concurrency()


@contextmanager
def room(asking: Asking, pacing: Pacing, spending: Spending, output: Path | None) -> Iterator[Room]:
    """Everything opened; closed in the end. `output` is where the results go, None for standard output.

    Raises UsageError for options that exclude each other, and what a journal or an engine can't do.
    """
    from extractor.batch.budget import Budget, Budgeted
    from extractor.batch.ledger import Counted, Ledger, account_of
    from extractor.cli.prices import limits_of, price_of
    from extractor.engines import endpoint, open_engine
    from extractor.engines.journal import NAME, Journal
    from extractor.engines.pacing import Controller
    from extractor.engines.pacing.controller import PATIENCE
    from extractor.engines.stored import Recorder, Replay

    if asking.record and asking.replay:
        raise UsageError("--record and --replay exclude each other: leave one out")
    settings = compose.settings(asking)
    model = "replay" if asking.replay else compose.model_of(settings)
    price = price_of(spending, model, settings)
    limits = limits_of(spending, price, model)
    replay = Replay(asking.replay) if asking.replay else None
    with Journal(settings.cache / NAME) as journal:
        ledger = Ledger(journal, account_of(output))
        budget = ledger.budget = Budget(limits, price, ledger.before) if limits else None
        if replay:
            yield Room(replay, journal, ledger)
            return
        patience = PATIENCE if pacing.patience is None else pacing.patience
        controller = Controller(concurrency(pacing), rpm=pacing.rpm, tpm=pacing.tpm, patience=patience)
        engine = open_engine(
            model,
            settings,
            controller=controller,
            meter=ledger.tell,
            permit=budget.again if budget else None,
            price=price,
        )
        if endpoint(model, settings) is None:
            if asking.record:
                raise UsageError(
                    "--record keeps a model's answers, and no model is asked: name one with -m, or leave it out"
                )
            yield Room(engine, journal, ledger)
            return
        if asking.record:
            engine = Recorder(engine, asking.record)
        engine = Counted(engine, ledger)
        yield Room(Budgeted(engine, budget, price) if budget else engine, journal, ledger, controller)
