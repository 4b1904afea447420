from hypothesis import given
from hypothesis import strategies as st

from extractor.entities import fold, same_name, words


def test_fold_makes_quotes_dashes_case_spaces_and_widths_equal() -> None:
    assert fold("“OpenAI’s”  GPT–４\n") == fold("'openai's' gpt-4") == "'openai's' gpt-4"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_keep_a_version_whole() -> None:
    assert words("OpenAI’s GPT-4.5 and U.S. 楽天") == ("openai", "s", "gpt", "4.5", "and", "us", "楽", "天")


def test_a_short_form_names_the_same() -> None:
    assert same_name("Wang", "Alexandr Wang")
    assert same_name("Rakuten Group", "Rakuten Inc")
    assert not same_name("Meta", "Google")


def test_an_empty_name_names_nobody() -> None:
    assert not same_name("", "Meta")
