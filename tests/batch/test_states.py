"""Whatever is done to a batch, in whatever order: no article is lost or there twice, and every token is counted."""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from benchmarks.started import Started
from extractor.batch.points import POINTS
from extractor.models import text_id
from tests.batch.harness import KILLED, Batch, quiet, story
from tests.forked import Forker

THOROUGH = bool(os.environ.get("EXTRACTOR_TEST_THOROUGH"))
POISON = "Wormwood"
TEXTS = [story(number) for number in range(8)] + [f"{POISON} Ltd released Asp {number} today." for number in (1, 2)]
BY_ID = {text_id(text)[:12]: text for text in TEXTS}
MODELS = ("openai/one", "openai/two")

ARTICLES = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(TEXTS), min_size=1, max_size=6)

Question = tuple[str, str]
"""Model and text: what should be asked once."""


class Life(RuleBasedStateMachine):
    """One batch and what should be known of it. A text is `done`, `failed`, or `open`: asked in a run that was killed,
    so that its answer may have been kept or not."""

    forker: Forker
    endpoint: Started

    @initialize(articles=ARTICLES)
    def begin(self, articles: dict[str, str]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="batch-"))
        self.endpoint.behave(poison=POISON)
        self.endpoint.forget()
        self.batch = Batch(self.folder, self.forker, self.endpoint, concurrency=3)
        self.batch.model = MODELS[0]
        self.poisoned = True
        self.known: dict[Question, str] = {}
        self.asked: Counter[Question] = Counter()
        self.kills = self.again = 0
        self.unrecorded = Counter(requests=0, tokens_in=0, tokens_out=0)
        self.put(articles)

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    # What a user does.

    @rule(articles=ARTICLES)
    def put(self, articles: dict[str, str]) -> None:
        """Adds articles, or changes them; a text may be another's."""
        for name, text in articles.items():
            self.batch.add(f"{name}.txt", text)

    @precondition(lambda self: len(self.files()) > 1)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        (self.batch.articles / data.draw(st.sampled_from(sorted(self.files())))).unlink()

    @rule(model=st.sampled_from(MODELS))
    def change_model(self, model: str) -> None:
        self.batch.model = model

    @rule(poisoned=st.booleans())
    def heal_or_poison(self, poisoned: bool) -> None:
        self.poisoned = poisoned
        self.endpoint.behave(poison=POISON if poisoned else "")

    @precondition(lambda self: self.files())
    @rule(retry=st.booleans())
    def run_it(self, retry: bool) -> None:
        ended = self.batch.run(*["--retry-failed"][: int(retry)])
        self.complete(ended.code, retry)

    @precondition(lambda self: self.files())
    @rule(point=st.sampled_from(POINTS), count=st.integers(1, 2), retry=st.booleans())
    def kill_it(self, point: str, count: int, retry: bool) -> None:
        before = self.batch.files()
        ended = self.batch.run(*["--retry-failed"][: int(retry)], point=f"{point}:{count}")
        if ended.code == KILLED:
            self.killed(before, retry)
        else:
            self.complete(ended.code, retry)

    @precondition(lambda self: self.files())
    @rule()
    def export_as_csv(self) -> None:
        jsonl, self.batch.output = self.batch.output, self.batch.results / "table.csv"
        ended = self.batch.run()
        with self.batch.output.open(encoding="utf-8", newline="") as lines:
            found = {Path(row["article_path"]).name for row in csv.DictReader(lines)}
        self.batch.output = jsonl
        self.settled(ended.code, retry=False, delivered=found)

    # What must hold then.

    def files(self) -> dict[str, str]:
        return {path.name: path.read_text() for path in self.batch.articles.iterdir()}

    def questions(self) -> set[Question]:
        return {(self.batch.model, text) for text in self.files().values()}

    def requests(self) -> Counter[Question]:
        """Requests by question since this was last asked."""
        told = self.endpoint.counts(calls=True)["calls"].values()
        now = Counter({(f"openai/{one['model']}", BY_ID[one["article"]]): one["requests"] for one in told})
        new, self.asked = now - self.asked, now
        return new

    def complete(self, code: int, retry: bool) -> None:
        """After a run that came to its end."""
        records = self.batch.records()
        for record in records:
            assert record["article"]["text"] == self.files()[Path(record["article"]["path"]).name]
            assert record["run"]["model"] == self.batch.model.partition("/")[2]
            assert record["claims"]
        failed = [Path(failure["path"]).name for failure in self.batch.failures()]
        delivered = self.batch.names()
        assert sorted(delivered + failed) == sorted(self.files())
        assert delivered == sorted(delivered)
        self.settled(code, retry, set(delivered))
        before = self.batch.files()
        assert all(not name.startswith(".") for name in before)
        assert self.batch.run().code == code
        assert self.batch.files() == before

    def settled(self, code: int, retry: bool, delivered: set[str]) -> None:
        """Every question has been asked as often as it should have been, and its answer is where it should be."""
        requests, files = self.requests(), self.files()
        assert requests.keys() <= self.questions()
        failures = 0
        for name, text in files.items():
            question = self.batch.model, text
            outcome = "done" if name in delivered else "failed"
            state = self.known.get(question, "new")
            bad = POISON in text
            if state == "new" or (state == "failed" and retry):
                assert requests[question] == 1
                assert outcome == ("failed" if bad and self.poisoned else "done")
            elif state == "open":
                assert requests[question] <= 1
                assert bad or outcome == "done"
            else:
                assert requests[question] == 0
                assert outcome == state
            failures += outcome == "failed"
        self.again += sum(requests[q] for q in self.questions() if self.known.get(q) == "open")
        assert self.again <= self.kills * self.batch.in_flight
        self.known |= {(self.batch.model, t): "done" if n in delivered else "failed" for n, t in files.items()}
        assert code == (3 if failures else 0)
        assert self.unrecorded == self.missing()

    def killed(self, before: dict[str, Any], retry: bool) -> None:
        after = self.batch.files()
        assert all(after[name] == was for name, was in before.items() if not name.startswith("."))
        quiet(self.endpoint)
        self.kills += 1
        for question, number in self.requests().items():
            state = self.known.get(question, "new")
            assert question in self.questions()
            assert number == 1
            assert state in ("new", "open") or (state == "failed" and retry)
            self.again += state == "open"
            self.known[question] = "open"
        missing = self.missing()
        assert missing["requests"] - self.unrecorded["requests"] <= self.batch.in_flight
        self.unrecorded = missing

    def missing(self) -> Counter[str]:
        """What the endpoint has counted and the ledger has not: what was in the air at a kill."""
        counts = self.endpoint.counts()
        names = ("requests", "tokens_in", "tokens_out")
        rows = self.batch.query(f"SELECT {', '.join(f'coalesce(sum({n}), 0)' for n in names)} FROM ledger")
        missing = Counter({name: counts[name] - row for name, row in zip(names, rows[0], strict=True)})
        assert min(missing.values()) >= 0
        return missing


def test_a_batch_stays_true_to_its_articles_whatever_happens_to_it(forker: Forker):
    with Started(latency=0.005) as endpoint:
        machine = type("Life", (Life,), {"forker": forker, "endpoint": endpoint})
        run_state_machine_as_test(  # type: ignore[no-untyped-call]
            machine,
            settings=settings(
                max_examples=100 if THOROUGH else 6,
                stateful_step_count=30 if THOROUGH else 20,
                derandomize=not THOROUGH,
                deadline=None,
                database=None,
                phases=(Phase.generate, Phase.shrink) if THOROUGH else (Phase.generate,),
                suppress_health_check=list(HealthCheck),
            ),
        )
