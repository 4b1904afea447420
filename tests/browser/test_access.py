"""For every reader: landmarks, names, contrast, narrow screens, light and dark."""

from __future__ import annotations

import pytest

from tests.browser.newsroom import news, script

pytestmark = pytest.mark.browser

VIEWS = ("#view=overview", "#view=claims", "#view=article")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(opened, view, scheme):
    page = opened([news()], view, color_scheme=scheme)
    for statement in page.locator(f"{view.replace('#view=', '#')} .statement").all()[:2]:
        statement.click()
    page.evaluate("probe.open()")
    assert page.evaluate("probe.faint()") == []


def test_dark_mode_is_dark(opened):
    ground = "(node) => getComputedStyle(node).backgroundColor"
    assert opened([news()], color_scheme="dark").locator("body").evaluate(ground) == "rgb(25, 24, 22)"
    assert opened([news()], color_scheme="light").locator("body").evaluate(ground) == "rgb(247, 245, 240)"


@pytest.mark.parametrize("view", VIEWS)
def test_whatever_is_pressed_or_read_out_has_a_name(opened, view):
    page = opened([news(), news(2)], f"{view}&article=" if view == "#view=article" else view)
    page.evaluate("probe.open()")
    assert page.evaluate("probe.nameless()") == []


def test_the_page_has_its_landmarks_once(opened):
    page = opened([news()])
    for role in ("banner", "navigation", "main", "complementary", "search", "status"):
        assert page.get_by_role(role).count() == 1, role
    assert page.get_by_role("status").get_attribute("aria-live") == "polite"
    assert page.get_by_role("navigation").locator("[aria-current=page]").inner_text() == "Article"


def test_the_first_key_leads_past_the_filters(opened):
    page = opened([news()])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "sheet"


def test_where_the_focus_is_can_be_seen(opened):
    page = opened([news()])
    page.locator(".sheet").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("view", VIEWS)
def test_no_screen_is_too_narrow(opened, width, view):
    page = opened([news(), script("arabic")], view, width=width)
    if view == "#view=article":
        page.keyboard.press("o")
        page.locator("#index tbody a").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_a_sentence_leads_to_its_claims_and_back(opened):
    page = opened([news()], width=390, has_touch=True, is_mobile=True)
    assert page.locator("#facets").is_visible() is False
    page.locator(".sentence", has_text="Southbank keeps Delta").tap()
    banner = page.locator(".banner")
    assert 0 <= banner.bounding_box()["y"] < 800
    page.get_by_role("button", name="Back to the sentence").tap()
    assert page.evaluate("document.activeElement.innerText") == "2, 3"
