"""Articles written for the checks, with claims and with versions of them that are altered by hand."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from extractor.ground import ground
from extractor.models import Article, Draft, DraftClaim
from extractor.segment import sentences

FOLDER = Path(__file__).parent / "data" / "altered"
PARAPHRASED = Path(__file__).parents[1] / "fixtures" / "paraphrased"


@cache
def records(folder: Path = FOLDER):
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def drafted(claim: dict, **changes: str) -> DraftClaim:
    given = {
        "at": claim["evidence"],
        "kind": claim["actor_type"],
        "type": claim["action_type"],
        "open": claim["openness"],
        "said_by": claim["sources"],
        **{key: claim[key] for key in ("statement", "actor", "action", "model", "status", "when")},
    }
    return DraftClaim.model_validate(given | changes)


def stands(record: dict, draft: DraftClaim) -> bool:
    article = Article(**{key: record[key] for key in ("text", "title", "outlet", "published", "lang")})
    return bool(ground(article, sentences(article.text, "en"), Draft(claims=(draft,))).claims)


def unaltered(folder: Path = FOLDER) -> Iterator[bool]:
    """Of each claim, whether it stands."""
    for record in records(folder):
        for claim in record["claims"]:
            yield stands(record, drafted(claim))


def altered(kind: str) -> Iterator[bool]:
    """Of each altered version of this kind, whether it stands."""
    for record in records():
        for claim in record["claims"]:
            for change in claim["altered"]:
                if change["kind"] == kind:
                    actor = change.get("actor", claim["actor"])
                    yield stands(record, drafted(claim, statement=change["statement"], actor=actor))
