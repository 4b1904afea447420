"""A real Chromium, and pages in it that are watched for whatever a report must never do."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.models import Extraction
from extractor.writers.report import Failure, page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


class Watched:
    """A page, and everything it did besides showing itself."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("dialog", lambda dialog: (self.said.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("console", lambda message: self.said.append(f"{message.type} {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error {error}"))
        page.on("popup", lambda popup: self.said.append("popup"))

    def check(self) -> None:
        """Nothing was asked for but the page's own file, nothing ran, nothing was refused, nothing failed."""
        assert self.said == []
        assert {url.partition("#")[0] for url in self.requests} == {self.page.url.partition("#")[0]}


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if importlib.util.find_spec("playwright") is None:
        pytest.skip("the package playwright is not installed: make test-browser")
    if found is None:
        pytest.skip("no Chromium is installed; CHROMIUM names one that stands elsewhere")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


Open = Callable[..., Any]


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens the report of some extractions; in the end each page that was opened has done nothing it must not."""
    watched: list[tuple[Watched, bool]] = []

    def open_report(
        extractions: Iterable[Extraction],
        hash: str = "",
        *,
        problems: Iterable[str] = (),
        failures: Iterable[Failure] = (),
        width: int = 1280,
        watch: bool = True,
        **media: Any,
    ) -> Any:
        file = tmp_path / f"report-{len(watched)}.html"
        file.write_text("".join(page(extractions, problems, failures)), encoding="utf-8")
        context = chromium.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce", **media)
        context.set_default_timeout(5000)
        context.add_init_script(path=Path(__file__).with_name("probe.js"))
        shown = context.new_page()
        watched.append((Watched(shown), watch))
        shown.goto(f"{file.as_uri()}{hash}")
        return shown

    yield open_report
    for each, judged in watched:
        if judged:
            each.check()
        each.page.context.close()
