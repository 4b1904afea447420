"""HTML: the article a person sees, and nothing else."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import InputError
from extractor.readers import read, read_bytes

PAGES = Path(__file__).parent / "pages"
PARAGRAPHS = [
    "The laboratory said on Tuesday that it will keep its next model closed, a change from its earlier practice of "
    "publishing the weights of every model that it had trained.",
    "Two people who know the plans confirmed the change & asked for anonymity.",
    "A spokesperson declined to comment on the timing of the release, which had been expected before the end of the "
    "year.",
    "First line of an address second line of it.",
    "A paragraph parted by two breaks, as older pages have them.",
    "A list item about the licence.",
    "Another about the price.",
]


def page(body: str, head: str = "", encoding: str = "utf-8") -> bytes:
    return f"<html><head>{head}</head><body><article>{body}</article></body></html>".encode(encoding)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_the_article_is_its_visible_paragraphs_one_blank_line_apart():
    assert read(PAGES / "news.html").text == "\n\n".join(PARAGRAPHS)


def test_a_page_says_its_title_outlet_date_language_and_address():
    article = read(PAGES / "news.html")
    assert (article.title, article.outlet, article.published, article.lang, article.url) == (
        "Lab turns away from open models",
        "The Ledger",
        dt.date(2025, 7, 31),
        "en-GB",
        "https://ledger.example/lab-turns",
    )


def test_what_was_hidden_is_told_by_its_ways():
    assert read(PAGES / "news.html").warnings == (
        "Hidden passages set aside: 13, 577 characters (colour of the background, comment, display:none, font-size:0, "
        "hidden attribute, noscript, off-screen, opacity:0, screen-reader text, template, visibility:hidden); "
        "13 with instructions to a program.",
        "Attributes, descriptions or data of the page with instructions to a program, not read: 1, 40 characters.",
    )


def test_options_win_over_the_page():
    article = read(PAGES / "news.html", outlet="Mine", url="https://mine.example/")
    assert (article.outlet, article.url, article.title) == (
        "Mine",
        "https://mine.example/",
        "Lab turns away from open models",
    )


def test_html_is_known_by_what_it_is_and_by_its_ending():
    data = page(paragraphs(*PARAGRAPHS))
    assert read_bytes(data, path="a.txt").text == "\n\n".join(PARAGRAPHS)
    assert read_bytes(b"<div>" + paragraphs(*PARAGRAPHS).encode() + b"</div>", path="a.htm").text == "\n\n".join(
        PARAGRAPHS
    )


def test_text_about_html_stays_text():
    assert read_bytes(b"<p> is the tag of a paragraph.").text == "<p> is the tag of a paragraph."


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("windows-1252", "cp1252"),
        ("ISO-8859-1", "cp1252"),
        ("Shift_JIS", "cp932"),
        ("gb2312", "gb18030"),
        ("x", "cp1252"),
    ],
)
def test_the_charset_of_the_page_is_honoured(label, encoding):
    text = {
        "cp1252": "La compañía dijo el martes que no abrirá su próximo modelo, según dos personas del proyecto.",
        "cp932": "同社は火曜日、次のモデルの重みを公開しない方針を明らかにした。関係者二人が確認した。",
        "gb18030": "该公司周二表示，不会开放其下一个模型的权重。两名知情人士证实了这一变化。",
    }[encoding]
    head = f'<meta charset="{label}">'
    assert read_bytes(page(paragraphs(text, text + "!"), head, encoding)).text == f"{text}\n\n{text}!"


def test_utf_8_is_utf_8_whatever_the_page_says():
    text = "La compañía dijo el martes que no abrirá su próximo modelo, según dos personas próximas al proyecto."
    data = page(paragraphs(text), '<meta charset="iso-8859-1">')
    assert read_bytes(data).text == text


def test_a_page_in_utf_16_is_read():
    assert read_bytes(page(paragraphs(*PARAGRAPHS), encoding="utf-16")).text == "\n\n".join(PARAGRAPHS)


def test_an_address_that_is_no_web_address_is_left_out():
    data = page(paragraphs(*PARAGRAPHS), '<link rel="canonical" href="javascript:alert(1)">')
    assert read_bytes(data).url is None


@pytest.mark.parametrize(
    "data", [b"<!doctype html>", b"<html></html>", b"<html><body><script>x</script></body></html>"]
)
def test_a_page_without_an_article_is_an_input_error(data):
    with pytest.raises(InputError, match="without an article in it; save the article as plain text"):
        read_bytes(data)


def test_a_page_of_hidden_text_alone_is_an_input_error():
    with pytest.raises(InputError, match="without an article"):
        read_bytes(page('<div style="display:none">' + paragraphs(*PARAGRAPHS) + "</div>"))


def test_deep_nesting_is_survived():
    try:
        article = read_bytes(page("<div>" * 5000 + paragraphs(*PARAGRAPHS)))
    except InputError as error:
        assert "save the article as plain text" in error.message
    else:
        assert PARAGRAPHS[0] in article.text


@given(
    st.binary(max_size=200), st.sampled_from([b"", b"<p>", b"<!--", b"<style>.a{", b"<meta charset=", b'<p style="'])
)
def test_any_page_becomes_an_article_or_an_input_error(data, start):
    try:
        read_bytes(b"<!doctype html><body>" + start + data, path="a.html")
    except InputError as error:
        assert "\n" not in error.message


def test_plain_text_is_read_without_the_html_machinery():
    code = (
        "import sys; from extractor.readers import read_bytes; read_bytes('Café'.encode()); print(sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.replace("'", "").strip("[]\n").split(", "))
    assert not loaded & {"trafilatura", "lxml", "charset_normalizer", "rich", "openai", "instructor"}
