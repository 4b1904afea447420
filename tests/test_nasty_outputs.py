"""Every string of `fixtures/nasty`, in every field of a record, through every format, read by that format's parser."""

from __future__ import annotations

import csv
import io
import json
import re
import time
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from lxml import html
from markdown_it import MarkdownIt
from pydantic import ValidationError

from extractor.escape import terminal
from extractor.models import Article, Claim, Extraction, Span
from extractor.notebook import html as notebook
from extractor.writers import WRITERS, write
from tests import nasty
from tests.batch.exported import READ, exported
from tests.results import claim, extraction

HARMLESS = "Meta said so"
FORMS = [form for form in WRITERS if form != "html"]  # a page has tests of its own
FORMULA = re.compile(r"[\s\u115f\u1160\u2800\u3164\uffa0]*[=+\-@＝＋－＠﹦﹢﹣﹫]")


@cache
def results() -> dict[str, Extraction]:
    """An extraction for each string, which stands wherever text can stand."""
    return {
        name: extraction(text, claims=2, rejected=1)
        for name, text in nasty.corpus().items()
        if text and nasty.is_utf8(text)
    }


@cache
def written(form: str) -> dict[str, str]:
    return {name: "".join(write([result], form)) for name, result in results().items()}


def obeyed(text: str) -> set[str]:
    """The characters that a terminal would do something for, but end a line."""
    hidden = {character for character in text if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")}
    turning = set(text) & set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    return (hidden | turning) - {"\n"}


def test_the_corpus_has_the_families_that_its_readme_names():
    readme = (nasty.FOLDER / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)\.json`", readme, re.MULTILINE)) == set(nasty.FAMILIES)
    assert len(nasty.corpus()) > 400


@pytest.mark.parametrize("form", FORMS)
def test_no_format_carries_what_a_terminal_obeys(form):
    allowed = {"csv": {"\r", "\t"}}.get(form, set())
    assert not {name: found for name, shown in written(form).items() if (found := obeyed(shown) - allowed)}


def strictly(document: str) -> object:
    def refuse(constant: str) -> None:
        raise ValueError(constant)

    return json.loads(document, parse_constant=refuse)


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_means_what_the_record_means(form):
    assert not [n for n, shown in written(form).items() if strictly(shown) != results()[n].model_dump(mode="json")]


def test_a_json_line_is_one_line_for_every_reader_of_lines():
    assert not [name for name, shown in written("jsonl").items() if shown != shown.splitlines()[0] + "\n"]
    assert "".join(written("jsonl").values()).split("\n")[:-1] == "".join(written("jsonl").values()).splitlines()


def rows(name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written("csv")[name], newline=""), strict=True))


def test_csv_is_a_rectangle_and_no_cell_of_it_a_formula():
    for name in results():
        table = rows(name)
        assert [len(row) for row in table] == [len(table[0])] * 3, name
        assert not [cell for row in table for cell in row if FORMULA.match(cell) or cell[:1] in ("\t", "\n")], name


@pytest.mark.parametrize("separator", [";", "\t"])
def test_csv_opened_with_another_separator_has_no_formula_either(separator):
    for name, shown in written("csv").items():
        cells = [cell for line in shown.splitlines() for cell in line.replace('"', "").split(separator)[1:]]
        assert not [cell for cell in cells if FORMULA.match(cell)], name


def test_csv_holds_plain_text_as_it_is():
    ascii = {name for name, text in nasty.corpus().items() if text.isascii() and text.isprintable()}
    plain = {name for name in ascii if nasty.corpus()[name][:1].isalnum() and ";" not in nasty.corpus()[name]}
    assert len(plain) > 50
    assert not [name for name in plain if rows(name)[1][0] != nasty.corpus()[name]]


def shape(parser: MarkdownIt, document: str) -> list[str]:
    tokens = parser.parse(document)
    inline = [child for token in tokens for child in token.children or ()]
    ours = [token.type for token in tokens]
    return ours + [child.type for child in inline if child.type not in ("text", "text_special", "code_inline")]


@pytest.mark.parametrize("preset", ["commonmark", "js-default"])
def test_markdown_has_our_elements_and_no_other(preset):
    parser = MarkdownIt(preset, {"html": True, "typographer": False}).enable(["table", "strikethrough"])
    ours = shape(parser, "".join(write([extraction(HARMLESS, claims=2, rejected=1)], "md")))
    assert not [name for name, shown in written("md").items() if shape(parser, shown) != ours]


def test_markdown_reads_as_the_text():
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for name, result in results().items():
        heading = parser.parse(written("md")[name])[1]
        text = "".join(child.content for child in heading.children or ())
        assert text == (terminal(str(result.article.title)).strip() or "–"), name


def elements(markup: str) -> list[tuple[str, dict[str, str]]]:
    return [(str(each.tag), dict(each.attrib)) for each in html.fragment_fromstring(markup).iter()]


def test_a_notebook_has_our_elements_and_no_other():
    ours = elements(extraction(HARMLESS, claims=2, rejected=1)._repr_html_())
    assert not [name for name, result in results().items() if elements(result._repr_html_()) != ours]


def test_a_notebook_shows_the_text_as_it_is():
    for name, text in nasty.corpus("html", "markdown", "data").items():
        if text.isprintable():
            cell = html.fragment_fromstring(notebook("", ["a"], [{"a": text}])).find(".//td")
            assert cell is not None
            assert cell.text == text, name


@pytest.mark.parametrize("ending", [".jsonl", ".json", ".parquet", ".sqlite", ".duckdb"])
def test_an_export_gives_back_every_string_exactly(ending, tmp_path: Path):
    exported(tmp_path / f"claims{ending}", *results().values())
    found = str(READ[ending](tmp_path / f"claims{ending}"))
    lost = [name for name, result in results().items() if repr(result.claims[0].statement)[1:-1] not in found]
    assert lost == []


def test_a_record_refuses_half_a_surrogate_pair():
    halves = [text for text in nasty.corpus().values() if not nasty.is_utf8(text)]
    assert len(halves) > 4
    for text in halves:
        with pytest.raises(ValidationError):
            claim(text)
        with pytest.raises(ValidationError):
            Article(text="Meta said so.", title=text)


@pytest.mark.parametrize("form", FORMS)
def test_half_a_surrogate_pair_put_past_the_checks_crashes_no_format(form):
    changed = dict.fromkeys(("actor", "action", "model", "source", "statement", "when"), "�")
    span = Span.model_construct(start=0, end=1, text="\udfff")
    half = extraction(HARMLESS).claims[0].model_copy(update={**changed, "evidence": (span,)})
    shown = "".join(write([extraction(HARMLESS).model_copy(update={"claims": (half,)})], form))
    assert "\ufffd" in shown.encode("utf-8").decode()


@pytest.mark.parametrize("form", [*FORMS, "notebook"])
@pytest.mark.parametrize("text", [nasty.long_line(), nasty.storm()], ids=["long line", "storm"])
def test_what_is_too_long_is_written_in_seconds(form, text):
    result = extraction(HARMLESS)
    long = Claim.model_construct(**{**dict(result.claims[0]), "statement": text})
    result = result.model_copy(update={"claims": (long,)})
    began = time.process_time()
    shown = result._repr_html_() if form == "notebook" else "".join(write([result], form))
    assert "algo" in shown or shown.count("Meta opens Llama") > 50
    assert time.process_time() - began < 5
