"""Hundreds of articles: the first view is there within two seconds, and a step is not waited for."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.report import PROBE, extractions
from extractor.writers.report import page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of 500 articles with 25 claims each."""
    file = tmp_path_factory.mktemp("speed") / "report.html"
    file.write_text("".join(page(extractions(500, 25))), encoding="utf-8")
    return file


@pytest.fixture
def shown(chromium, report):
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(path=PROBE)
    tab = context.new_page()
    tab.goto(report.as_uri(), wait_until="commit")
    tab.wait_for_function("globalThis.timing")
    yield tab
    context.close()


def test_the_list_of_500_articles_is_there_within_two_seconds(shown):
    assert shown.evaluate("timing.first") < 2000
    assert shown.get_by_role("status").inner_text() == "12,500 claims in 500 articles"


def test_going_from_article_to_article_is_not_waited_for(shown):
    shown.locator("#index tbody a").first.click()
    assert sorted(shown.evaluate("timing.press('n')") for _ in range(9))[4] < 200
    assert shown.locator("article").count() == 1


def test_a_report_of_many_articles_stays_small(report):
    assert report.stat().st_size < 500 * 25 * 600
