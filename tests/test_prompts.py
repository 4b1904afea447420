"""Prompt files are found, filled without being re-read, and told apart."""

import pytest

from extractor.prompts import Prompt, fingerprint, load


def test_a_shipped_prompt_is_found() -> None:
    assert "one news article" in load("extract.v1").text


def test_a_prompt_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        load("nothing.v9")


@pytest.mark.parametrize("value", ["{{7*7}}", "{% if x %}", "{0}", "%s", "$other ${article}", "\x00", "\u202e"])
def test_a_value_goes_in_verbatim(value: str) -> None:
    assert Prompt("p", "<$article>").fill(article=value) == f"<{value}>"


def test_a_changed_text_has_another_fingerprint() -> None:
    assert fingerprint(Prompt("p", "a")) != fingerprint(Prompt("p", "b"))


def test_text_cannot_move_from_one_prompt_to_the_next_unseen() -> None:
    assert fingerprint(Prompt("p", "ab"), Prompt("q", "c")) != fingerprint(Prompt("p", "a"), Prompt("q", "bc"))
