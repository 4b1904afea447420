"""Replies are kept in a file as they come, and found again without a model."""

from __future__ import annotations

import asyncio
import json
import os
import threading
from pathlib import Path

import pytest

from extractor.engines.base import Call, Engine, Reply
from extractor.engines.openai import OpenAI
from extractor.engines.stored import Recorder, Replay
from extractor.errors import RecordingError, RefusalError
from extractor.models import Article, Draft, Usage
from extractor.pipeline import extract, plan
from tests.stub import Stub, completion

KEY = "-".join(("sk", "canary", "4f9b2c7d1e8a"))


class Clerk:
    """An engine that answers every call with no claims and counts how often it was asked."""

    name = "clerk"
    model = "clerk-1"

    def __init__(self, failing: bool = False) -> None:
        self.asked = 0
        self.failing = failing
        self.closed = False

    def answer(self, call: Call) -> Reply:
        self.asked += 1
        if self.failing:
            raise RefusalError("no; try another model")
        return Reply(Draft(claims=()), Usage(requests=1, tokens_in=self.asked), ("a note",))

    async def aanswer(self, call: Call) -> Reply:
        return self.answer(call)

    def close(self) -> None:
        self.closed = True


def question(text: str, **article: str) -> Call:
    (call,) = plan(Article(text=text, **article))
    return call


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def recorded(path: Path, *calls: Call) -> Path:
    recorder = Recorder(Clerk(), path)
    for call in calls:
        recorder.answer(call)
    return path


def test_a_recorder_and_a_replay_are_engines(tmp_path, call):
    recorder = Recorder(Clerk(), tmp_path / "r.jsonl")
    recorder.answer(call)
    replay = Replay(tmp_path / "r.jsonl")
    assert isinstance(recorder, Engine)
    assert isinstance(replay, Engine)
    assert (recorder.name, recorder.model) == (replay.name, replay.model) == ("clerk", "clerk-1")


def test_a_line_holds_the_reply_and_where_it_belongs(tmp_path, call):
    (line,) = lines(recorded(tmp_path / "r.jsonl", call))
    assert list(line) == [
        "call", "article", "title", "purpose", "engine", "model", "prompt", "draft", "usage", "notes",
    ]  # fmt: skip
    assert line["call"] == call.fingerprint
    assert line["article"] == call.article.id
    assert (line["title"], line["purpose"], line["notes"]) == ("Acme", "extract", ["a note"])
    assert line["draft"] == {"claims": []}
    assert line["usage"]["requests"] == 1


def test_a_replayed_reply_equals_the_recorded_one(tmp_path, call):
    recorder = Recorder(Clerk(), tmp_path / "r.jsonl")
    first = recorder.answer(call)
    replay = Replay(tmp_path / "r.jsonl")
    assert replay.answer(call) == asyncio.run(replay.aanswer(call)) == first


def test_async_replies_are_recorded_too(tmp_path, call):
    recorder = Recorder(Clerk(), tmp_path / "r.jsonl")
    first = asyncio.run(recorder.aanswer(call))
    assert Replay(tmp_path / "r.jsonl").answer(call) == first


def test_a_recording_holds_neither_key_nor_header_nor_address(tmp_path, call):
    path = tmp_path / "r.jsonl"
    with Stub(completion('{"claims": []}')) as stub, OpenAI("m", base_url=stub.url, api_key=KEY) as engine:
        Recorder(engine, path).answer(call)
    text = path.read_text()
    for secret in (KEY, "Bearer", "uthorization", "127.0.0.1"):
        assert secret not in text


def test_a_replayed_extraction_is_the_recorded_one(tmp_path):
    article = Article(text="Acme released Zed-1.", title="Acme")
    path = tmp_path / "r.jsonl"
    first = extract(article, model=Recorder(Clerk(), path))
    again = extract(article, model=Replay(path))
    assert again.model_copy(update={"run": first.run}) == first
    assert again.run.model_copy(update={"seconds": first.run.seconds}) == first.run


def test_recording_a_call_again_takes_the_old_reply_s_place(tmp_path, call):
    path = recorded(tmp_path / "r.jsonl", call, question("Other."))
    clerk = Clerk()
    clerk.asked = 41
    Recorder(clerk, path).answer(call)
    assert len(lines(path)) == 2
    assert Replay(path).answer(call).usage.tokens_in == 42
    assert list(tmp_path.iterdir()) == [path]


def test_a_second_recorder_adds_to_the_file(tmp_path, call):
    path = recorded(tmp_path / "r.jsonl", call)
    recorded(path, question("Other."))
    assert [line["article"] for line in lines(path)] == [call.article.id, Article(text="Other.").id]


def test_a_failure_is_not_recorded(tmp_path, call):
    with pytest.raises(RefusalError):
        Recorder(Clerk(failing=True), tmp_path / "r.jsonl").answer(call)
    assert list(tmp_path.iterdir()) == []


