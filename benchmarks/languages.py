"""How the checks do in other languages: true claims that they reject, altered ones that they accept.

    python -m benchmarks.languages [--apart] [--show]

`tests/data/languages` holds a short article in each language, with claims made by hand and, beside each, ways to make
it false: a number, a negation, a name, and statements of other articles. `--apart` takes the articles that nothing was
tuned to, `--show` prints what went wrong.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.ground import ground
from extractor.models import Article, Draft, DraftClaim
from extractor.readers.language import language
from extractor.segment import sentences

FOLDER = Path(__file__).parents[1] / "tests" / "data" / "languages"
KINDS = ("number", "negation", "name", "foreign")


@dataclass
class Outcome:
    """What became of one language's claims."""

    lang: str
    recognised: str | None
    claims: int = 0
    rejected: list[str] = field(default_factory=list)
    """The true claims that were, each with the reason."""
    tried: Counter[str] = field(default_factory=Counter)
    accepted: list[tuple[str, str]] = field(default_factory=list)
    """Kind and statement of the altered claims that were."""


def measured(path: Path) -> Outcome:
    """The outcome of one file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    article = Article(text=data["text"].strip(), title=data["title"], lang=data["lang"])
    found = Outcome(data["lang"], language(article.text))
    for listed in data["claims"]:
        claim = _drafted(listed, len(data["claims"]))
        found.claims += 1
        if reason := _refused(article, claim):
            found.rejected.append(f"{claim.statement}  <- {reason}")
        for kind, altered in _altered(claim, listed):
            found.tried[kind] += 1
            if not _refused(article, altered):
                found.accepted.append((kind, altered.statement))
    for number, statement in enumerate(data["foreign"]):
        for place in (number, number + 2):
            claim = _drafted({**data["claims"][place], "statement": statement}, len(data["claims"]))
            found.tried["foreign"] += 1
            if not _refused(article, claim):
                found.accepted.append(("foreign", statement))
    return found


def files(apart: bool = False) -> list[Path]:
    """One a language: those that the word lists were written with, or those kept apart from that."""
    return sorted((FOLDER / "apart" if apart else FOLDER).glob("*.toml"))


def _drafted(listed: dict[str, Any], count: int) -> DraftClaim:
    said_by = [{"name": name, "type": "unknown"} for name in listed.get("said_by", ())]
    fixed = {"kind": "unknown", "action": "act", "type": "other", "model": None, "open": None, "status": "occurred"}
    free = {name: listed[name] for name in ("at", "actor", "statement")}
    return DraftClaim.model_validate({**fixed, **free, "said_by": said_by, "when": None})


def _altered(claim: DraftClaim, listed: dict[str, Any]) -> Iterator[tuple[str, DraftClaim]]:
    for kind in KINDS:
        for change in listed.get(kind, ()):
            old, new = change.split(" -> ")
            held = " ".join((claim.statement, claim.actor, *(link.name for link in claim.said_by)))
            if old not in held:
                raise ValueError(f"{old!r} is not in {held!r}")
            changes: dict[str, Any] = {"statement": claim.statement.replace(old, new)}
            if kind == "name":
                changes["actor"] = claim.actor.replace(old, new)
                changes["said_by"] = tuple(
                    link.model_copy(update={"name": link.name.replace(old, new)}) for link in claim.said_by
                )
            yield kind, claim.model_copy(update=changes)


def _refused(article: Article, claim: DraftClaim) -> str | None:
    """Why the claim is not believed; None when it is."""
    rejected = ground(article, sentences(article.text, article.lang), Draft(claims=(claim,))).rejected
    return f"{rejected[0].reason}: {rejected[0].message}" if rejected else None


def table(outcomes: list[Outcome]) -> str:
    """A row a language: true claims and those rejected; altered ones of each kind and those accepted."""
    head = ["language", "recognised", "true", "rejected", *(f"{kind}" for kind in KINDS)]
    rows = [head, ["---", "---", *["---:"] * (len(head) - 2)]]
    for found in outcomes:
        wrong = Counter(kind for kind, _ in found.accepted)
        cells = [f"{wrong[kind]} of {found.tried[kind]}" for kind in KINDS]
        rows.append([found.lang, str(found.recognised), str(found.claims), str(len(found.rejected)), *cells])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print the claims that went wrong")
    parser.add_argument("--apart", action="store_true", help="the articles that nothing was tuned to")
    asked = parser.parse_args()
    outcomes = [measured(path) for path in files(asked.apart)]
    if asked.show:
        for found in outcomes:
            for line in found.rejected:
                print(f"{found.lang} rejected: {line}")
            for kind, statement in found.accepted:
                print(f"{found.lang} accepted ({kind}): {statement}")
        print()
    print(table(outcomes))


if __name__ == "__main__":
    main()
