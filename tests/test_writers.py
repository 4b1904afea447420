"""Every format parses, holds what it should, and obeys nothing that an article says."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from extractor.models import ROW_COLUMNS, Extraction
from extractor.writers import WRITERS, write
from extractor.writers.table import table
from tests.results import NASTY, extraction

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


def written(form: str, *extractions: Extraction, several: bool = False) -> str:
    return "".join(write(extractions, form, several=several))


def test_the_formats_are_those_of_the_command_line():
    assert list(WRITERS) == ["json", "jsonl", "csv", "table", "md", "html"]


def test_one_article_is_an_object_and_several_are_an_array():
    one, two = extraction("One."), extraction("Two.")
    assert Extraction.model_validate_json(written("json", one)) == one
    assert [Extraction.model_validate(item) for item in json.loads(written("json", one, two))] == [one, two]


def test_one_survivor_of_several_articles_is_still_an_array():
    assert len(json.loads(written("json", extraction(), several=True))) == 1


@given(TEXTS)
def test_json_comes_back_as_it_went(text):
    result = extraction(text, claims=2, rejected=1)
    assert Extraction.model_validate_json(written("json", result)) == result


@given(TEXTS)
def test_a_json_line_is_a_line_for_each_extraction(text):
    result = extraction(text, rejected=1)
    lines = written("jsonl", result, result).splitlines()
    assert [Extraction.model_validate_json(line) for line in lines] == [result, result]


@given(TEXTS)
def test_csv_is_a_rectangle_whatever_the_text(text):
    rows = list(csv.reader(io.StringIO(written("csv", extraction(text, claims=2)), newline="")))
    assert [len(row) for row in rows] == [len(ROW_COLUMNS)] * 3
    assert not {cell for row in rows for cell in row if cell.lstrip()[:1] in tuple("=+-@＝＋－＠") and cell.strip()}


def test_csv_without_claims_has_its_header():
    assert written("csv", extraction(claims=0)) == ",".join(ROW_COLUMNS) + "\r\n"


def test_a_row_is_a_claim_with_its_article():
    (row,) = csv.DictReader(io.StringIO(written("csv", extraction("Meta said so."))))
    assert row["actor"] == "Meta said so."
    assert (row["evidence_start"], row["evidence_end"]) == ("0", "13")
    assert row["article_id"] == extraction("Meta said so.").article.id
    assert (row["run_engine"], row["openness"], row["status"]) == ("offline", "closed", "planned")


def test_rows_have_the_documented_columns_in_order():
    (row,) = extraction().to_rows()
    assert tuple(row) == ROW_COLUMNS
    assert {type(value) for value in row.values()} <= {str, int, float, type(None)}


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_a_table_keeps_to_the_width_of_the_terminal(width):
    lines = table(
        extraction("Meta said that it will keep the weights of its next model closed. " * 5), width
    ).splitlines()
    assert max(map(len, lines)) <= width


def test_a_table_shows_who_what_which_model_and_who_says_so_with_the_quote():
    result = extraction("quoted words", claims=1, rejected=2)
    claim = result.claims[0].model_copy(
        update={
            "actor": "Meta",
            "action": "close",
            "model": "Llama",
            "source": "Axios",
            "statement": "Meta closes Llama.",
        }
    )
    lines = table(result.model_copy(update={"claims": (claim,)}), 80).splitlines()
    assert [line.split() for line in lines[6:10]] == [
        ["1", "Meta", "close", "Llama", "closed", "Axios"],
        ["planned"],
        ["Meta", "closes", "Llama."],
        ["“quoted", "words”"],
    ]
    assert lines[-3:] == ["1 claim · 2 rejected (2 unknown name)", "note: quoted words", "note: quoted words"]


def test_a_table_does_not_interpret_console_markup():
    assert "[bold red]x[/]" in table(extraction("[bold red]x[/] :smile: https://a.b"), 120)


@given(TEXTS, st.integers(20, 140))
def test_a_table_holds_no_control_character_but_line_feeds(text, width):
    shown = table(extraction(text, rejected=1), width)
    assert {c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")} == {"\n"}


def test_markdown_has_a_heading_and_an_item_for_each_claim():
    result = extraction("Meta said so.", claims=2)
    tokens = MarkdownIt("commonmark").parse(written("md", result))
    kinds = [token.type for token in tokens]
    assert (kinds.count("heading_open"), kinds.count("list_item_open"), kinds.count("blockquote_open")) == (1, 2, 4)


@given(TEXTS)
def test_an_article_adds_no_markup_to_markdown(text):
    def shape(result: Extraction) -> list[str]:
        tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(written("md", result))
        inline = [child.type for token in tokens for child in token.children or ()]
        return [token.type for token in tokens] + [kind for kind in inline if kind not in ("text", "code_inline")]

    assert shape(extraction(text)) == shape(extraction("Meta said so"))


@pytest.mark.parametrize("form", list(WRITERS))
def test_no_format_carries_a_sequence_that_a_terminal_obeys(form):
    shown = written(form, extraction(NASTY, claims=2, rejected=1))
    assert not {c for c in shown if unicodedata.category(c) == "Cc"} - {"\n", "\r", "\t"}
