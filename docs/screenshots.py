"""Makes the pictures of docs/report.md from the demo's article, with a Chromium: python docs/screenshots.py

Needs what `make test-browser` installs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ARTICLE = "fixtures/articles/open-to-hybrid.md"
RECORDING = "fixtures/recordings/open-to-hybrid.jsonl"
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run")


@dataclass(frozen=True, slots=True)
class Picture:
    """One view of the report, and how it is looked at."""

    name: str
    view: str
    width: int
    height: int
    scheme: str = "light"
    opened: int | None = None
    """Which claim is open."""


PICTURES = (
    Picture("report-wide", "article", 1280, 650, opened=8),
    Picture("report-dark", "overview", 1280, 720, scheme="dark"),
    Picture("report-phone", "claims", 390, 780, opened=1),
)


def main() -> None:
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        report = Path(folder) / "report.html"
        command = [sys.executable, "-m", "extractor", "extract", ARTICLE, "--replay", RECORDING, "-o", str(report)]
        subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 - our own command
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for picture in PICTURES:
            take(browser, report, picture)
        browser.close()


def take(browser: Any, report: Path, picture: Picture) -> None:
    """Writes the picture beside this file."""
    size = {"width": picture.width, "height": picture.height}
    page = browser.new_page(viewport=size, color_scheme=picture.scheme, reduced_motion="reduce")
    page.goto(f"{report.as_uri()}#view={picture.view}")
    if picture.opened is not None:
        page.locator(f"#{picture.view} .statement").nth(picture.opened).click()
        page.mouse.move(0, 0)
    path = ROOT / "docs" / f"{picture.name}.png"
    page.screenshot(path=path)
    page.close()
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
