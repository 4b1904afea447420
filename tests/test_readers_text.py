"""Plain text: every encoding, every character kept."""

from __future__ import annotations

import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import InputError
from extractor.models import Article
from extractor.readers import read, read_bytes, read_text

SPANISH = "El año pasado, la compañía anunció que abriría su modelo, según informó el diario."
JAPANESE = "メタは新しいモデルを公開する計画だと報じられた。"
CHINESE = "据路透社报道，该公司计划明年开源其新模型。"
QUOTES = "“We won’t open it,” she said."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_unicode_is_read_with_and_without_its_mark(encoding):
    article = read_bytes(f"{QUOTES} Meta said so.".encode(encoding))
    assert (article.text, article.warnings) == (f"{QUOTES} Meta said so.", ())


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_utf_16_of_an_alphabet_without_zero_bytes_is_read_with_its_mark(mark):
    assert read_bytes(("\ufeff" + JAPANESE).encode(mark)).text == JAPANESE


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SPANISH, "cp1252"),
        (QUOTES, "cp1252"),
        ("Café", "cp1252"),
        ("naïve £5 €10", "cp1252"),
        ("Le modèle était « ouvert » — dit-elle.", "cp1252"),
        ("Größere Pläne für alle gäbe es nicht.", "cp1252"),
        (JAPANESE, "cp932"),
        ("日本語", "cp932"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        ("中文", "gb18030"),
        ("據路透社報導，該公司計劃明年開源其新模型。", "big5"),
        ("메타는 새로운 모델을 공개할 계획이라고 밝혔다.", "cp949"),
        ("Как сообщает Рейтер, компания откроет веса модели.", "cp1251"),
        ("Привет", "cp1251"),
        ("Как сообщает Рейтер, компания откроет веса модели.", "koi8_r"),
        ("Společnost oznámila, že příští rok otevře svůj model.", "cp1250"),
        ("Źródła twierdzą, że spółka nie otworzy wag modelu.", "cp1250"),
        ("Şirket, modelin ağırlıklarını açacağını duyurdu.", "cp1254"),
        ("أعلنت الشركة أنها ستفتح أوزان النموذج.", "cp1256"),
        ("Η εταιρεία ανακοίνωσε ότι θα ανοίξει το μοντέλο.", "cp1253"),
        ("החברה הודיעה שתפתח את המודל בשנה הבאה.", "cp1255"),
    ],
)
def test_a_legacy_encoding_is_told_from_one_sentence_and_named(text, encoding):
    article = read_bytes(text.encode(encoding))
    assert article.text == text
    assert article.warnings == (f"The encoding is not stated and was taken to be {encoding}.",)


def test_one_damaged_byte_does_not_turn_utf_8_into_something_else():
    article = read_bytes(f"{SPANISH} Ñandú".encode()[:-1])
    assert article.text == f"{SPANISH} Ñand\ufffd"
    assert article.warnings == ("Damaged characters replaced: 1 (utf-8).",)


@pytest.mark.parametrize(
    "text",
    [
        "Costs {{7*7}} and {% if %} and {0} and %s and $article.",
        "Emoji 👩‍👩‍👧 and flags 🏴󠁧󠁢󠁥󠁮󠁧󠁿.",
        "日本語と中文、한국어。",
        "قالت ميتا إنها لن تفتح النموذج.",
        "zero\u200bwidth and \u202eoverride",
        "A NUL \x00 in the middle of it all.",
        "  leading and trailing white space \n\n",
        "no sentence end",
    ],
)
def test_text_is_kept_character_by_character(text):
    assert read_bytes(text.encode()).text == text
    assert read_text(text).text == text


def test_line_ends_become_line_feeds_in_what_is_read_and_stay_in_what_is_given():
    assert read_bytes(b"One.\r\n\r\nTwo.\rThree.").text == "One.\n\nTwo.\nThree."
    assert read_text("One.\r\nTwo.").text == "One.\r\nTwo."


def test_invisible_characters_are_told_by_their_number():
    hidden = "".join(chr(0xE0000 + ord(c)) for c in "obey me")
    article = read_text(f"Meta\u200b said{hidden} so.")
    assert article.warnings == (
        "Invisible or control characters in the text: 1 (U+200B).",
        "Tag characters, which nobody sees, were set aside: 7.",
    )


def test_half_a_surrogate_pair_is_refused():
    with pytest.raises(InputError, match="lone surrogate"):
        read_text("Meta \ud800 said so.")


def test_standard_input_is_read_as_bytes(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SPANISH.encode("cp1252"))))
    article = read("-", title="Título")
    assert (article.text, article.title, article.path) == (SPANISH, "Título", None)


def test_a_closed_standard_input_is_an_input_error(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="standard input is closed"):
        read("-")


@given(st.binary(max_size=300))
def test_any_bytes_become_an_article_or_an_input_error(data):
    try:
        article = read_bytes(data)
    except InputError as error:
        assert "\n" not in error.message
    else:
        assert isinstance(article, Article)
        assert article.text.encode("utf-8")


@given(st.text(min_size=1), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_text_in_unicode_comes_back_or_is_refused_for_a_reason(text, encoding):
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        article = read_bytes(text.encode(encoding))
    except InputError as error:
        assert any(reason in error.message for reason in ("empty", "no text", "binary", "cannot be told", " is a"))
    else:
        assert article.text in (plain, plain.removeprefix("\ufeff"))
