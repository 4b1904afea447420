"""An article beside its claims: what lights, what is narrowed, what the keyboard reaches.

make test-browser
"""

from __future__ import annotations

import pytest

from tests.browser.newsroom import LINES, NEWS, SCRIPTS, news, script

pytestmark = pytest.mark.browser


def statements(page):
    return [text.strip() for text in page.locator(".beside ol .card:visible .statement bdi").all_inner_texts()]


def test_one_article_opens_beside_its_claims(opened):
    page = opened([news()])
    assert page.get_by_role("heading", level=2).first.inner_text() == "Open and shut 1"
    assert len(statements(page)) == 4
    assert page.get_by_role("status").inner_text() == "4 claims in 1 article"
    assert page.evaluate("probe.text()") == NEWS
    assert page.title() == "Open and shut 1 · Claims"


@pytest.mark.parametrize("how", ["hover", "focus"])
def test_looking_at_a_claim_lights_its_evidence_and_its_mentions(opened, how):
    page = opened([news()])
    getattr(page.locator(".statement").nth(1), how)()
    assert page.evaluate("probe.lit()") == LINES[1]
    assert page.evaluate("probe.marked()") == {
        "actor": "Southbank",
        "model": "Delta",
        "openness": "closed",
        "source": "The Quay",
    }
    labels = page.locator(".paper [data-label]").evaluate_all("(all) => all.map((node) => node.dataset.label)")
    assert labels == ["actor", "model", "openness", "source"]


def test_looking_away_puts_the_light_out(opened):
    page = opened([news()])
    page.locator(".card").nth(1).hover()
    page.locator(".brand").hover()
    assert page.evaluate("probe.lit()") == ""


def test_mentions_differ_in_more_than_their_colour(opened):
    page = opened([news()])
    looks = page.locator(".legend [data-mark]").evaluate_all(
        "(all) => all.map((n) => getComputedStyle(n)).map((s) => `${s.textDecorationLine} ${s.textDecorationStyle}`)"
    )
    assert len(looks) == len(set(looks)) == 5


@pytest.mark.parametrize("name", SCRIPTS)
def test_light_falls_on_the_right_characters_in_every_script(opened, name):
    _, evidence, mentions = SCRIPTS[name]
    page = opened([script(name)])
    page.locator(".statement").focus()
    assert page.evaluate("probe.lit()") == evidence
    assert page.evaluate("probe.marked()") == mentions


def test_a_paragraph_takes_its_direction_from_its_letters(opened):
    page = opened([script("arabic")])
    direction = "(node) => getComputedStyle(node).direction"
    assert page.locator(".paper > p[dir]").evaluate(direction) == "rtl"
    assert page.locator(".statement bdi").evaluate(direction) == "rtl"
    assert page.locator("html").evaluate(direction) == "ltr"


def test_a_sentence_shows_the_claims_that_rest_on_it(opened):
    page = opened([news()])
    page.locator(".sentence", has_text="Southbank keeps Delta").click()
    assert statements(page) == ["Southbank keeps Delta closed.", "Southbank denies that it keeps Delta closed."]
    assert page.locator(".banner").inner_text().startswith("2 claims rest on the sentence.")
    page.keyboard.press("Escape")
    assert len(statements(page)) == 4


def test_the_numbers_after_a_sentence_lead_to_its_claims(opened):
    page = opened([news()])
    numbers = page.get_by_role("link", name="Claims 2 and 3 rest on this sentence")
    assert numbers.inner_text() == "2, 3"
    numbers.press("Enter")
    assert page.evaluate("document.activeElement.innerText").endswith("Southbank keeps Delta closed.")
    assert page.evaluate("probe.lit()") == LINES[1]


def test_the_arrows_go_from_claim_to_claim_and_enter_opens_one(opened):
    page = opened([news()])
    page.locator(".statement").first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "End", "ArrowDown"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    opened_card = page.locator(".card.open")
    assert opened_card.locator("blockquote").inner_text() == LINES[3]
    assert opened_card.get_by_role("button", expanded=True).count() == 1
    assert "partly placed" in opened_card.inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".card.open").count() == 0


def test_an_open_claim_is_in_the_address_and_opens_again_from_it(opened):
    page = opened([news()])
    page.locator(".statement").nth(2).click()
    page.reload()
    assert page.locator(".card.open blockquote").all_inner_texts() == [LINES[1], LINES[2]]


def test_a_claim_says_who_says_so_outermost_first(opened):
    page = opened([news()])
    source = page.locator(".card").nth(1).locator("dd").last
    assert source.evaluate("(node) => node.textContent") == "The Quay → , citing two engineers"
    assert page.locator(".card").first.locator("dd").last.inner_text() == "the article itself"


def test_what_was_rejected_set_aside_and_noted_is_there(opened):
    page = opened([news()])
    page.get_by_text("1 rejected").click()
    rejected = page.locator(".rejected").inner_text()
    assert "Aurora 2 cost $9 million." in rejected
    assert "unsupported number" in rejected
    assert "$9 million does not stand in the evidence." in rejected
    assert LINES[0] in rejected
    remarks = page.locator(".remarks").all_inner_texts()
    assert "A hidden paragraph of 12 words was set aside." in remarks[0]
    assert "The endpoint takes no schema." in remarks[1]
    page.get_by_text("How it was read").click()
    took = page.locator(".provenance").inner_text()
    assert all(words in took for words in ("openai relay", "2 (1 re-ask)", "3,049 in, 1,939 out", "unknown"))


def test_what_cannot_be_seen_is_shown_as_a_sign(opened):
    flag = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e007f"
    text = "Acme\u202e opens\x07 Zed \U000e0041\U000e0042 now " + flag
    made = news()
    article = made.article.model_copy(update={"title": text})
    page = opened([made.model_copy(update={"article": article})])
    shown = "Acme⟨U+202E⟩ opens⟨U+0007⟩ Zed ⟨2 hidden characters from U+E0041⟩ now " + flag
    assert page.locator("h2#article-title").inner_text() == shown


def test_a_page_for_paper_has_every_claim_with_its_quotes_and_no_controls(opened):
    page = opened([news()])
    page.locator(".sentence", has_text="Southbank keeps Delta").click()
    page.emulate_media(media="print")
    quotes = page.locator(".beside ol blockquote").all_inner_texts()
    assert quotes == [LINES[0], LINES[1], LINES[1], LINES[2], LINES[3]]
    assert all(page.locator(".beside ol blockquote").nth(n).is_visible() for n in range(5))
    assert [
        name for name in (".filters", ".views", ".ref", "#show-keys") if page.locator(name).first.is_visible()
    ] == []
