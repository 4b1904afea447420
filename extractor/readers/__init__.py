"""Articles from files, standard input and strings."""

from __future__ import annotations

from extractor.readers.article import read as read
from extractor.readers.article import read_bytes as read_bytes
from extractor.readers.article import read_text as read_text
