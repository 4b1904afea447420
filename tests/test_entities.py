from hypothesis import given
from hypothesis import strategies as st

from extractor.entities import Places, core, fold, same_name, split, words


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


def test_every_word_knows_its_place() -> None:
    text = "Ｏｐｅｎ “Beacon’s” GPT-4.5"
    assert [text[word.start : word.end] for word in split(text)] == ["Ｏｐｅｎ", "Beacon", "s", "GPT", "4.5"]


def test_a_name_is_found_whatever_its_dashes_and_spaces() -> None:
    places = Places.of("The open‑source\nmodel GPT–4.5 and GPT-4.50")
    assert list(places.find(core("GPT 4.5"))) == [(4, 6)]
    assert list(places.find(core("open-source model"))) == [(1, 4)]


def test_a_version_does_not_stand_inside_a_longer_one() -> None:
    assert not list(Places.of("Beacon 4.51 and Beacon 14.5").find(core("Beacon 4.5")))


def test_short_forms_are_tried_fullest_first() -> None:
    forms = list(Places.of("").forms("Ada Maria Brandt"))
    assert forms[0] == ("ada", "maria", "brandt")
    assert ("brandt",) in forms
    assert forms[-1] == ("amb",)


def test_initials_are_spelled_out_from_the_text() -> None:
    places = Places.of("The Open Source Initiative objects.")
    assert ("open", "source", "initiative") in list(places.forms("OSI"))


def test_half_width_and_full_width_kana_are_one() -> None:
    assert fold("ｸﾞｰｸﾞﾙ") == fold("グーグル")
