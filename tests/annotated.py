"""A small annotated article, and claims like those in it."""

from extractor.evaluate import GoldArticle
from extractor.models import Claim, Extraction, Run
from extractor.segment import sentences

TEXT = "Acme released Foo 2 under an open licence on Monday. Bolt will train a larger Foo. Nobody answered."
SPANS = {sentence.number: (sentence.start, sentence.end) for sentence in sentences(TEXT)}


def gold_claim(**changes):
    return {
        "statement": "Acme released Foo 2 under an open licence.",
        "actor": "Acme",
        "actor_type": "organization",
        "action": "release",
        "action_type": "release",
        "model": "Foo 2",
        "openness": "open_source",
        "status": "occurred",
        "sources": [{"name": "Daily Byte", "type": "media"}, {"name": "insiders", "type": "anonymous"}],
        "when": "on Monday",
        "evidence": [1],
        "spans": [SPANS[1]],
        "weight": "vital",
    } | changes


def gold_article(*claims, text=TEXT, lang="en", name="x-01"):
    return GoldArticle.model_validate(
        {"id": name, "title": "", "outlet": "", "published": "2026-05-01", "lang": lang, "genre": "", "text": text}
        | {"claims": claims or (gold_claim(),)}
    )


def predicted(text=TEXT, **changes):
    """A claim like `gold_claim`; fields are named as in gold."""
    drawn = gold_claim(**changes)
    return Claim.model_validate(
        {name: drawn[name] for name in Claim.model_fields if name in drawn}
        | {"attribution": drawn["sources"], "source": None, "date": None, "mentions": {}, "support": "full", "id": "0"}
        | {"evidence": [{"start": start, "end": end, "text": text[start:end]} for start, end in drawn["spans"]]}
    )


def extraction(gold, *claims):
    run = Run(
        engine="offline", model="offline", prompt=None, requests=0, retries=0, reasks=0,
        tokens_in=0, tokens_out=0, tokens_cached=0, cost=None, seconds=0.0,
    )  # fmt: skip
    return Extraction(article=gold.article, claims=claims, rejected=(), run=run)


def as_predicted(gold):
    return [predicted(text=gold.text, **claim.model_dump(mode="json")) for claim in gold.claims]
