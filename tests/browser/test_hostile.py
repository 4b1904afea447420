"""Records that want to be more than text: no script runs, nothing is asked for, no element is added.

What a page did is judged when its test ends: a dialog, a request, a line in the console or a refusal by the page's
policy fails it (`conftest.Watched`).
"""

from __future__ import annotations

from collections import Counter
from urllib.parse import quote

import pytest

from extractor.writers.report import Failure
from tests.browser.newsroom import news
from tests.nasty import corpus, is_utf8, storm
from tests.reports import filled

pytestmark = pytest.mark.browser

TEXTS = [text for text in corpus().values() if text and is_utf8(text)]

OURS = set(
    "html head meta title style body a header h1 nav p button div aside details summary span search label input "
    "fieldset legend ul ol li main section noscript dialog h2 h3 table caption thead tbody tr th td kbd form svg defs "
    "pattern path script bdi dl dt dd blockquote article time strong rect line g text".split()
)


def check(page) -> Counter[str]:
    """The number of elements of each kind; the links lead to the page itself or into the web."""
    assert [
        link for link in page.evaluate("probe.addresses()") if not link.startswith(("#", "http://", "https://"))
    ] == []
    assert page.evaluate("probe.handlers()") == []
    census = Counter(page.evaluate("probe.census()"))
    assert set(census) <= OURS
    assert census["script"] == 2
    assert census["style"] == 1
    return census


def test_no_article_adds_an_element_or_runs_anything(opened):
    page = opened([filled("plain"), *map(filled, TEXTS)])
    page.locator("#index a").first.click()
    page.evaluate("probe.touch()")
    plain = check(page)
    for number in range(len(TEXTS)):
        page.keyboard.press("Escape")
        page.keyboard.press("n")
        page.evaluate("probe.touch()")
        census = check(page)
        # Letters of other kinds make other pieces of a text, and an address of the web is a link.
        pieces = {"span", "p", "a", "time", "bdi", "blockquote"}
        extra = {tag: n for tag, n in (census - plain).items() if tag not in pieces}
        assert extra == {}, TEXTS[number]


@pytest.mark.parametrize("view", ["overview", "claims"])
def test_no_list_or_chart_adds_an_element_or_runs_anything(opened, view):
    page = opened(map(filled, TEXTS), f"#view={view}", problems=TEXTS, failures=[Failure(text, text) for text in TEXTS])
    page.evaluate("probe.open()")
    while page.get_by_role("button", name="Show").count():
        page.get_by_role("button", name="Show").first.click()
    check(page)


def test_a_filter_of_any_value_leaves_its_claims(opened):
    made = [filled(text) for text in TEXTS[:60]]
    page = opened(made)
    for text in TEXTS[:60]:
        page.evaluate("(hash) => { location.hash = hash; }", f"view=claims&actor={quote(text)}")
        page.wait_for_function("document.querySelectorAll('#chips li').length === 1")
        assert page.locator("#claims .card").count() >= 2
    check(page)


@pytest.mark.parametrize("name", ["q", "find", "actor", "article", "claim", "sort", "view", "date"])
def test_no_address_runs_anything(opened, name):
    attacks = "".join(f"&{name}={quote(text)}" for text in corpus("page", "html").values())
    page = opened([news(1), news(2)], f"#view=overview{attacks}")
    check(page)


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://quay.example/a?b=1", "https://quay.example/a?b=1"),
        ("HTTP://QUAY.example/", "http://quay.example/"),
        ("https://good.example@evil.example/", "https://good.example@evil.example/"),
        ('https://a.example/"onmouseover=alert(1)', "https://a.example/%22onmouseover=alert(1)"),
        ("javascript:alert(1)", None),
        (" javascript:alert(1)", None),
        ("data:text/html,<script>alert(1)</script>", None),
        ("//evil.example/x", None),
        ("https://", None),
        ("file:///etc/passwd", None),
    ],
)
def test_only_addresses_of_the_web_are_links_and_they_name_their_host(opened, url, href):
    made = news()
    page = opened([made.model_copy(update={"article": made.article.model_copy(update={"url": url})})])
    address = page.locator(".byline .address")
    assert address.get_attribute("href") == href
    if href:
        assert address.get_attribute("rel") == "noopener noreferrer"
        assert address.locator("bdi").inner_text() == href.split("/")[2].rpartition("@")[2]
    else:
        assert address.inner_text().strip() == url.strip()


def test_marks_piled_on_a_letter_stay_in_their_line(opened):
    page = opened([filled(storm())])
    assert page.locator(".statement bdi").first.bounding_box()["height"] < 120


def test_the_policy_lets_nobody_make_markup(opened):
    page = opened([news()], watch=False)  # it says so in the console
    assert page.evaluate("probe.markup()") == "TypeError"
