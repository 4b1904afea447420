"""Which names of the user's own go beside those of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.names import Aliases, Given

if TYPE_CHECKING:
    from extractor.settings import Settings


def meant(given: Given | None, settings: Settings | None) -> Aliases | None:
    """The aliases given, else those of the file that the settings name. Raises ConfigError for what can't be read."""
    if given is None:
        given = getattr(settings, "aliases", None)
    return None if given is None else Aliases.of(given)
