"""Further passes: each part is asked about again for what is missing, and what comes of it is joined and counted."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import passes
from benchmarks.quality import GOLD, RECORDINGS
from extractor import aextract, extract
from extractor.batch.estimate import expected
from extractor.batch.forecast import forecast
from extractor.batch.sources import Item
from extractor.engines.base import Call, Reply
from extractor.engines.offline import Offline
from extractor.engines.stored import Recorder, Replay
from extractor.errors import RecordingError, UsageError
from extractor.evaluate import load_gold
from extractor.models import Article, Draft, DraftClaim, Extraction, Usage
from extractor.pipeline import Reading, held, plan
from extractor.settings import Settings
from tests.commands import run_cli
from tests.long_articles import drafted

TEXT = "Halden Labs released Skarv 3 in October. It was downloaded a lot.\n\nLumen Research moved to Bergen."
ARTICLE = Article(text=TEXT, title="A title", lang="en")
RELEASE = drafted("Halden Labs released Skarv 3 in October.", 1, action="release", type="release", model="Skarv 3")
MOVE = drafted("Lumen Research moved to Bergen.", 3, actor="Lumen Research", action="move")
INVENTED = drafted("Zephyr Systems moved to Bergen.", 3, actor="Zephyr Systems", action="move")

Ask = Callable[..., Extraction]


class Scripted:
    """Answers with the drafts it was given, in their order."""

    name = model = "scripted"

    def __init__(self, *drafts: tuple[DraftClaim, ...]) -> None:
        self.drafts = list(drafts)
        self.calls: list[Call] = []

    def answer(self, call: Call) -> Reply:
        self.calls.append(call)
        return Reply(Draft(claims=self.drafts.pop(0)), Usage(requests=1, tokens_in=10, tokens_out=5))

    async def aanswer(self, call: Call) -> Reply:
        return self.answer(call)


@pytest.fixture(params=["sync", "async"])
def ask(request: pytest.FixtureRequest) -> Ask:
    if request.param == "sync":
        return extract
    return lambda *args, **options: asyncio.run(aextract(*args, **options))


def purposes(engine: Scripted) -> list[str]:
    return [call.purpose for call in engine.calls]


def test_one_pass_is_the_usual(ask: Ask) -> None:
    engine = Scripted((RELEASE,))
    ask(ARTICLE, model=engine)
    assert purposes(engine) == ["extract"]


def test_what_a_second_pass_finds_is_joined_to_the_first(ask: Ask) -> None:
    engine = Scripted((RELEASE,), (MOVE, RELEASE))
    found = ask(ARTICLE, model=engine, passes=2)
    assert purposes(engine) == ["extract", "again"]
    assert [claim.actor for claim in found.claims] == ["Halden Labs", "Lumen Research"]
    assert (found.run.requests, found.run.tokens_in, found.run.tokens_out) == (2, 20, 10)


def test_a_second_pass_is_shown_what_stands_and_nothing_else(ask: Ask) -> None:
    engine = Scripted((INVENTED, RELEASE), (), ())
    ask(ARTICLE, model=engine, passes=2)
    first, _, second = engine.calls
    assert purposes(engine) == ["extract", "correct", "again"]
    assert second.messages[: len(first.messages)] == first.messages
    assert Draft.model_validate_json(second.messages[2].content).claims == (RELEASE,)
    assert [message.role for message in second.messages] == ["system", "user", "assistant", "user"]


def test_what_a_second_pass_invents_is_asked_about_and_told(ask: Ask) -> None:
    engine = Scripted((RELEASE,), (INVENTED,), ())
    found = ask(ARTICLE, model=engine, passes=2)
    assert purposes(engine) == ["extract", "again", "correct"]
    assert [rejection.draft for rejection in found.rejected] == [INVENTED]


def test_what_was_rejected_before_is_not_asked_about_and_told_twice(ask: Ask) -> None:
    engine = Scripted((INVENTED,), (), (INVENTED,))
    found = ask(ARTICLE, model=engine, passes=2)
    assert purposes(engine) == ["extract", "correct", "again"]
    assert [rejection.draft for rejection in found.rejected] == [INVENTED]


def test_a_pass_that_finds_nothing_new_is_the_last(ask: Ask) -> None:
    engine = Scripted((RELEASE,), (RELEASE,))
    ask(ARTICLE, model=engine, passes=5)
    assert purposes(engine) == ["extract", "again"]


def test_an_empty_answer_is_asked_about_again(ask: Ask) -> None:
    found = ask(ARTICLE, model=Scripted((), (MOVE,)), passes=2)
    assert [claim.actor for claim in found.claims] == ["Lumen Research"]


def test_each_part_is_asked_about_what_is_missing_from_it(ask: Ask) -> None:
    text = "\n\n".join(f"Halden Labs opened office number {n} in Oslo last year." for n in range(1, 41))
    parts = len(plan(Article(text=text, lang="en"), chunk_tokens=100))
    engine = Scripted(*[()] * (2 * parts))
    ask(Article(text=text, lang="en"), model=engine, chunk_tokens=100, passes=2)
    assert [(call.purpose, call.part) for call in engine.calls] == [
        (purpose, part) for purpose in ("extract", "again") for part in range(1, parts + 1)
    ]


def test_the_settings_say_how_many_passes_where_nothing_is_given(ask: Ask) -> None:
    engine = Scripted((RELEASE,), (MOVE,))
    assert len(ask(ARTICLE, model=engine, settings=Settings(passes=2)).claims) == 2


@pytest.mark.parametrize("option", ["passes", "chunk_tokens"])
@pytest.mark.parametrize("value", [0, -1, 1.5, "2", True])
def test_what_is_no_number_from_one_on_is_told(ask: Ask, option: str, value: object) -> None:
    with pytest.raises(UsageError, match=f"^{option} is a whole number from 1 on, not "):
        ask(ARTICLE, model=Scripted(()), **{option: value})


def test_a_run_says_which_prompts_may_have_been_filled() -> None:
    runs = [extract(ARTICLE, model=Scripted((RELEASE,), ()), passes=number).run for number in (1, 2)]
    assert runs[0].prompt == plan(ARTICLE)[0].prompt != runs[1].prompt


def test_a_recording_answers_for_as_many_passes_as_it_was_made_with(tmp_path: Path) -> None:
    file = tmp_path / "replies.jsonl"
    recorded = extract(ARTICLE, model=Recorder(Scripted((RELEASE,), (MOVE,)), file), passes=2)
    replay = Replay(file)
    assert extract(ARTICLE, model=replay, passes=2).claims == recorded.claims
    assert [held(ARTICLE, replay, Reading(passes=number)) for number in (1, 2, 3)] == [True, True, False]
    with pytest.raises(RecordingError, match="holds no reply to a further pass for 'A title'"):
        extract(ARTICLE, model=replay, passes=3)


def test_a_forecast_counts_further_passes() -> None:
    def free(usage: Usage) -> float:
        return 0.0

    (call,) = plan(ARTICLE)
    one, two = (
        forecast([Item(0, "a", ARTICLE)], Scripted(), free, reading=Reading(passes=number)).usage for number in (1, 2)
    )
    assert (one.requests, two.requests) == (1, 2)
    assert two.tokens_in > 2 * one.tokens_in > 2 * expected(call, free).tokens_out > 0


def test_the_offline_engine_finds_nothing_in_a_further_pass() -> None:
    assert extract(ARTICLE, model="offline", passes=3).claims == extract(ARTICLE, model=Offline()).claims != ()


def test_the_command_says_that_the_offline_engine_needs_no_second_pass(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT)
    done = run_cli("extract", file, "-m", "offline", "--passes", "2")
    assert (done.code, len(json.loads(done.stdout)["claims"])) == (0, 3)
    assert "--passes is for a model" in done.stderr


def test_what_a_second_pass_gains_is_told_from_a_recording(tmp_path: Path) -> None:
    (gold,) = [one for one in load_gold(GOLD) if one.id == "d-11"]
    (call,) = plan(gold.article)
    first = Replay(RECORDINGS["relay"]).answer(call).draft.claims
    extract(gold.article, model=Recorder(Scripted(first[1:], first[:1]), tmp_path / "both.jsonl"), passes=2)
    told = passes.report(tmp_path / "both.jsonl")
    assert "claims added: 1, in 1 of 1 articles" in told
    assert "annotated claims found by that: 1" in told


def test_only_what_a_recording_lacks_is_asked_when_a_second_pass_is_recorded(tmp_path: Path) -> None:
    (gold,) = [one for one in load_gold(GOLD) if one.id == "d-11"]
    engine = Scripted(())
    extract(gold.article, model=passes.Known(engine, Replay(RECORDINGS["relay"])), passes=2)
    assert purposes(engine) == ["again"]
