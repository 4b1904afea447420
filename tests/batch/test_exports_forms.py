"""What goes into an export comes out of it, whatever the text."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor.batch.exports.tables import LAYOUT, TABLES
from extractor.escape import spreadsheet
from extractor.models import ROW_COLUMNS, Article, Attribution, Canonical, Extraction, Span
from tests.batch.exported import READ, answer, exported, table_of
from tests.commands import ROOT
from tests.results import NASTY, claim, extraction

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
FEW = settings(max_examples=25, deadline=None)


def rich(text: str) -> Extraction:
    """Two claims and a rejection that hold the text wherever text can stand, in chains and lists too."""
    span = Span(start=0, end=len(text), text=text)
    changes = {
        "attribution": (Attribution(name=text, type="media"), Attribution(name="insiders", type="anonymous")),
        "evidence": (span, span),
        "mentions": {"actor": (span, span), "model": (span,)},
        "canonical": Canonical(actor=text, source=text, attribution=(text, None)),
    }
    return extraction(text, rejected=1).model_copy(update={"claims": (claim(text, **changes), claim(text, model=None))})


def read_back(ending: str, *extractions: Extraction) -> list:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"claims{ending}"
        exported(path, *extractions)
        return READ[ending](path)


@FEW
@given(TEXTS)
@example(NASTY)
def test_json_lines_hold_the_extractions(text):
    result = rich(text)
    assert [Extraction.model_validate(each) for each in read_back(".jsonl", result, result)] == [result, result]


@FEW
@given(TEXTS)
@example(NASTY)
def test_a_json_array_holds_the_extractions(text):
    result = rich(text)
    assert [Extraction.model_validate(each) for each in read_back(".json", result, result)] == [result, result]


@FEW
@given(TEXTS)
@example(NASTY)
def test_csv_holds_the_rows_as_a_spreadsheet_may_see_them(text):
    result = rich(text)
    expected = [{name: str(spreadsheet("" if x is None else x)) for name, x in row.items()} for row in result.to_rows()]
    assert read_back(".csv", result, result) == expected * 2


@FEW
@given(TEXTS)
@example(NASTY)
def test_parquet_holds_the_rows_with_their_chains_and_sentences(text):
    result = rich(text)
    found = read_back(".parquet", result, result)
    assert [{name: row[name] for name in ROW_COLUMNS} for row in found] == result.to_rows() * 2
    chain = result.claims[0].attribution
    names = result.claims[0].canonical.attribution
    assert found[0]["attribution"] == [
        {**link.model_dump(), "canonical": name} for link, name in zip(chain, names, strict=True)
    ]
    assert found[0]["evidence_spans"] == [span.model_dump() for span in result.claims[0].evidence]


@pytest.mark.parametrize("ending", [".sqlite", ".duckdb"])
@settings(max_examples=5, deadline=None)
@given(text=TEXTS)
@example(text=NASTY)
def test_a_database_holds_the_text_in_every_table(ending, text):
    result = rich(text)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"claims{ending}"
        exported(path, extraction("First."), result)
        found = {name: [row for row in table_of(path, name) if row["article"] == 2] for name in TABLES}
    (article,) = found["articles"]
    assert (article["text"], article["title"], article["warnings"], article["notes"]) == (text,) * 4
    assert (article["id"], article["engine"], article["cost"]) == (result.article.id, "offline", None)
    assert [row["statement"] for row in found["claims"]] == [text, text]
    assert [row["model"] for row in found["claims"]] == [text, None]
    assert [row["when_written"] for row in found["claims"]] == [text, text]
    assert found["claims"][0]["evidence"] == f"{text} … {text}"
    assert [(row["claim"], row["position"], row["name"]) for row in found["attributions"]] == [
        *((1, 1, text), (1, 2, "insiders")),
        (2, 1, text),
    ]
    places = [(row["claim"], row["position"], row["char_start"], row["char_end"]) for row in found["evidence"]]
    assert places == [(1, 1, 0, len(text)), (1, 2, 0, len(text)), (2, 1, 0, len(text))]
    assert {row["text"] for row in found["evidence"] + found["mentions"]} == {text}
    assert [(row["field"], row["position"]) for row in found["mentions"]] == [("actor", 1), ("actor", 2), ("model", 1)]
    assert [(row["reason"], row["message"]) for row in found["rejections"]] == [("unknown_name", text)]


def test_a_date_is_a_date(tmp_path):
    article = Article(text="x", published=dt.date(2025, 7, 1))
    dated = extraction().model_copy(update={"article": article})
    found = {}
    for ending in (".sqlite", ".duckdb"):
        exported(tmp_path / f"claims{ending}", dated)
        (row,) = table_of(tmp_path / f"claims{ending}", "articles")
        found[ending] = row["published"]
    exported(tmp_path / "claims.parquet", dated)
    found[".parquet"] = READ[".parquet"](tmp_path / "claims.parquet")[0]["article_published"]
    assert found == {".sqlite": "2025-07-01", ".duckdb": article.published, ".parquet": article.published}


def test_the_layout_has_the_columns_that_are_filled():
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(LAYOUT)
        made = {
            name: tuple(column[1] for column in database.execute(f"PRAGMA table_info({name})"))
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
    assert made == TABLES


def test_two_files_with_one_text_are_two_articles(tmp_path):
    exported(tmp_path / "claims.sqlite", extraction("Same."), extraction("Same."))
    rows = table_of(tmp_path / "claims.sqlite", "articles")
    assert [row["article"] for row in rows] == [1, 2]
    assert len({row["id"] for row in rows}) == 1


def test_many_articles_go_through_in_batches(tmp_path):
    for ending in (".sqlite", ".duckdb", ".parquet"):
        path = tmp_path / f"claims{ending}"
        exported(path, *[extraction(f"Number {number}.", claims=9) for number in range(450)])
        actors = [row["actor"] for row in READ[ending](path)]
        assert actors == [f"Number {number // 9}." for number in range(4050)]


def test_a_byte_for_byte_comparison_is_possible_for_all_but_duckdb(tmp_path):
    for ending in READ.keys() - {".duckdb"}:
        for name in ("one", "two"):
            exported(tmp_path / f"{name}{ending}", *map(rich, ("One.", NASTY)))
        assert (tmp_path / f"one{ending}").read_bytes() == (tmp_path / f"two{ending}").read_bytes()


def test_csv_can_do_nothing_in_a_spreadsheet(tmp_path):
    exported(tmp_path / "claims.csv", extraction("=cmd|' /C calc'!A0"))
    assert re.search(r"(^|,)\"?[=+@-]", (tmp_path / "claims.csv").read_text(), re.MULTILINE) is None


@pytest.mark.parametrize("ending", [".sqlite", ".duckdb"])
def test_the_questions_of_the_documentation_are_answered(tmp_path, ending):
    path = tmp_path / f"claims{ending}"
    exported(path, rich("Meta said “so”."))
    asked = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    answers = [answer(path, question) for question in re.findall(r"```sql\n(.+?)```", asked, re.DOTALL)]
    assert answers == [[("Meta said “so”.", "Meta said “so”.", "closed", 1)], [(0,)]]
