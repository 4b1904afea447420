"""`extractor batch`: many articles into one file, within a budget, stopped and continued at will."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.cli.progress import Tally, dollars, duration
from tests.commands import Outcome, run_cli
from tests.forked import Ended, Forker
from tests.stub import Request, Response, Stub, completion, error

EMPTY = '{"claims": []}'
TEXT = "Harbor Labs released Tern {} on Monday under the MIT licence."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten articles."""
    found = tmp_path / "articles"
    found.mkdir()
    for number in range(10):
        (found / f"{number}.txt").write_text(TEXT.format(number))
    return found


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "claims.jsonl"


@pytest.fixture
def stub() -> Iterator[Stub]:
    with Stub(completion(EMPTY, tokens=(1000, 500, 0))) as stub:
        yield stub


def batch(stub: Stub, *arguments: object, **options: str) -> Outcome:
    return run_cli("batch", "-m", "openai/x", "--base-url", stub.url, "--concurrency", "2", *arguments, **options)


def names(output: Path) -> list[str]:
    return [Path(json.loads(line)["article"]["path"]).name for line in output.read_text().splitlines()]


ALL = [f"{number}.txt" for number in range(10)]


# One run, and the same again.


def test_the_articles_of_a_folder_become_one_file_in_their_order(folder, output, stub):
    outcome = batch(stub, folder, "-o", output)
    assert (outcome.code, outcome.stdout, names(output)) == (0, "", ALL)
    assert outcome.lines[0].startswith("extractor: 10 articles done, 0 claims, in ")
    assert outcome.lines[0].endswith(f"s: {output}")
    assert outcome.lines[1:] == ["extractor: 10 requests, 10,000 tokens in, 5,000 out, cost unknown"]


def test_the_same_command_again_asks_nothing_and_changes_nothing(folder, output, stub):
    batch(stub, folder, "-o", output)
    before = (output.read_bytes(), output.stat().st_mtime_ns)
    outcome = batch(stub, folder, "-o", output)
    assert (outcome.code, len(stub.requests)) == (0, 10)
    assert outcome.lines[0].startswith("extractor: 10 articles done (10 from cache), 0 claims, in ")
    assert (output.read_bytes(), output.stat().st_mtime_ns) == before


def test_results_stream_to_standard_output(folder, stub):
    outcome = batch(stub, folder, "-o", "-")
    assert outcome.code == 0
    assert sorted(Path(json.loads(line)["article"]["path"]).name for line in outcome.stdout.splitlines()) == ALL


def test_quiet_says_nothing(folder, output, stub):
    assert batch(stub, folder, "-o", output, "--quiet", terminal="stderr").stderr == ""


