"""Where a batch's articles come from."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from extractor.batch import sources
from extractor.batch.sources import Choice, items, listed
from extractor.errors import ExtractorError
from extractor.models import Article, text_id
from tests.commands import anyone, run_process

TEXT = "Harbor Labs released Tern 2 on Monday."


def names(found):
    return [item.name.rpartition("/")[2] for item in found]


def failures(found):
    return [item.outcome.message for item in found if isinstance(item.outcome, ExtractorError)]


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.txt", "deep/c.md", "deep/er/d.txt", ".hidden.txt", ".git/e.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{TEXT} {name}")
    return tmp_path / "in"


def test_a_folder_is_all_its_files_in_the_order_of_their_names_but_hidden_ones(folder):
    found = list(items([folder]))
    assert names(found) == ["a.txt", "b.txt", "c.md", "d.txt"]
    assert [item.position for item in found] == [0, 1, 2, 3]
    assert found[2].outcome.path == str(folder / "deep/c.md")


@pytest.mark.parametrize(
    ("glob", "expected"),
    [
        ("*.txt", ["a.txt", "b.txt", "d.txt"]),
        ("deep/*", ["c.md", "d.txt"]),
        ("**/*.txt", ["a.txt", "b.txt", "d.txt"]),
        ("*.html", []),
    ],
)
def test_a_glob_chooses_files_by_their_name_or_by_their_path_below_the_folder(folder, glob, expected):
    assert names(items([folder], Choice(glob=glob))) == expected


def test_a_file_that_is_named_is_read_whatever_the_glob_and_hidden_or_not(folder):
    assert names(items([folder / ".hidden.txt"], Choice(glob="*.md"))) == [".hidden.txt"]


def test_links_in_a_circle_end(folder):
    (folder / "deep/back").symlink_to(folder)
    (folder / "deep/er/self").symlink_to(folder / "deep/er")
    assert names(items([folder])) == ["a.txt", "b.txt", "c.md", "d.txt"]


def test_a_link_that_leads_nowhere_is_a_failed_article(folder):
    (folder / "z.txt").symlink_to(folder / "gone")
    assert failures(items([folder])) == [f"{folder}/z.txt does not exist; check the path"]


def test_folders_that_may_not_be_entered_fail_and_all_others_are_read(folder, tmp_path):
    (folder / "link.txt").symlink_to(folder / "deep/er/d.txt")
    (folder / "shut").mkdir()
    (folder / "shut").chmod(0o000)
    (folder / "deep/er").chmod(0o444)
    named = (folder, folder / "deep/er/d.txt")
    outcome = run_process("batch", *named, "-m", "offline", "-o", tmp_path / "claims.jsonl", under=anyone())
    for shut in ("shut", "deep/er"):
        (folder / shut).chmod(0o755)
    assert outcome.code == 3
    told = [json.loads(line)["message"] for line in (tmp_path / "claims.errors.jsonl").read_text().splitlines()]
    advice = "may not be read by this user; change its permissions or copy it"
    assert told == [
        f"{folder}/deep/er cannot be listed (Permission denied); check its permissions",
        f"{folder}/link.txt {advice}",
        f"{folder}/shut cannot be listed (Permission denied); check its permissions",
        f"{folder}/deep/er/d.txt {advice}",
    ]
    assert len((tmp_path / "claims.jsonl").read_text().splitlines()) == 3


def test_folders_may_stand_in_one_another_a_thousand_deep(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    below = Path(*["d"] * 1100)
    for _ in below.parts:
        Path("d").mkdir()
        os.chdir("d")
    Path("a.txt").write_text(TEXT)
    os.chdir(tmp_path)
    (found,) = items(["d"])
    assert found.outcome.text == TEXT
    (below / "a.txt").unlink()
    os.removedirs(below)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_a_folder_is_passed_over(folder):
    os.mkfifo(folder / "pipe.txt")
    assert "pipe.txt" not in names(items([folder]))


def test_the_output_is_no_input_though_it_lies_in_the_folder(folder):
    (folder / "claims.jsonl").write_text("{}\n")
    left_out = Choice(leave_out=[folder / "claims.jsonl"])
    assert names(items([folder], left_out)) == ["a.txt", "b.txt", "c.md", "d.txt"]


def test_the_names_of_a_large_folder_are_sorted_on_the_disk_to_the_same_order(folder, monkeypatch):
    strange = os.fsdecode(b"\xff.txt")
    if sys.platform == "linux":
        (folder / strange).write_text(TEXT)
    few = [item.name for item in items([folder])]
    monkeypatch.setattr(sources, "IN_MEMORY", 2)
    assert [item.name for item in items([folder])] == few


def test_what_is_known_of_all_articles_is_said_of_each(folder):
    found = items([folder], Choice(about={"outlet": "The Harbor Times"}))
    assert {item.outcome.outlet for item in found} == {"The Harbor Times"}


def test_an_article_is_read_when_it_is_asked_for(folder):
    found = items([folder])
    next(found)
    (folder / "b.txt").write_text("Changed meanwhile.")
    assert next(found).outcome.text == "Changed meanwhile."


def test_a_list_of_files_has_one_a_line_and_blank_ones_are_passed_over(folder):
    stream = io.BytesIO(f"{folder}/b.txt\r\n\n{folder}/a.txt".encode())
    assert names(items(listed(stream))) == ["b.txt", "a.txt"]


def test_a_list_with_null_bytes_may_hold_names_with_line_ends(tmp_path):
    path = tmp_path / "a\nb.txt"
    path.write_text(TEXT)
    found = list(items(listed(io.BytesIO(os.fsencode(path) + b"\0"), null=True)))
    assert found[0].outcome.text == TEXT
    assert found[0].name.endswith("a?b.txt")


def test_a_dash_in_a_list_is_a_file_of_that_name():
    assert list(listed(io.BytesIO(b"-\n"))) == ["./-"]


# JSON lines.


def lines(*records):
    return io.BytesIO("".join(json.dumps(record) + "\n" for record in records).encode())


def of_stdin(*records):
    return list(items(["-"], stdin=lines(*records)))


def test_a_line_is_an_article_with_whatever_else_it_says(tmp_path):
    record = {
        "text": TEXT,
        "title": "Tern",
        "published": "2025-07-31",
        "url": "https://example.org/tern",
        "path": "old/tern.txt",
        "id": text_id(TEXT),
    }
    (found,) = of_stdin(record)
    assert isinstance(found.outcome, Article)
    assert found.outcome.model_dump(mode="json", include=set(record)) == record
    assert found.name == "standard input:1"


def test_a_line_in_a_file_is_known_by_its_number(tmp_path):
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + lines({"text": TEXT}).getvalue() + b"\n" + lines({"text": "More."}).getvalue())
    found = list(items([path]))
    assert [item.name for item in found] == [f"{path}:1", f"{path}:3"]
    assert [item.outcome.path for item in found] == [f"{path}:1", f"{path}:3"]


def test_the_text_of_a_line_is_kept_to_the_character():
    assert of_stdin({"text": "a\r\nb\u200b"})[0].outcome.text == "a\r\nb\u200b"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", "standard input:1 is no JSON (EOF while parsing an object); write one object a line"),
        (b"[1]", 'standard input:1 is no article; write an object with the article\'s text as "text"'),
        (b'{"text": 5}', 'standard input:1 is no article; write an object with the article\'s text as "text"'),
        (b'{"text": " "}', "standard input:1 has no text; give an article"),
        (
            b'{"text": "a", "published": "soon"}',
            "standard input:1: published 'soon' is not a date such as 2025-07-31; correct it or leave it out",
        ),
        (b'{"text": "a", "outlet": 7}', "standard input:1 has a outlet that is no string; correct the line"),
        (
            b'{"text": "a", "id": "7"}',
            "standard input:1 is no article (id is not that of the text; leave it out and it is filled in); "
            "correct the line",
        ),
        (
            b'{"text": "a", "auth\\u001bor": "b"}',
            "standard input:1 has a field 'auth?or' that no article has; keep to id, text, title, url, outlet, "
            "published, lang, path, warnings",
        ),
    ],
)
def test_a_bad_line_is_a_failed_article_and_the_next_is_read(line, told):
    found = list(items(["-"], stdin=io.BytesIO(line + b"\n" + lines({"text": TEXT}).getvalue())))
    assert failures(found) == [told]
    assert found[1].outcome.text == TEXT


def test_a_line_longer_than_an_article_can_be_is_not_read_into_memory(monkeypatch):
    monkeypatch.setattr("extractor.batch.lines.LONGEST", 100)
    found = list(items(["-"], stdin=lines({"text": "a" * 500}, {"text": TEXT})))
    assert failures(found) == ["line 1 of standard input is longer than an article can be; split it into its articles"]
    assert found[1].outcome.text == TEXT


def test_a_closed_standard_input_is_told():
    assert failures(items(["-"], stdin=None)) == ["standard input is closed; pipe articles in or name a folder"]


def test_a_file_of_lines_that_is_not_there_is_a_failed_article(tmp_path):
    assert failures(items([tmp_path / "no.jsonl"])) == [
        f"{tmp_path}/no.jsonl cannot be read (No such file or directory); check the path"
    ]
