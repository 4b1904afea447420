"""Many articles: filters, search, charts, the list of articles, and the address that keeps it all."""

from __future__ import annotations

import pytest

from extractor.models import Article
from extractor.writers.report import Failure
from tests.browser.newsroom import about, news, script

pytestmark = pytest.mark.browser


def some():
    return [news(1), script("japanese"), news(2)]


def count(page):
    return page.get_by_role("status").inner_text()


def titles(page):
    return page.locator("#index tbody th a").all_inner_texts()


@pytest.mark.parametrize(
    ("facet", "value", "left"),
    [
        ("Openness", "closed", 2),
        ("Status", "denied", 2),
        ("Actor", "Southbank", 4),
        ("Model", "Aurora 3", 2),
        ("Model", "no model", 3),
        ("Source", "The Quay", 2),
        ("Source", "the article itself", 5),
    ],
)
def test_a_filter_leaves_the_claims_that_have_the_value_as_many_as_it_said(opened, facet, value, left):
    page = opened(some())
    group = page.get_by_role("group", name=facet, exact=True)
    assert group.locator("li", has=page.get_by_text(value, exact=True)).locator(".tally").inner_text() == str(left)
    group.get_by_role("checkbox", name=value).check()
    assert count(page).startswith(f"{left} of 9 claims")
    page.get_by_role("link", name="All claims").click()
    assert page.locator("#claims .card").count() == left
    page.get_by_role("button", name=f"Remove the filter {facet}: {value}").click()
    assert count(page) == "9 claims in 3 articles"


def test_values_of_one_filter_add_up_and_filters_narrow_each_other(opened):
    page = opened(some())
    page.get_by_role("checkbox", name="closed").check()
    page.get_by_role("checkbox", name="open weights").check()
    assert count(page) == "4 of 9 claims, in 2 of 3 articles"
    page.get_by_role("checkbox", name="Southbank").check()
    assert count(page) == "2 of 9 claims, in 2 of 3 articles"
    assert page.evaluate("document.activeElement.labels[0].innerText").startswith("Southbank")
    page.get_by_role("button", name="Clear all filters").click()
    assert count(page) == "9 claims in 3 articles"


def test_names_of_the_users_list_count_as_one_and_stand_beside_those_of_the_article(opened):
    made = news()
    canonical = {"actor": "Northlight Inc.", "model": "Aurora", "attribution": ()}
    claims = [type(made.claims[0]).model_validate({**dict(claim), "canonical": canonical}) for claim in made.claims[:1]]
    page = opened([made.model_copy(update={"claims": (*claims, *made.claims[1:])})])
    page.get_by_role("checkbox", name="Northlight Inc.").check()
    assert count(page) == "1 of 4 claims, in 1 of 1 article"
    assert page.locator(".facts").first.inner_text().splitlines()[:2] == ["Actor", "Northlight Labs (Northlight Inc.)"]
    assert page.get_by_role("checkbox", name="Aurora 2").count() == 0


def test_search_folds_case_and_accents(opened):
    text = "Ünal Labs öffnet Größe 1."
    page = opened([about(Article(text=text), news().claims[0].model_copy(update={"statement": text})), news()])
    page.keyboard.press("/")
    page.keyboard.type("UNAL LABS OFFNET")
    assert count(page) == "1 of 5 claims, in 1 of 2 articles"
    assert page.evaluate("document.activeElement.id") == "search"


def test_the_address_keeps_filters_and_goes_back(opened):
    page = opened(some())
    page.get_by_role("checkbox", name="denied").check()
    page.get_by_role("link", name="Open and shut 2").click()
    assert page.locator(".beside ol .card").count() == 1
    page.reload()
    assert page.locator(".beside ol .card").count() == 1
    assert page.locator(".beside h2").inner_text() == "1 of 4 claims"
    page.go_back()
    assert titles(page) == ["Open and shut 1", "Open and shut 2"]
    page.go_back()
    assert count(page) == "9 claims in 3 articles"


def test_a_bar_of_the_timeline_leaves_its_claims(opened):
    page = opened(some())
    assert page.locator(".timeline a").evaluate_all("(all) => all.map((a) => a.getAttribute('aria-label'))") == [
        "March 2026: 2 claims",
        "April 2026: 2 claims",
    ]
    assert "5 claims without a date." in page.locator(".panel").first.inner_text()
    page.get_by_role("link", name="March 2026: 2 claims").focus()
    page.keyboard.press("Enter")
    page.get_by_text("2 of 9 claims, in 2 of 3 articles").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "March 2026: 2 claims, chosen"