def test_a_bar_shows_on_a_terminal(folder, output, stub, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    shown = batch(stub, folder, "-o", output, terminal="stderr").stderr
    assert "\x1b[?25l" in shown
    assert "10 done" in shown


def test_the_offline_engine_needs_no_endpoint(folder, output):
    outcome = run_cli("batch", folder, "-o", output, "-m", "offline")
    assert (outcome.code, names(output)) == (0, ALL)


def test_a_recording_answers(folder, output, stub, tmp_path):
    batch(stub, folder, "-o", tmp_path / "first.jsonl", "--record", tmp_path / "replies.jsonl")
    outcome = run_cli("batch", folder, "-o", output, "--replay", tmp_path / "replies.jsonl")
    assert (outcome.code, names(output), len(stub.requests)) == (0, ALL, 10)


# Which articles.


def test_a_list_of_paths_may_end_in_null_bytes(folder, output, stub):
    listed = b"\0".join(str(folder / name).encode() for name in ALL[:3])
    outcome = batch(stub, "--files-from", "-", "-0", "-o", output, stdin=listed)
    assert (outcome.code, names(output)) == (0, ALL[:3])


def test_a_list_of_paths_may_be_a_file(folder, output, stub, tmp_path):
    (tmp_path / "list").write_text("\n".join(str(folder / name) for name in ALL[:3]))
    assert batch(stub, "--files-from", tmp_path / "list", "-o", output).code == 0
    assert names(output) == ALL[:3]


def test_articles_are_piped_in_as_json_lines(output, stub):
    lines = "".join(json.dumps({"text": TEXT.format(n), "title": f"No. {n}"}) + "\n" for n in range(3))
    outcome = batch(stub, "-o", output, stdin=lines)
    assert outcome.code == 0
    assert [json.loads(line)["article"]["title"] for line in output.read_text().splitlines()] == [
        "No. 0",
        "No. 1",
        "No. 2",
    ]


def test_a_glob_chooses_files_and_the_output_is_no_input(folder, stub):
    output = folder / "claims.jsonl"
    assert batch(stub, folder, "--glob", "[0-2].*", "-o", output).code == 0
    assert batch(stub, folder, "-o", output).code == 0
    assert names(output) == ALL


# What can't be meant.


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "no output: name one with -o claims.jsonl, or -o - for standard output"),
        (["-o", "c.jsonl", "-0"], "-0 is about --files-from: name a list with --files-from FILE or --files-from -"),
        (["-o", "c.jsonl", "-", "--files-from", "-"], "standard input can be read once only: name - once"),
        (["-o", "c.jsonl", "--concurrency", "many"], "'many' is no concurrency: write a number from 1 on, or a range"),
        (["-o", "c.jsonl", "--max-failures", "few"], "'few' is no limit on failures: write a number like 20, or a"),
        (["-o", "c.jsonl", "--max-failures", "200%"], "'200%' is no limit on failures: write a number like 20, or a"),
        (["-o", "c.jsonl", "--price-in", "1"], "--price-in and --price-out belong together: give both, 0 for what is"),
        (["-o", "c.jsonl", "--max-cost", "1"], "--max-cost needs a price, and that of openai/x there is unknown: add"),
        (["-o", "c.xyz"], "c.xyz"),
    ],
)
def test_what_can_t_be_meant_is_a_usage_error_of_one_line(folder, stub, tmp_path, monkeypatch, arguments, told):
    monkeypatch.chdir(tmp_path)
    outcome = batch(stub, folder, *arguments)
    assert (outcome.code, len(outcome.lines), len(stub.requests)) == (2, 1, 0)
    assert told in outcome.stderr


def test_a_folder_without_articles_is_told_and_nothing_is_written(tmp_path, output, stub):
    (tmp_path / "empty").mkdir()
    output.write_text("")
    outcome = batch(stub, tmp_path / "empty", "-o", output)
    assert (outcome.code, len(outcome.lines), output.read_text()) == (1, 1, "")
    assert "no article: " in outcome.stderr


# Failures.


def picky(request: Request) -> Response:
    """Refuses one article."""
    return completion(None, refusal="no") if b"Tern 3" in request.raw else completion(EMPTY)


def test_a_failed_article_is_told_and_written_beside_the_others(folder, output):
    with Stub(answer=picky) as stub:
        outcome = batch(stub, folder, "-o", output)
        assert (outcome.code, names(output)) == (3, ALL[:3] + ALL[4:])
        assert outcome.lines[0] == (
            f"extractor: error: {folder}/3.txt: x declined to answer (no); try another model, or leave this article out"
        )
        assert f"extractor: 1 article failed: {output.with_suffix('.errors.jsonl')}" in outcome.lines
        (failure,) = map(json.loads, output.with_suffix(".errors.jsonl").read_text().splitlines())
        assert (failure["path"], failure["code"], failure["attempts"]) == (f"{folder}/3.txt", "refusal", 1)


def test_a_failed_article_is_not_paid_for_again_until_it_is_wanted(folder, output):
    with Stub(answer=picky) as stub:
        for more, requests in ([], 10), ([], 10), (["--retry-failed"], 11):
            assert batch(stub, folder, "-o", output, *more).code == 3
            assert len(stub.requests) == requests


def test_a_run_in_which_every_article_failed_has_failed(folder, output):
    with Stub(completion(None, refusal="no")) as stub:
        assert batch(stub, folder, "-o", output).code == 1
    assert len(output.with_suffix(".errors.jsonl").read_text().splitlines()) == 10


def test_there_is_nothing_to_record_where_no_model_is_asked(folder, output, tmp_path):
    outcome = run_cli("batch", folder, "-o", output, "-m", "offline", "--record", tmp_path / "kept.jsonl")
    assert (outcome.code, output.exists()) == (2, False)
    assert "--record keeps a model's answers, and no model is asked" in outcome.lines[0]


def test_too_many_failures_stop_the_run(folder, output):
    with Stub(completion(None, refusal="no")) as stub:
        outcome = batch(stub, folder, "-o", output, "--max-failures", 2)
    assert outcome.code == 3
    assert (
        "left, after more failures than --max-failures allows: the same command with a larger one goes on"
        in (outcome.lines[-1])
    )
    assert len(stub.requests) < 10


