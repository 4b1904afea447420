"""How many altered claims pass the checks, and how many unaltered ones fail them.

    python -m benchmarks.altered_claims [--gold DIR] [--ids a,c,e] [--show number] [--format json]

Every annotated claim is altered in several ways: a number, a negation, a word for its opposite, a name, or the whole
text. An altered claim that is accepted is a failure of the checks; so is an annotated claim that is rejected. A name
is swapped for one that the article does not hold ("name"), or for another of its own ("name of the article"): that
one is harder, since an article's pronouns may mean any of its names. Some opposites are none where they stand, such
as "about" for "on". Alterations are drawn with a fixed seed, so a run repeats.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.ground import ground
from extractor.models import Article, Draft, DraftClaim
from extractor.segment import Sentence, sentences

OWN = "name of the article"
KINDS = ("number", "negation", "opposite", "foreign", "name", OWN)


@dataclass(frozen=True)
class Annotated:
    """An article with its claims as a model would have drafted them."""

    id: str
    article: Article
    sentences: tuple[Sentence, ...]
    claims: tuple[DraftClaim, ...]

    @property
    def names(self) -> list[str]:
        """Capitalised actors and sources, and further names of the text by their shape."""
        listed = {c.actor for c in self.claims} | {a.name for c in self.claims for a in c.said_by}
        shaped = re.findall(r"(?<![.!?] )(?<!^)\b[A-Z][\w.-]+(?: [A-Z][\w.-]+){0,2}\b", self.article.text)
        often = {name for name, times in Counter(shaped).items() if times > 1 and ". " not in name}
        return sorted({n.strip(".") for n in listed | often if n[:1].isupper() and n not in _NO_NAMES})


_NO_NAMES = frozenset(
    (
        *"January February March April May June July August September October November December".split(),
        *"This That There What When Nor Both Neither So Then Yet Since Last Some Most".split(),
        *"Monday Tuesday Wednesday Thursday Friday Saturday Sunday The It He She They In On At But And I".split(),
    )
)


def load(folder: Path, ids: tuple[str, ...]) -> list[Annotated]:
    found = []
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(record, dict) or "claims" not in record or not path.stem.startswith(ids or ("",)):
            continue
        article = Article(**{key: record.get(key) for key in ("text", "title", "outlet", "published", "lang")})
        claims = tuple(_drafted(claim) for claim in record["claims"])
        found.append(Annotated(path.stem, article, sentences(article.text, article.lang), claims))
    return found


def _drafted(claim: dict[str, Any]) -> DraftClaim:
    return DraftClaim(
        at=tuple(claim["evidence"]),
        statement=claim["statement"],
        actor=claim["actor"],
        kind=claim["actor_type"],
        action=claim["action"],
        type=claim["action_type"],
        model=claim["model"],
        open=None if claim["openness"] == "unspecified" else claim["openness"],
        status=claim["status"],
        said_by=tuple(claim["sources"]),
        when=claim["when"],
    )


def altered(claim: DraftClaim, **changes: Any) -> DraftClaim:
    return DraftClaim.model_validate({**claim.model_dump(), **changes})


Altered = Iterator[tuple[str, DraftClaim]]


# Numbers

_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
_SPELLED = "one two three four five six seven eight nine ten eleven twelve".split()
_ORDINAL = "first second third fourth fifth sixth".split()


def numbers(claim: DraftClaim, own: Annotated, others: list[Annotated], dice: random.Random) -> Altered:
    text = claim.statement

    def put(match: re.Match[str], new: str) -> DraftClaim:
        return altered(claim, statement=text[: match.start()] + new + text[match.end() :])

    found = list(_NUMERAL.finditer(text))
    if found:
        match = dice.choice(found)
        digits = match[0]
        last = str((int(digits[-1]) + dice.choice((1, 2, 9))) % 10)
        yield "last digit", put(match, digits[:-1] + last)
        first = str(int(digits[0]) % 9 + 1)
        yield "first digit", put(match, first + digits[1:])
        yield "one digit more", put(match, digits + "0" if "." not in digits else digits + "5")
        plain = digits.replace(",", "")
        if plain.isdigit():
            yield "doubled", put(match, f"{int(plain) * 2:,}" if "," in digits else str(int(plain) * 2))
            yield "one more", put(match, f"{int(plain) + 1:,}" if "," in digits else str(int(plain) + 1))
        elsewhere = sorted({n for n in _NUMERAL.findall(own.article.text) if n != digits})
        cited = " ".join(own.article.text[s.start : s.end] for s in own.sentences if s.number in claim.at)
        outside = [n for n in elsewhere if n not in _NUMERAL.findall(cited)]
        if outside:
            yield "of the same article", put(match, dice.choice(outside))
        if digits.isdecimal() and len(digits) == 4 and digits.startswith("20"):
            yield "year", put(match, str(int(digits) + dice.choice((-1, 1))))
    for words, name in ((_SPELLED, "number word"), (_ORDINAL, "ordinal")):
        spelled = [m for m in re.finditer(r"[A-Za-z]+", text) if m[0].lower() in words]
        spelled = [m for m in spelled if m[0].lower() != "one"]
        if spelled:
            match = dice.choice(spelled)
            new = words[(words.index(match[0].lower()) + dice.choice((1, -1))) % len(words)]
            yield name, put(match, new.capitalize() if match[0][0].isupper() else new)
    for old, new in (
        ("million", "billion"), ("billion", "million"), ("bn", "m"), ("$", "€"), ("€", "$"), ("£", "$"),
        ("half", "a third"), ("twice", "three times"), ("per cent", "percentage points of 1,000"),
    ):  # fmt: skip
        pattern = re.escape(old) if not old.isalpha() else rf"(?<![A-Za-z]){old}\b"
        if scale := re.search(pattern, text):
            yield "scale or currency", put(scale, new)


# Negations

_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|did|do)\b(?! not\b)(?!n't)"
)
_DROPPED = (
    (r"\b(do|does|did) not (\w+)", r"\2"),
    (r"\bcannot\b", "can"),
    (r" not\b", ""),
    (r"n['’]t\b", ""),
    (r"\bnever ", ""),
    (r"\bNo\b", "Some"),
    (r"\bno\b(?! longer)", "a"),
    (r"\bno longer\b", "still"),
    (r"\bwithout\b", "with"),
    (r"\bWithout\b", "With"),
    (r"\b[Nn]either (.+?) nor\b", r"both \1 and"),
    (r"\bNobody\b", "Somebody"),
    (r"\bnobody\b", "somebody"),
    (r"\bnothing\b", "something"),
    (r"\bNone\b", "All"),
    (r"\bnone\b", "all"),
    (r"\bden(?:ies|ied|y)\b", "confirmed"),
    (r"\b(?:declin|refus)(?:ed|es|e) to\b", "agreed to"),
    (r"\bfailed to\b", "managed to"),
    (r"\brejects?\b", "accepts"),
    (r"\brejected\b", "accepted"),
    (r"\blacks?\b", "has"),
    (r"\bunable to\b", "able to"),
    (r"(?:no|しなかっ|いなかっ)た", "た"),
    (r"ていない", "ている"),
    (r"られていなかった", "られていた"),
)
_PAST = re.compile(
    r"(?<=\w )(?<!\b[Tt]he )(?<!\b[Aa] )(?<!\ban )(?<!\bits )(?<!\bthat )([a-z]{2,}[^aeiou\W]ed)\b"
    r"(?! (?:by|in|on|under|from|with|for|to))"
)


def negations(claim: DraftClaim, own: Annotated, others: list[Annotated], dice: random.Random) -> Altered:
    text = claim.statement
    if own.article.lang == "en":
        if found := list(_AUXILIARY.finditer(text)):
            cut = found[0].end()
            yield "not after auxiliary", altered(claim, statement=f"{text[:cut]} not{text[cut:]}")
            yield "never after auxiliary", altered(claim, statement=f"{text[:cut]} never{text[cut:]}")
        if match := _PAST.search(text):
            yield (
                "did not before verb",
                altered(claim, statement=f"{text[: match.start()]}did not {_base(match[0])}{text[match.end() :]}"),
            )
            yield (
                "failed to before verb",
                altered(claim, statement=f"{text[: match.start()]}failed to {_base(match[0])}{text[match.end() :]}"),
            )
        if not re.search(r"\b(?:not|no|never|neither|nor|none|deni\w+|without)\b", text):
            yield "it is not true that", altered(claim, statement=f"It is not true that {text}")
            yield "denied by the actor", altered(claim, statement=f"{claim.actor} denied that {text}")
    for pattern, new in _DROPPED:
        if (own.article.lang == "en") == pattern.isascii():
            changed = re.sub(pattern, new, text, count=1)
            if changed != text:
                yield f"dropped: {pattern}", altered(claim, statement=changed)
    if own.article.lang == "es":
        if re.search(r"\bno ", text):
            yield "sin no", altered(claim, statement=re.sub(r"\bno ", "", text, count=1))
        elif match := re.search(r"\b(es|son|fue|ha|han|está|será|se)\b", text):
            yield "con no", altered(claim, statement=f"{text[: match.start()]}no {text[match.start() :]}")
    if own.article.lang == "ja" and text.endswith("た。") and "なかった" not in text:
        yield "なかった", altered(claim, statement=re.sub(r"た。$", "なかった。", text))


def _base(past: str) -> str:
    """A rough base form of a regular past tense."""
    return past[:-2] if not re.search(r"(?:[vcszugr]|at|as|id|in|ir|ir|ot|ut|it)ed$", past) else past[:-1]


# Opposites and rivals

_OPPOSITE = (
    *"first/last largest/smallest biggest/smallest highest/lowest best/worst higher/lower more/less".split(),
    *"increased/decreased rose/fell grew/shrank raised/lowered opened/closed open/closed public/private".split(),
    *"before/after until/since with/without over/under above/below earlier/later early/late new/old".split(),
    *"agreed/refused accepted/rejected approved/rejected supports/opposes bought/sold joined/left won/lost".split(),
    *"started/stopped released/withdrew launched/withdrew published/withheld praised/criticised same/different".split(),
    *"months/years weeks/months days/weeks month/year revenue/profit free/paid large/small only/also".split(),
    "at least/at most", "more than/less than", "about/exactly",
)  # fmt: skip
_CALENDAR = (
    "January February March April May June July August September October November December".split(),
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
)
_NEGATING = ("hardly", "no longer", "in no way", "anything but")
_DENYING = (
    "It is far from certain that",
    "There is no evidence that",
    "{} rejected the idea that",
    "{} ruled out that",
)


def opposites(claim: DraftClaim, own: Annotated, others: list[Annotated], dice: random.Random) -> Altered:
    text = claim.statement
    if own.article.lang != "en":
        return
    for pair in _OPPOSITE:
        for old, new in (pair.split("/"), reversed(pair.split("/"))):
            if match := re.search(rf"\b{old}\b", text):
                yield "opposite", altered(claim, statement=text[: match.start()] + new + text[match.end() :])
    for names in _CALENDAR:
        if match := re.search(rf"\b({'|'.join(names)})\b", text):
            new = dice.choice([name for name in names if name != match[0]])
            yield "month or weekday", altered(claim, statement=text[: match.start()] + new + text[match.end() :])
    if match := _AUXILIARY.search(text):
        new = f"{text[: match.end()]} {dice.choice(_NEGATING)}{text[match.end() :]}"
        yield "negating phrase after auxiliary", altered(claim, statement=new)
    yield "denial around it", altered(claim, statement=f"{dice.choice(_DENYING).format(claim.actor)} {text}")
    found = [m for m in _NUMERAL.finditer(text) if not re.search(r"[\w-]$|[A-Z][\w.]* $", text[: m.start()])]
    if len(found) > 1 and found[0][0] != found[1][0]:
        one, two = found[:2]
        new = f"{text[: one.start()]}{two[0]}{text[one.end() : two.start()]}{one[0]}{text[two.end() :]}"
        yield "two numbers swapped", altered(claim, statement=new)


# Foreign text


def foreign(claim: DraftClaim, own: Annotated, others: list[Annotated], dice: random.Random) -> Altered:
    alike = [o for o in others if o.article.lang == own.article.lang]
    if not alike:
        return
    for _ in range(2):
        other = dice.choice(dice.choice(alike).claims)
        yield "whole claim", altered(other, at=claim.at)
        yield "statement", altered(claim, statement=other.statement)
        yield "statement and actor", altered(claim, statement=other.statement, actor=other.actor)


# Names


def _telling(name: str) -> bool:
    """Whether it is a name rather than a description such as 'The site'."""
    return all(word[:1].isupper() or not word.isalpha() for word in name.split()) and not name.startswith("The ")


def swapped_names(claim: DraftClaim, own: Annotated, others: list[Annotated], dice: random.Random) -> Altered:
    text, names = claim.statement, own.names

    def like(name: str) -> list[str]:
        low = name.lower()
        return [n for n in names if n.lower() not in low and low not in n.lower() and n not in text]

    actors = sorted({c.actor for c in own.claims if c.actor[:1].isupper() and _telling(c.actor)})
    far = sorted(
        {c.actor for o in others if o.article.lang == own.article.lang for c in o.claims if c.actor[:1].isupper()}
    )
    far = [n for n in far if n.lower() not in own.article.text.lower() and _telling(n)]
    peers = [a for a in actors if a in like(claim.actor)]
    if claim.actor in text and claim.actor[:1].isupper():
        if peers:
            new = dice.choice(peers)
            yield "actor in both, own article", altered(claim, actor=new, statement=text.replace(claim.actor, new))
            yield "actor in statement, own article", altered(claim, statement=text.replace(claim.actor, new))
        if far:
            new = dice.choice(far)
            yield "actor in both, other article", altered(claim, actor=new, statement=text.replace(claim.actor, new))
    if peers:
        yield "actor field, own article", altered(claim, actor=dice.choice(peers))
    if far:
        yield "actor field, other article", altered(claim, actor=dice.choice(far))
        if claim.said_by:
            link = {**claim.said_by[0].model_dump(), "name": dice.choice(far)}
            yield "source, other article", altered(claim, said_by=[link, *(a.model_dump() for a in claim.said_by[1:])])
    inside = [n for n in names if len(n) > 3 and n in text and n != claim.actor and n not in claim.actor]
    if inside:
        old = dice.choice(inside)
        if like(old):
            new = dice.choice(like(old))
            yield "any name, own article", altered(claim, statement=text.replace(old, new))
        if far:
            yield "any name, other article", altered(claim, statement=text.replace(old, dice.choice(far)))


Alteration = Callable[[DraftClaim, Annotated, list[Annotated], random.Random], Altered]
ALTERATIONS: dict[str, Alteration] = {
    "number": numbers,
    "negation": negations,
    "opposite": opposites,
    "foreign": foreign,
    "name": swapped_names,
}


def accepted(own: Annotated, claim: DraftClaim) -> bool:
    return bool(ground(own.article, own.sentences, Draft(claims=(claim,))).claims)


@dataclass
class Tally:
    tried: Counter[tuple[str, str]]
    passed: Counter[tuple[str, str]]
    shown: list[str]

    def figures(self) -> dict[str, dict[str, float]]:
        table: dict[str, dict[str, float]] = {}
        for kind, way in sorted(self.tried):
            for row in (kind, f"{kind}: {way}"):
                cell = table.setdefault(row, {"tried": 0, "accepted": 0})
                cell["tried"] += self.tried[kind, way]
                cell["accepted"] += self.passed[kind, way]
        return {row: {**cell, "share": cell["accepted"] / cell["tried"]} for row, cell in table.items()}


def measure(gold: list[Annotated], seed: int, show: str) -> tuple[Tally, int, list[str]]:
    """The tally over alterations, the number of unaltered claims, and those of them that were rejected."""
    tally = Tally(Counter(), Counter(), [])
    wrong: list[str] = []
    for own in gold:
        others = [other for other in gold if other is not own]
        for number, claim in enumerate(own.claims):
            rejected = ground(own.article, own.sentences, Draft(claims=(claim,))).rejected
            wrong += [f"{own.id}: {r.reason}: {r.message} | {claim.statement}" for r in rejected]
            for name, alter in ALTERATIONS.items():
                dice = random.Random(f"{seed}/{own.id}/{number}/{name}")
                for way, changed in alter(claim, own, others, dice):
                    if changed == claim:
                        continue
                    kind = OWN if way.endswith("own article") else name
                    tally.tried[kind, way] += 1
                    if accepted(own, changed):
                        tally.passed[kind, way] += 1
                        if show in (kind, "all"):
                            cited = " / ".join(
                                own.article.text[s.start : s.end] for s in own.sentences if s.number in claim.at
                            )
                            tally.shown.append(
                                f"{own.id} {kind}: {way} [{claim.status}]\n    was  {claim.actor} | {claim.statement}"
                                f"\n    now  {changed.actor} | {changed.statement}\n    text {cited}"
                            )
    return tally, sum(len(own.claims) for own in gold), wrong


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--gold", type=Path, default=Path(__file__).parents[1] / "fixtures" / "gold")
    options.add_argument("--ids", default="", help="only articles whose ids begin with one of these, comma-separated")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--show", default="", choices=("", "all", "wrong", *KINDS), help="print what went wrong")
    options.add_argument("--format", default="table", choices=("table", "json"))
    given = options.parse_args()
    gold = load(given.gold, tuple(filter(None, given.ids.split(","))))
    if not gold:
        sys.exit(f"no annotated articles in {given.gold}; give a folder of them with --gold")
    tally, claims, wrong = measure(gold, given.seed, given.show)
    if given.show:
        print("\n".join(wrong if given.show == "wrong" else tally.shown + (wrong if given.show == "all" else [])))
    figures = tally.figures()
    if given.format == "json":
        print(
            json.dumps({"articles": len(gold), "claims": claims, "rejected": len(wrong), "altered": figures}, indent=1)
        )
        return
    print(f"{len(gold)} articles, {claims} claims, seed {given.seed}\n")
    print(f"{'what':<48}{'tried':>8}{'accepted':>10}{'share':>9}")
    for row, cell in figures.items():
        name = row if row in KINDS else "  " + row.split(": ", 1)[1]
        print(f"{name[:47]:<48}{cell['tried']:>8.0f}{cell['accepted']:>10.0f}{cell['share']:>9.2%}")
    print(f"{'unaltered claims rejected':<48}{claims:>8}{len(wrong):>10}{len(wrong) / claims:>9.2%}")


if __name__ == "__main__":
    main()
