"""What readers set aside or doubted, said on standard error: once for each article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.cli import console

if TYPE_CHECKING:
    from extractor.models import Article

TOLD = 10
"""Articles of one run whose warnings are said one by one; the others' stand in the results alone."""


class Warnings:
    """Says the warnings of article after article, and at last that there are more."""

    def __init__(self) -> None:
        self._told = 0

    def tell(self, article: Article, name: str | None) -> None:
        """`name` is where the article was read; None where there is no other."""
        if not article.warnings:
            return
        self._told += 1
        if self._told <= TOLD:
            for warning in article.warnings:
                console.say(f"warning: {warning if name is None else console.named(warning, name)}")
        elif self._told == TOLD + 1:
            console.say("warning: more articles have warnings; they stand in the results")
