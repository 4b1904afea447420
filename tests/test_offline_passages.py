"""What the offline engine drafts from short passages of several kinds of journalism."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractor.engines.base import Call
from extractor.engines.offline import Offline
from extractor.models import Article, DraftClaim
from extractor.segment import sentences

PASSAGES = {
    path.stem: tomllib.loads(path.read_text("utf-8"))
    for path in sorted(Path(__file__).parent.glob("data/passages/*.toml"))
}
WANTED = [(name, wanted) for name, passage in PASSAGES.items() for wanted in passage["claims"]]


@cache
def claims(name: str) -> tuple[DraftClaim, ...]:
    article = Article(text=PASSAGES[name]["text"].strip(), lang="en")
    return Offline().answer(Call(article, sentences(article.text, "en"), (), "")).draft.claims


@pytest.mark.parametrize(("name", "wanted"), WANTED, ids=[f"{name}: {wanted['says']}" for name, wanted in WANTED])
def test_a_passage_gives_the_claim_with_who_says_so_and_how_certain(name: str, wanted: dict[str, Any]) -> None:
    found = [claim for claim in claims(name) if wanted["says"] in claim.statement]
    assert found, [claim.statement for claim in claims(name)]
    claim = found[0]
    got = {"says": wanted["says"], "actor": claim.actor, "status": claim.status.value, "model": claim.model}
    got["source"] = claim.said_by[0].name if claim.said_by else ""
    assert {key: got[key] if str(value) not in str(got[key]) else value for key, value in wanted.items()} == wanted
