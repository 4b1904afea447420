"""What an article's result is kept under."""

from __future__ import annotations

import hashlib
import json

from extractor import __version__
from extractor.engines.base import WIRE_SCHEMA, Engine
from extractor.engines.cached import identity
from extractor.models import Article
from extractor.pipeline import Reading, prompt_fingerprint


class Keys:
    """The keys of articles for one engine and one way of asking it.

    A key covers all that decides a result: what the calls are made of (prompts, wire schema, size of a part, number of
    passes, and the article's text and metadata, as far as a prompt shows it), who answers them, and the version of the
    code that judges the answers. Where the article came from is no part of it. The calls themselves follow from these,
    so a finished batch is found again without planning a single one.
    """

    def __init__(self, engine: Engine, reading: Reading | None = None) -> None:
        reading = reading or Reading()
        asked = {
            "version": __version__,
            "engine": identity(engine),
            "prompts": prompt_fingerprint(parts=True, again=reading.passes > 1),
            "schema": WIRE_SCHEMA,
            "chunk_tokens": reading.chunk_tokens,
            "passes": reading.passes,
        }
        self._start = hashlib.sha256(_canonical(asked))

    def of(self, article: Article) -> str:
        """The article's key, 64 hex digits."""
        published = article.published and article.published.isoformat()
        digest = self._start.copy()
        digest.update(_canonical([article.title, article.outlet, published, article.lang, article.text]))
        return digest.hexdigest()


def _canonical(document: object) -> bytes:
    return json.dumps(document, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()
