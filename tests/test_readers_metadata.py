"""What options and front matter say of an article."""

from __future__ import annotations

import datetime as dt

import pytest

from extractor.errors import UsageError
from extractor.readers import read, read_bytes, read_text

BODY = "Meta said on Tuesday that it will keep its next model closed.\n"
FRONT = """---
title: "Meta's turn: closed"
url: https://example.org/a?b=c#d  # where it stood
date: 2025-07-31
outlet: The Ledger
lang: en-GB
author: Sam Dare
tags:
  - ai
summary: >
  Two lines
  of text.
---

"""


def test_front_matter_fills_the_record_and_leaves_the_text():
    article = read_bytes((FRONT + BODY).encode(), path="a.md")
    assert article.model_dump(exclude={"id", "warnings"}) == {
        "text": BODY,
        "title": "Meta's turn: closed",
        "url": "https://example.org/a?b=c#d",
        "outlet": "The Ledger",
        "published": dt.date(2025, 7, 31),
        "lang": "en-GB",
        "path": "a.md",
    }
    assert article.warnings == ()


def test_what_the_user_says_wins_over_front_matter():
    article = read_bytes((FRONT + BODY).encode(), title="Mine", published="2024-01-02T23:00:00-08:00", lang="pt_br")
    assert (article.title, article.published, article.lang) == ("Mine", dt.date(2024, 1, 2), "pt-BR")
    assert article.outlet == "The Ledger"


def test_front_matter_that_is_not_understood_is_told():
    article = read_bytes(f"---\ntitle: T\ndate: yesterday\nurl: javascript:x\n---\n{BODY}".encode())
    assert (article.title, article.published, article.url, article.text) == ("T", None, None, BODY)
    assert article.warnings == (
        "The date of the front matter is not understood and was left out.",
        "The url of the front matter is not understood and was left out.",
    )


@pytest.mark.parametrize(
    "text", ["---\nNot a block at all\n---\nText.", "---\ntitle: T\nnever closed", "---\na: b\n---\nText."]
)
def test_a_rule_at_the_start_is_text_when_no_block_follows(text):
    assert read_bytes(text.encode()).text == text


def test_front_matter_runs_nothing():
    article = read_bytes(f"---\ntitle: !!python/object/apply:os.system ['true']\n---\n{BODY}".encode())
    assert article.title == "!!python/object/apply:os.system ['true']"


def test_a_first_heading_is_the_title_of_markdown_and_text_elsewhere():
    assert read_bytes(b"# Big news #\n\nText.", path="a.md").title == "Big news"
    assert read_bytes(b"# Big news\n\nText.", path="a.md").text == "Text."
    assert read_bytes(b"# Big news\n\nText.", path="a.txt").text == "# Big news\n\nText."


@pytest.mark.parametrize(
    ("option", "value"),
    [
        *(("published", value) for value in ("yesterday", "2025-13-01", "31.7.2025", "")),
        *(
            ("url", value)
            for value in ("javascript:alert(1)", "file:///etc/passwd", "example.org", "http://", "http://[")
        ),
        *(("url", value) for value in ("https://a.b/\x1b[31m", "https://a b.c/")),
        *(("lang", value) for value in ("english", "e", "en_", "und", "../x")),
    ],
)
def test_an_option_that_cannot_be_meant_is_a_usage_error(option, value):
    with pytest.raises(UsageError) as caught:
        read_text(BODY, **{option: value})
    assert caught.value.message.startswith(f"--{option} ")
    assert caught.value.message.isprintable()


def test_a_title_is_one_line():
    assert read_text(BODY, title=" Two\n lines ").title == "Two lines"


def test_plain_text_has_only_what_was_given(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(BODY)
    article = read(str(file), outlet="The Ledger")
    assert (article.title, article.outlet, article.path) == (None, "The Ledger", str(file))
