"""The report: one page whose elements are the template's, whatever its data hold."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from itertools import islice

import pytest
from lxml import html as lxml_html

from extractor.models import Article, Span
from extractor.writers.report import SCRIPTS, STYLES, page
from tests.nasty import corpus, is_utf8, long_line
from tests.reports import Page, filled, report
from tests.results import claim, extraction

PARTS = files("extractor.writers.report") / "page"
NONE = report([])
TEXTS = tuple(text for text in corpus().values() if text and is_utf8(text))
"""What a record can hold: no half of a surrogate pair."""
ASTRAL = "🚀 Acme 𝔘 opens Zed 🎉."


@pytest.fixture(scope="module")
def attacked() -> Page:
    """A page with an article for every nasty string, in all fields of its records."""
    return report(map(filled, TEXTS), TEXTS)


def test_no_text_of_a_record_becomes_an_element(attacked: Page) -> None:
    assert len(corpus("html", "page")) > 60
    assert attacked.census == NONE.census
    assert attacked.census["script"] == 2


def test_another_parser_finds_the_same_elements(attacked: Page) -> None:
    first, second = (
        lxml_html.document_fromstring(page.html).iter(lxml_html.etree.Element) for page in (attacked, NONE)
    )
    assert [element.tag for element in first] == [element.tag for element in second]


def test_nothing_in_the_data_can_end_or_open_a_block(attacked: Page) -> None:
    assert set("<>&\u2028\u2029\u202e\x85\x7f") & set(attacked.block) == set()
    assert attacked.block.count("</") == attacked.block.count("<!--") == 0


def test_the_data_are_the_records(attacked: Page) -> None:
    results = attacked.data["results"]
    assert [result["article"]["text"] for result in results] == list(TEXTS)
    assert [result["claims"][0]["statement"] for result in results] == list(TEXTS)
    assert [result["rejected"][0]["draft"]["model"] for result in results] == list(TEXTS)
    assert attacked.data["problems"] == list(TEXTS)


def test_the_policy_allows_nothing_but_the_style_and_the_script_of_the_page(attacked: Page) -> None:
    (style_tag, style), (data_tag, _), (script_tag, script) = attacked.inline
    digests = [
        "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (script, style)
    ]
    assert (style_tag, data_tag, script_tag) == ("style", "script", "script")
    assert attacked.policy.split("; ") == [
        "default-src 'none'",
        f"script-src '{digests[0]}'",
        f"style-src '{digests[1]}'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]


def test_the_page_names_no_other_place() -> None:
    addressed = {"src", "srcset", "href", "action", "data", "poster", "ping", "background", "formaction"}
    named = {value for _, attributes in NONE.tags for name, value in attributes.items() if name in addressed}
    assert {value[:1] for value in named} == {"#"}
    assert re.findall(r"url\(|@import|https?://(?!www\.w3\.org/)", NONE.html.replace("url(#hatch", "")) == []


def test_no_element_of_the_page_has_a_handler_or_a_style_of_its_own() -> None:
    names = {name for _, attributes in NONE.tags for name in attributes}
    assert {name for name in names if name.startswith("on") or name == "style"} == set()


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_of_the_page_makes_no_markup_and_runs_no_text(name: str) -> None:
    script = (PARTS / name).read_text("utf-8")
    risky = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|Function\(|createContextualFragment|\.src\b"
    )
    assert re.findall(rf"{risky}|fetch\(|XMLHttp|setHTML|DOMParser|</|<!--|import\(", script) == []
    assert len(script.splitlines()) <= 250


def test_every_part_of_the_page_is_in_it() -> None:
    there = {part.name for part in PARTS.iterdir()}
    assert there == {"template.html", *SCRIPTS, *STYLES}
    assert all((PARTS / name).read_text("utf-8").strip() in NONE.html for name in (*SCRIPTS, *STYLES))


def test_the_text_of_an_article_is_there_once_and_its_quotes_are_offsets() -> None:
    span = Span(start=2, end=len(ASTRAL), text=ASTRAL[2:])
    article = Article(text=ASTRAL)
    made = extraction().model_copy(
        update={"article": article, "claims": (claim("Acme", evidence=(span,), mentions={"model": (span,)}),)}
    )
    told = report([made])
    assert told.html.count("opens Zed") == 1
    assert told.data["results"][0]["claims"][0]["evidence"] == [[2, len(ASTRAL)]]
    assert told.data["results"][0]["claims"][0]["mentions"] == {"model": [[2, len(ASTRAL)]]}


def test_a_rejected_draft_comes_with_the_sentences_that_it_cites() -> None:
    made = extraction("One sentence. Another sentence.", rejected=1)
    cited = made.rejected[0].draft.model_copy(update={"at": (2, 1, 99, 0)})
    made = made.model_copy(update={"rejected": (made.rejected[0].model_copy(update={"draft": cited}),)})
    assert report([made]).data["results"][0]["rejected"][0]["evidence"] == [[0, 13], [14, 31]]


def test_the_time_that_a_run_took_changes_no_byte() -> None:
    first = extraction()
    second = first.model_copy(update={"run": first.run.model_copy(update={"seconds": 9.0})})
    assert "".join(page([first])) == "".join(page([second]))


def test_an_article_is_written_before_the_next_is_asked_for() -> None:
    asked = []

    def articles():
        for number in range(3):
            asked.append(number)
            yield extraction(f"Article {number}.")

    pieces = page(articles())
    assert "Article 0." in "".join(islice(pieces, 3))
    assert asked == [0]


def test_a_line_of_ten_million_characters_is_written() -> None:
    made = extraction().model_copy(update={"article": Article(text=long_line()), "claims": ()})
    assert report([made]).census == NONE.census