def test_many_threads_leave_whole_lines(tmp_path):
    path = tmp_path / "r.jsonl"
    recorder = Recorder(Clerk(), path)
    calls = [question(f"Sentence {number}.") for number in range(16)]
    threads = [threading.Thread(target=recorder.answer, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {line["call"] for line in lines(path)} == {call.fingerprint for call in calls}


def test_half_a_line_of_a_crash_is_cut_off_by_the_next_recorder(tmp_path, call):
    path = recorded(tmp_path / "r.jsonl", call)
    with path.open("a") as file:
        file.write('{"call":"abc","arti')
    recorded(path, question("Other."))
    assert len(lines(path)) == 2


def test_a_last_line_without_its_end_is_kept(tmp_path, call):
    path = recorded(tmp_path / "r.jsonl", call)
    path.write_text(path.read_text().rstrip("\n"))
    recorded(path, question("Other."))
    assert len(lines(path)) == 2


def test_a_broken_line_is_named_by_its_number(tmp_path, call):
    path = recorded(tmp_path / "r.jsonl", call)
    with path.open("a") as file:
        file.write('{"call": "abc"}\n')
    with pytest.raises(RecordingError, match=r"line 2 of .*r\.jsonl is no recorded reply"):
        Replay(path)


@pytest.mark.parametrize("content", [b"not json\n", b"\xff\xfe\x00\n", b"[1]\n", b"null\n", b'{"call": 1}\n'])
def test_a_file_that_is_no_recording_is_refused_at_its_first_line(tmp_path, content):
    path = tmp_path / "r.jsonl"
    path.write_bytes(content)
    with pytest.raises(RecordingError, match="line 1 of"):
        Replay(path)


def test_a_recorder_does_not_add_to_a_file_that_is_no_recording(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("My notes.\n")
    with pytest.raises(RecordingError, match="line 1 of"):
        Recorder(Clerk(), path)
    assert path.read_text() == "My notes.\n"


def test_a_recorder_leaves_a_file_without_a_line_end_alone_if_it_is_no_recording(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("My notes.")
    with pytest.raises(RecordingError):
        Recorder(Clerk(), path)
    assert path.read_text() == "My notes."


def test_a_missing_call_names_the_article_and_what_to_do(tmp_path, call):
    replay = Replay(recorded(tmp_path / "r.jsonl", call))
    with pytest.raises(RecordingError, match=r"holds no reply for 'Other news': record it again with --record"):
        replay.answer(question("Other.", title="Other news"))


def test_a_call_to_changed_prompts_says_so(tmp_path, call):
    replay = Replay(recorded(tmp_path / "r.jsonl", call))
    changed = Call(call.article, call.sentences, call.messages[:1], "0" * 64)
    with pytest.raises(RecordingError, match="to other prompts than today's"):
        replay.answer(changed)


def test_a_replay_can_be_asked_whether_it_holds_a_call(tmp_path, call):
    replay = Replay(recorded(tmp_path / "r.jsonl", call))
    assert call in replay
    assert question("Acme opened an office.") not in replay


def test_an_article_without_a_title_is_named_by_its_path_or_its_id(tmp_path, call):
    replay = Replay(recorded(tmp_path / "r.jsonl", call))
    with pytest.raises(RecordingError, match=r"news/a\.txt"):
        replay.answer(question("Other.", path="news/a.txt"))
    with pytest.raises(RecordingError, match=f"article {Article(text='Other.').id}"):
        replay.answer(question("Other."))


def test_a_hostile_title_can_not_write_to_the_terminal(tmp_path, call):
    replay = Replay(recorded(tmp_path / "r.jsonl", call))
    with pytest.raises(RecordingError) as caught:
        replay.answer(question("Other.", title="a\x1b[2J\nb\u202ec"))
    assert caught.value.message.isprintable()


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_an_empty_recording_is_refused(tmp_path, content):
    path = tmp_path / "r.jsonl"
    path.write_bytes(content)
    with pytest.raises(RecordingError, match="holds no replies"):
        Replay(path)


def test_a_recording_that_is_not_there_is_an_error_that_says_so(tmp_path):
    with pytest.raises(RecordingError, match=r"cannot read .*none\.jsonl"):
        Replay(tmp_path / "none.jsonl")
    with pytest.raises(RecordingError, match="cannot read"):
        Replay(tmp_path)


def test_a_place_that_can_not_be_recorded_into_is_refused_before_anything_is_asked(tmp_path):
    with pytest.raises(RecordingError, match="is a folder"):
        Recorder(Clerk(), tmp_path)
    with pytest.raises(RecordingError, match="make the folder"):
        Recorder(Clerk(), tmp_path / "no" / "r.jsonl")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_place_without_permission_is_refused_before_anything_is_asked(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(RecordingError, match="no permission"):
        Recorder(Clerk(), tmp_path / "r.jsonl")


def test_closing_a_recorder_closes_its_engine(tmp_path):
    clerk = Clerk()
    Recorder(clerk, tmp_path / "r.jsonl").close()
    assert clerk.closed


def test_a_recording_of_two_models_names_both(tmp_path, call):
    path = recorded(tmp_path / "r.jsonl", call)
    other = Clerk()
    other.model = "clerk-2"
    Recorder(other, path).answer(question("Other."))
    assert Replay(path).model == "clerk-1 + clerk-2"
