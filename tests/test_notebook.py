"""An extraction in a notebook: a table in which an article stays text."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from tests.results import extraction


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data):
        self.text += data


def test_a_notebook_shows_a_row_for_each_claim():
    page = Tags(extraction("Meta said so.", claims=3)._repr_html_())
    assert [tag for tag, _ in page.tags].count("tr") == 4
    assert "3 claims, 0 rejected" in page.text


def test_markup_in_an_article_is_shown_as_text():
    page = Tags(extraction("<img src=x onerror=alert(1)>")._repr_html_())
    assert "<img src=x onerror=alert(1)>" in page.text
    assert "img" not in {tag for tag, _ in page.tags}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_no_text_adds_a_tag_or_an_attribute(text):
    assert Tags(extraction(text)._repr_html_()).tags == Tags(extraction("Meta")._repr_html_()).tags
