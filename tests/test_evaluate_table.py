"""An evaluation as a table, as Markdown and as JSON."""

import json

from extractor.evaluate import evaluate, markdown, render
from tests.annotated import extraction, gold_article, predicted

MEASURED = evaluate(
    [gold_article(), gold_article(text="More. " * 20, name="y|02"), gold_article(text="Less. " * 20, name="z-03")],
    [extraction(gold_article(), predicted(action_type="open"))],
    failures={"y|02": "the model\ndeclined"},
    covered=["x-01", "y|02"],
)


def test_the_table_has_the_headline_the_fields_and_a_row_an_article():
    assert render(MEASURED) == (
        "offline: 2 articles, 2 gold claims (2 vital), 1 predicted\n"
        "\n"
        "           F1  precision  recall (vital)  recall (all)  pairs\n"
        "strict   0.67       1.00            0.50          0.50      1\n"
        "lenient  0.67       1.00            0.50          0.50      1\n"
        "\n"
        "on accepted pairs\n"
        "actor                    1.00\n"
        "action type              0.00\n"
        "model                    1.00\n"
        "openness                 1.00\n"
        "status                   1.00\n"
        "outermost attribution    1.00\n"
        "whole attribution chain  1.00\n"
        "evidence F1              1.00\n"
        "\n"
        "article  language  gold  vital  predicted  strict F1  lenient F1\n"
        "x-01           en     1      1          1       1.00        1.00\n"
        "y|02           en     1      1          0       0.00        0.00\n"
        "\n"
        "1 article failed and counted as no prediction:\n"
        "\n"
        "- y|02: the model declined\n"
        "\n"
        "Not in the recording, left out: 1 article (z-03)."
    )


def test_json_is_the_whole_record_with_shares_to_four_places():
    record = json.loads(render(MEASURED, "json"))
    assert record["total"]["strict"] == {
        "pairs": 1, "vital": 1, "precision": 1.0, "recall": 0.5, "recall_all": 0.5, "f1": 0.6667
    }  # fmt: skip
    assert [row["failure"] for row in record["articles"]] == [None, "the model\ndeclined"]
    assert record["not_covered"] == ["z-03"]


def test_markdown_puts_evaluations_side_by_side():
    lines = markdown(MEASURED, MEASURED).splitlines()
    assert lines[:2] == ["|  | offline | offline |", "| --- | ---: | ---: |"]
    assert "| **strict F1** | **0.67** | **0.67** |" in lines
    assert "| strict recall of vital claims | 0.50 | 0.50 |" in lines
    assert "| action type | 0.00 | 0.00 |" in lines


def test_a_name_cannot_break_a_markdown_table():
    assert "| y\\|02 | en | 1 | 1 | 0 | 0.00 | 0.00 |" in render(MEASURED, "md")


def test_a_share_of_nothing_is_a_dash():
    assert "actor                    –" in render(evaluate([gold_article()], []))