def test_a_wrong_key_stops_the_run_at_once_and_leaves_the_old_output(folder, output):
    output.write_text("")
    with Stub(error(401, "no such key")) as stub:
        outcome = batch(stub, folder, "-o", output)
    assert (outcome.code, output.read_text()) == (4, "")
    assert len(stub.requests) <= 2
    assert "refuses the API key" in outcome.lines[0]
    assert outcome.lines[-1].endswith("10 articles left: the same command goes on")


# Budget.

PRICED = ("--price-in", 1, "--price-out", 2)  # 0.002 dollars for each of the stub's answers


def test_a_budget_stops_the_run_before_it_is_passed(folder, output, stub):
    outcome = batch(stub, folder, "-o", output, *PRICED, "--max-cost", 0.01)
    assert outcome.code == 5
    assert 1 <= len(stub.requests) == len(names(output)) <= 5
    assert "the budget of $0.01 is reached" in outcome.lines[0]
    left = 10 - len(stub.requests)
    assert outcome.lines[-1] == f"extractor: {left} articles left: the same command with a larger limit goes on"


def test_a_budget_remembers_what_earlier_runs_spent(folder, output, stub):
    batch(stub, folder, "-o", output, *PRICED, "--max-cost", 0.01)
    asked = len(stub.requests)
    assert batch(stub, folder, "-o", output, *PRICED, "--max-cost", 0.01).code == 5
    assert (len(stub.requests), len(names(output))) == (asked, asked)
    outcome = batch(stub, folder, "-o", output, *PRICED, "--max-cost", 1)
    assert (outcome.code, len(stub.requests), names(output)) == (0, 10, ALL)
    assert outcome.lines[-1].endswith("$0.0200 with earlier runs")


def test_another_output_has_a_budget_of_its_own(folder, output, stub, tmp_path):
    batch(stub, folder / "0.txt", "-o", output, "--max-tokens", 10_000)
    assert batch(stub, folder / "1.txt", "-o", tmp_path / "other.jsonl", "--max-tokens", 5_000).code == 0
    assert batch(stub, folder / "2.txt", "-o", output, "--max-tokens", 5_000).code == 5


def test_failed_attempts_count(folder, output):
    with Stub(completion("prose", tokens=(3000, 1000, 0))) as stub:
        outcome = batch(stub, folder, "-o", output, "--max-tokens", 16_000, "--concurrency", 1)
    assert (outcome.code, len(stub.requests)) == (5, 3)
    assert "extractor: 3 requests, 9,000 tokens in, 3,000 out, cost unknown" in outcome.lines


def test_a_re_ask_is_not_made_when_the_budget_has_no_room_for_it(folder, output):
    with Stub(completion("prose", tokens=(3000, 1000, 0))) as stub:
        outcome = batch(stub, folder / "0.txt", "-o", output, "--max-tokens", 6_000)
    assert (outcome.code, len(stub.requests)) == (5, 1)


def test_a_price_of_the_user_s_own_is_in_the_records(folder, output, stub):
    batch(stub, folder / "0.txt", "-o", output, *PRICED)
    assert json.loads(output.read_text())["run"]["cost"] == pytest.approx(0.002)


# A forecast.


def test_a_dry_run_asks_nothing_and_writes_nothing(folder, output, stub, tmp_path):
    outcome = batch(stub, folder, "-o", output, "--dry-run", *PRICED)
    foretold = json.loads(outcome.stdout)
    assert (outcome.code, stub.requests, output.exists()) == (0, [], False)
    assert (foretold["articles"], foretold["calls"], foretold["cached"]) == (10, 10, 0)
    assert foretold["cost"] == pytest.approx((foretold["tokens_in"] + 2 * foretold["tokens_out"]) / 1e6)
    assert not list(tmp_path.glob("*.sqlite3"))


def test_a_dry_run_counts_what_is_there(folder, output, stub):
    batch(stub, folder / "0.txt", folder / "1.txt", "-o", output)
    (folder / "copy.txt").write_text(TEXT.format(5))
    (folder / "blank.txt").write_text("")
    foretold = json.loads(batch(stub, folder, "--dry-run").stdout)
    assert foretold | {"tokens_in": 0, "tokens_out": 0} == {
        "model": "openai/x",
        "articles": 12,
        "unreadable": 1,
        "cached": 3,
        "failed": 0,
        "calls": 8,
        "corrective_calls": 2,
        "cached_calls": 0,
        "tokens_in": 0,
        "tokens_out": 0,
        "cost": None,
    }


