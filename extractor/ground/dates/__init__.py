"""Dates that a text leaves no doubt about."""

from extractor.ground.dates.resolve import resolved as resolved
from extractor.ground.dates.tense import Around as Around
from extractor.ground.dates.tense import around as around