@pytest.mark.parametrize(
    ("dates", "bars"),
    [
        (["2026-03-03", "2026-03-05"], ["3 March 2026: 1 claim", "5 March 2026: 1 claim"]),
        (["2026", "2019", "2019"], ["2019: 2 claims", "2026: 1 claim"]),
        (["2026-03", "2026-03-09", "2026"], ["March 2026: 2 claims"]),
        (["0001", "9999", "2026-13", "soon"], []),
    ],
    ids=["days", "years", "months", "far apart"],
)
def test_the_timeline_counts_by_what_the_dates_are(opened, dates, bars):
    base = news()
    claims = [base.claims[0].model_copy(update={"date": date}) for date in dates]
    page = opened([base.model_copy(update={"claims": tuple(claims)})], "#view=overview")
    labels = page.locator(".timeline a").evaluate_all("(all) => all.map((a) => a.getAttribute('aria-label'))")
    assert labels == bars
    assert page.locator(".timeline .column").count() <= 60


def test_a_chart_tells_its_numbers_in_a_table_too(opened):
    page = opened(some())
    assert page.get_by_role("img", name="2 closed").count() == 1
    panel = page.locator(".panel", has_text="Openness by actor")
    panel.get_by_text("As a table").click()
    rows = panel.locator("tbody tr").all_inner_texts()
    assert [row.split() for row in rows] == [
        ["Northlight", "Labs", *"2 2 0 0 0 1".split()],
        ["Southbank", *"0 0 0 0 2 2".split()],
    ]


def test_articles_are_sorted_and_found(opened):
    page = opened(some())
    assert len(titles(page)) == 3
    page.get_by_role("button", name="Claims").click()
    assert page.locator("th[aria-sort=descending]").inner_text() == "Claims ↓"
    assert titles(page)[:2] == ["Open and shut 1", "Open and shut 2"]
    page.get_by_role("button", name="Claims").click()
    assert titles(page)[0].startswith("東雲")
    page.get_by_label("Find an article").fill("SHUT 2")
    assert titles(page) == ["Open and shut 2"]


def test_only_the_chosen_article_is_on_the_page(opened):
    page = opened(some())
    assert page.locator("article").count() == 0
    page.get_by_role("link", name="Open and shut 1").click()
    assert page.locator("article").count() == 1
    assert page.evaluate("document.activeElement.innerText") == "Open and shut 1"
    page.keyboard.press("n")
    assert page.locator("article h2").inner_text().startswith("東雲")
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert page.locator("article h2").inner_text() == "Open and shut 2"
    page.keyboard.press("p")
    page.keyboard.press("o")
    assert page.locator("#index").is_visible()


def test_letters_are_no_keys_once_they_are_switched_off(opened):
    page = opened(some())
    page.keyboard.press("?")
    page.get_by_label("Letters and signs are keys").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("?")
    assert page.get_by_role("dialog").count() == 0


def test_long_lists_come_in_pages(opened):
    page = opened([news(number) for number in range(130)])
    assert len(titles(page)) == 100
    page.get_by_role("button", name="Show 30 more of 130 articles").click()
    assert len(titles(page)) == 130
    page.get_by_role("link", name="All claims").click()
    assert page.locator("#claims .card").count() == 50
    page.get_by_role("button", name="Show 50 more").click()
    assert page.locator("#claims .card").count() == 100
    assert page.evaluate("document.activeElement.innerText").startswith("Southbank denies")


def test_what_could_not_be_read_is_told(opened):
    page = opened(some(), problems=["claims.jsonl:7 is no JSON"])
    assert "claims.jsonl:7 is no JSON" in page.locator(".missing").inner_text()
    assert "1 result could not be read and is not in this report" in page.locator(".missing").inner_text()


def test_articles_that_failed_are_listed_with_their_reasons_and_found(opened):
    failures = [Failure(f"a{number}.txt", "the answer was cut off; use smaller chunks") for number in range(120)]
    page = opened(some(), failures=failures)
    assert page.locator(".failed h2").inner_text() == "120 articles failed and have no result"
    assert page.locator(".failed tbody tr").count() == 100
    page.get_by_role("button", name="Show 20 more of 120 failed articles").click()
    assert page.locator(".failed tbody tr").count() == 120
    page.get_by_label("Find an article").fill("a119")
    assert page.locator(".failed tbody").inner_text().split("\t") == [
        "a119.txt",
        "the answer was cut off; use smaller chunks",
    ]


@pytest.mark.parametrize("hash", ["#view=article&article=none", "#view=x&actor=", "#%E0%A4%A&&==", "#sort=__proto__"])
def test_an_address_that_cannot_be_meant_shows_the_overview(opened, hash):
    page = opened(some(), hash)
    assert page.locator("#index").is_visible()