def test_a_dry_run_leaves_the_cache_as_it_is(folder, output, stub):
    batch(stub, folder / "0.txt", "-o", output)
    cache = Path(run_cli("cache", "path").stdout.strip()).parent
    before = {path.name: path.read_bytes() for path in cache.iterdir()}
    assert json.loads(batch(stub, folder, "--dry-run").stdout)["cached"] == 1
    assert {path.name: path.read_bytes() for path in cache.iterdir()} == before


def test_a_dry_run_counts_on_a_quarter_of_the_answers_being_corrected(folder, stub):
    foretold = json.loads(batch(stub, folder, "--dry-run").stdout)
    assert (foretold["calls"], foretold["corrective_calls"]) == (10, 2)


def test_a_dry_run_says_which_limit_would_be_reached(folder, stub):
    outcome = batch(stub, folder, "--dry-run", "--max-tokens", 1000)
    assert outcome.lines[0].startswith("extractor: --max-tokens 1,000 would be reached before the end (")


def test_a_dry_run_needs_no_key(folder):
    outcome = run_cli("batch", folder, "-m", "openai/gpt-4o-mini", "--dry-run")
    foretold = json.loads(outcome.stdout)
    # List price of gpt-4o-mini since July 2024: 0.15 and 0.60 dollars a million tokens.
    assert foretold["cost"] == pytest.approx((0.15 * foretold["tokens_in"] + 0.6 * foretold["tokens_out"]) / 1e6)


# Signals.


def slow(*signals: str, forker: Forker, folder: Path, output: Path) -> tuple[Ended, float]:
    """A run against a slow endpoint that gets the signals when its second articles are in flight."""
    with Stub(replace(completion(EMPTY), delay=0.6)) as stub:
        options = ["-o", output, "-m", "openai/x", "--base-url", stub.url, "--concurrency", "2"]
        running = forker.start("batch", folder, *options, said=output.with_name("said"))
        deadline = time.monotonic() + 30
        while len(stub.requests) < 4 and time.monotonic() < deadline:
            time.sleep(0.01)
        for number in signals:
            sent = time.monotonic()
            running.send_signal(getattr(signal, number))
            time.sleep(0.2)
        return running.wait(), time.monotonic() - sent


@pytest.mark.parametrize(("number", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_the_first_signal_lets_articles_in_flight_finish(forker, folder, output, number, code):
    outcome, _ = slow(number, forker=forker, folder=folder, output=output)
    assert (outcome.code, names(output)) == (code, ALL[:4])
    assert "extractor: stopping when the articles in flight are done; once more stops at once\n" in outcome.said
    assert outcome.said.splitlines()[-1] == "extractor: 6 articles left: the same command goes on"


def test_the_second_signal_stops_at_once_and_what_is_done_is_there(forker, folder, output):
    outcome, seconds = slow("SIGTERM", "SIGTERM", forker=forker, folder=folder, output=output)
    assert (outcome.code, names(output)) == (143, ALL[:2])
    assert seconds < 0.5
    assert "extractor: stopping at once\n" in outcome.said
    assert outcome.said.splitlines()[-1] == "extractor: 8 articles left: the same command goes on"


# Words.


def test_a_line_of_progress_says_all_there_is():
    tally = Tally(total=1000, done=312, failed=3, cached=12, claims=2040, remarks=lambda: ["$1.20"])
    tally.started -= 30
    assert tally.line() == (
        "312 of 1,000 done · 3 failed · 12 from cache · 2,040 claims · 10.5 articles/s · $1.20 · 1 min 5 s left"
    )


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.04, "0.0 s"), (9.5, "9.5 s"), (59.2, "59 s"), (200, "3 min 20 s"), (7500, "2 h 5 min")]
)
def test_a_duration_is_in_the_unit_that_fits(seconds, said):
    assert duration(seconds) == said


@pytest.mark.parametrize(("amount", "said"), [(0.0123, "$0.0123"), (1234.5, "$1,234.50")])
def test_small_amounts_have_more_digits(amount, said):
    assert dollars(amount) == said
