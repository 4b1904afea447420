"""Nothing that leaves the program can do more than be read."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from extractor import escape


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("a\x1b]0;title\x07b\x1b]8;;http://x\x1b\\c", "abc"),
        ("a\x9b2Jb\x9dtitle\x9cc", "abc"),
        ("a\x1bPq payload\x1b\\b", "ab"),
        ("one\r\ntwo\nthree\tfour\u2028five", "one two three four five"),
        ("\u202egnp.exe\u2066\u2069", "gnp.exe"),
        ("M\u200be\u200dt\ufeffa\u00ad", "Meta"),
        ("\U000e0041\U000e0042x", "x"),
        ("half \ud800", "half \ufffd"),
        ("unfinished \x1b]0;title", "unfinished 0;title"),
        ("日本語 قالت 👩‍👩‍👧 می‌خواهم", "日本語 قالت 👩‍👩‍👧 می‌خواهم"),
        ("{{7*7}} [bold] %s", "{{7*7}} [bold] %s"),
    ],
)
def test_a_terminal_gets_one_line_of_plain_characters(text, shown):
    assert escape.terminal(text) == shown


@given(st.text(st.characters(), max_size=80))
def test_no_text_gets_a_control_character_to_a_terminal(text):
    shown = escape.terminal(text)
    assert not {c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")}
    assert escape.terminal(shown) == shown


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", " =", "\u00a0=", "\t", "\r", "\n", "\x00=", "\u200b="]
)
def test_a_cell_that_a_spreadsheet_would_run_is_defused(start):
    assert escape.spreadsheet(f"{start}1+1").startswith("'")


@pytest.mark.parametrize("cell", [-5, 3, 0.5, None, "plain = text", "'quoted"])
def test_other_cells_and_our_own_numbers_are_not_touched(cell):
    assert escape.spreadsheet(cell) == cell


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("**b** _i_ `c`", r"\*\*b\*\* \_i\_ \`c\`"),
        ("[x](http://y.z) ![i](j)", r"\[x\](http\://y\.z) !\[i\](j)"),
        ("<b>&amp;", r"\<b\>\&amp;"),
        ("# one", r"\# one"),
        ("1. one | two", r"1\. one \| two"),
        ("Llama 3.1 at 10:30. AT&T", "Llama 3.1 at 10:30. AT&T"),
        ("a@b.c", r"a`@`b\.c"),
    ],
)
def test_markdown_is_escaped_where_it_means_something_and_only_there(text, written):
    assert escape.markdown(text) == written


@given(st.text(st.sampled_from("ab1 *_`[]()<>#+-.:!|~&;@/=\\{}$\n\t\"'é"), max_size=40))
def test_escaped_text_is_one_paragraph_of_that_text_and_no_markup(text):
    written = escape.markdown(text)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(f"x {written}")
    inline = [child for token in tokens if token.type == "inline" for child in token.children or ()]
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    assert {child.type for child in inline} <= {"text", "code_inline"}
    assert "".join(child.content for child in inline) == f"x {escape.terminal(text).strip()}".strip()


@given(st.text(st.sampled_from("ab1 *_`[]<>#+-.:!|~&;@/=\\{}$\n"), min_size=1, max_size=20))
def test_escaped_text_is_no_block_at_the_start_of_a_line(text):
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(escape.markdown(text))
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}


@given(st.text(max_size=80))
def test_an_escaped_json_document_means_the_same_and_stands_on_one_line(text):
    written = escape.json(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == text
    assert len(written.splitlines()) == 1
    assert not {c for c in written if unicodedata.category(c) in ("Cc", "Zl", "Zp")}
