"""Clauses of a tagged sentence: a finite verb group each, its subject, and how it hangs on the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from extractor.engines.offline.tagger import FINITE, NOMINAL
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.vocabulary import vocabulary

CATENATIVE = frozenset(
    """plan want intend agree expect begin start continue seem appear aim hope seek try attempt decide refuse decline have be promise
    threaten need fail manage say report believe think allege set use allow tend vow pledge prepare choose offer commit come design
    struggle wish stop keep require force help estimate rumour rumor understand know build make ask forbid propose""".split()
)  # fmt: skip
PREDICATES = frozenset(
    "able likely unlikely set due ready about willing free unable keen eager reluctant bound sure certain".split()
)
GERUNDAL = frozenset("begin start stop continue keep consider avoid deny admit".split())

QUALIFIERS = frozenset(
    [
        "more",
        "less",
        "fewer",
        "than",
        "about",
        "around",
        "roughly",
        "nearly",
        "almost",
        "only",
        "up",
        "to",
        "over",
        "just",
    ]
)
"""Words before a number that belong to it: 'more than 100,000 visits'."""
PARTITIVE = frozenset(
    "one some many most several all each both few half two three four five six seven eight nine ten neither none".split()
)

Kind = Literal["main", "relative", "adverbial", "content", "noun", "contrast"]


@dataclass(slots=True)
class Group:
    """A verb group `[start:end)`: `verbs` are the token positions of its verbs, the main one last."""

    start: int
    end: int
    verbs: list[int]
    negated: bool = False
    passive: bool = False
    modal: str = ""

    def lemmas(self, tokens: Sequence[Token]) -> list[str]:
        """The lemmas of the chain, auxiliaries left out."""
        return [tokens[i].lemma or tokens[i].low for i in self.verbs]


@dataclass(slots=True)
class Clause:
    """One finite clause. `subject` is a range of tokens; `end` is exclusive and without closing marks."""

    kind: Kind
    group: Group
    subject: tuple[int, int] | None
    start: int
    end: int = 0
    marker: str = ""
    fronted: bool = False
    lead: tuple[int, int] | None = None
    """An adverbial before the subject: 'On 12 April'."""
    shared: bool = False
    """Whether the subject is that of an earlier clause."""
    parent: int | None = None
    children: list[int] = field(default_factory=list)


def groups(tokens: Sequence[Token]) -> list[Group]:
    """The finite verb groups, in order."""
    found: list[Group] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.tag in FINITE and token.low not in {"be", "been", "being", "having"}:
            group = _group(tokens, i)
            found.append(group)
            i = max(group.end, i + 1)
        else:
            i += 1
    return found


def _group(tokens: Sequence[Token], i: int) -> Group:
    group = Group(i, i + 1, [])
    token = tokens[i]
    before = i - 1
    while before >= 0 and tokens[before].tag in {"RB", "NEG"} and (before == 0 or tokens[before - 1].tag not in {"IN"}):
        group.negated |= tokens[before].low in {"not", "n't", "never", "hardly", "barely"}
        before -= 1
    if token.tag == "MD":
        group.modal = token.low
    elif token.tag in {"VBD", "VBZ", "VBP"}:
        group.verbs.append(i)
    last = token
    pending = token.tag in {"BE", "HV", "DO"}
    j = i + 1
    while j < len(tokens) and j - i < 16:
        t = tokens[j]
        if t.tag in {"RB", "NEG"}:
            group.negated |= t.low in {"not", "n't", "never", "hardly", "barely"} or t.low == "no-longer"
            if t.tag == "RB" and not (
                j + 1 < len(tokens) and tokens[j + 1].tag in {"VB", "VBN", "VBG", "TO", "RB", "BE", "NEG"} or pending
            ):
                break
        elif t.tag in {"VB", "VBN", "VBG"} and last.tag in {"MD", "BE", "HV", "DO", "TO"}:
            if t.tag == "VBN" and last.tag == "BE":
                group.passive = True
            elif t.tag != "VBN":
                group.passive = False
            group.verbs.append(j)
            last, pending = t, False
        elif t.tag == "VBG" and last.lemma in GERUNDAL and last.tag != "BE":
            group.verbs.append(j)
            last, pending = t, False
        elif (
            (t.tag == "BE" and (t.low in {"be", "been", "being"} or last.tag == "TO"))
            or (t.tag == "HV" and last.tag in {"MD", "TO"})
            or (t.low == "do" and last.tag in {"MD", "TO"})
        ):
            last, pending = t, True
        elif (
            t.tag == "TO"
            and (last.lemma in CATENATIVE or last.low in PREDICATES)
            and j + 1 < len(tokens)
            and (tokens[j + 1].tag in {"VB", "BE", "HV", "DO", "RB"})
        ):
            if last.tag in {"BE", "HV"}:
                group.verbs.append(j - 1) if tokens[j - 1] is last else None
            if last.tag == "VBN" and group.passive:
                group.passive = False
            last, pending = t, False
        elif t.low in PREDICATES and last.tag == "BE" and j + 1 < len(tokens) and tokens[j + 1].tag == "TO":
            t.lemma = t.low
            group.verbs.append(j)
            last, pending = t, False
        else:
            break
        j += 1
    if pending and last.tag in {"BE", "HV", "DO"}:
        group.verbs.append(next(k for k in range(j - 1, i - 1, -1) if tokens[k] is last))
    end = j
    while end > i + 1 and tokens[end - 1].tag in {"TO"}:
        end -= 1
    group.end = end
    if not group.verbs:
        group.verbs.append(i)
    return group


def clauses(tokens: Sequence[Token]) -> list[Clause]:
    """The sentence's clauses, in the order of their verbs."""
    found: list[Clause] = []
    verbs = groups(tokens)[:24]
    pending: list[tuple[int, int]] = []
    for k, group in enumerate(verbs):
        floor = verbs[k - 1].end if k else 0
        clause = _clause(tokens, found, pending, group, floor)
        found.append(clause)
    for k, clause in enumerate(found):
        clause.end = _end(tokens, found, k)
    return found


def _clause(
    tokens: Sequence[Token], found: list[Clause], pending: list[tuple[int, int]], group: Group, floor: int
) -> Clause:
    """The clause of a verb group whose left context begins at `floor`."""
    v = vocabulary()
    at = group.start
    while at > floor and tokens[at - 1].tag in {"RB", "NEG"} and tokens[at - 1].low not in {"more", "less"}:
        at -= 1
    previous = found[-1] if found else None
    left = tokens[at - 1] if at > floor else None
    # who, which, that
    if left is not None and left.tag == "WP":
        antecedent = _antecedent(tokens, at - 1)
        comma = at >= 2 and tokens[at - 2].tag in {",", "-", "("}
        if antecedent is not None and antecedent[0] and tokens[antecedent[0] - 1].tag == "," and not found:
            named, _ = _subject(tokens, 0, antecedent[0] - 1)
            antecedent = named or antecedent
        if (
            antecedent is not None
            and not any(c.group.start > antecedent[0] and c.group.end <= at for c in found)
            and _opens(tokens, found, antecedent)
        ):
            pending.append(antecedent)
        return Clause("relative", group, antecedent, at - 1, marker="," if comma else "")
    # and released / , then released
    lead = left
    if lead is not None and (lead.tag == "CC" or (lead.tag == "," and previous is not None)):
        inner = at - 1
        resumed = pending and previous is not None
        if lead.tag == "CC" and previous is not None:
            source = _coordinate(tokens, found, group)
            return Clause(
                source.kind if source.kind != "adverbial" or source.fronted else source.kind,
                group,
                source.subject,
                inner,
                marker="and" if lead.low == "and" else lead.low,
                shared=True,
                parent=found.index(source),
            )
        if lead.tag == "," and resumed:
            return Clause("main", group, pending.pop(), at)
        if lead.tag == "," and previous is not None and tokens[group.start].tag == "VBD":
            return Clause(
                previous.kind, group, previous.subject, at - 1, marker="and", shared=True, parent=len(found) - 1
            )
    border, marker = _border(tokens, floor, at, previous)
    begin = border
    subject, lead_range = _subject(tokens, begin, at)
    if pending and previous is not None and previous.kind in {"relative", "noun"} and border == floor:
        return Clause("main", group, pending.pop(), floor)
    if previous is None and marker in {"that", "which"} and begin > 1:
        outer, _ = _subject(tokens, 0, begin - 1)
        if outer is not None:
            pending.append(outer)
    kind: Kind = "main"
    if marker == "that":
        kind = "content" if previous is not None and tokens[previous.group.verbs[-1]].lemma in v.manner else "noun"
    elif marker in {"while", "although", "though", "whereas", "but"}:
        kind = "contrast"
    elif marker in {"who", "which"}:
        kind = "noun"
    elif marker and marker not in {"and", ";", ":", "or", ",", "-"}:
        kind = "adverbial"
    elif marker == "" and previous is not None and border == floor:
        kind = "content" if tokens[previous.group.verbs[-1]].lemma in v.manner else "noun"
    if subject is None and previous is None and begin == 0:
        subject, lead_range = None, None
    return Clause(
        kind, group, subject, begin, marker=marker, fronted=kind == "adverbial" and previous is None, lead=lead_range
    )


def _opens(tokens: Sequence[Token], found: list[Clause], antecedent: tuple[int, int]) -> bool:
    """Whether the noun phrase has no verb yet: it is a subject, not an object."""
    for j in range(antecedent[0] - 1, -1, -1):
        token = tokens[j]
        if token.tag in FINITE and token.low not in {"be", "been"}:
            return False
        if token.tag in {"THAT", "SUB", ";", ":"}:
            return True
        if token.tag in {"TO", "VB"}:
            return False
    return True


def _coordinate(tokens: Sequence[Token], found: list[Clause], group: Group) -> Clause:
    """The clause whose subject a predicate after 'and' shares: the last with a verb of the same form, else the last."""
    form = tokens[group.start].tag
    for clause in reversed(found):
        if tokens[clause.group.start].tag == form and clause.kind != "adverbial":
            return clause
        if {tokens[clause.group.start].tag, form} <= {"VBZ", "BE", "HV", "VBP", "VBD", "MD"} and clause.kind in {
            "main",
            "content",
        }:
            return clause
    return found[-1]


def _antecedent(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The noun phrase before a relative pronoun at `at`: the widest one made of nouns and 'of'."""
    end = at
    while end > 0 and tokens[end - 1].tag in {",", "-", "("}:
        end -= 1
    if end and tokens[end - 1].tag == "IN":
        end -= 1
    start = end
    while start > 0 and tokens[start - 1].tag in {"NN", "NNP", "CD", "JJ", "DT", "PS", "POS", "VBG", "PRP"}:
        start -= 1
        if tokens[start].tag in {"DT", "PS"} and (
            start == 0 or tokens[start - 1].tag not in {"DT", "NN", "NNP"} or True
        ):
            if start and tokens[start - 1].tag == "IN" and tokens[start - 1].low == "of":
                wider = _antecedent(tokens, start - 1)
                return (wider[0], end) if wider else (start, end)
            break
    return (start, end) if end > start else None


def noun_phrase(tokens: Sequence[Token], start: int) -> tuple[int, int] | None:
    """The noun phrase that begins at `start`, with the 'of' phrases it carries."""
    j = start
    seen = False
    while j < len(tokens):
        tag = tokens[j].tag
        if tag in {"DT", "PS"} and seen and tokens[j - 1].tag != "DT":
            break
        if seen and (tag == "PRP" or tokens[j - 1].tag == "PRP"):
            break
        if tag in {"NN", "NNP", "CD", "PRP"}:
            if seen and not _is_time(tokens[j]) and all(_is_time(t) or t.tag in {"DT", "JJ"} for t in tokens[start:j]):
                break
            seen = True
        elif (
            tag == "DT"
            and tokens[j].low in PARTITIVE
            and not seen
            and (j + 1 == len(tokens) or tokens[j + 1].low == "of" or tokens[j + 1].tag in FINITE)
        ):
            seen = True
        elif (
            tag == "JJ" and seen and (j + 1 == len(tokens) or tokens[j + 1].tag not in {"NN", "NNP", "JJ", "VBG", "CC"})
        ):
            break
        elif tag in {"DT", "PS", "JJ", "POS", "VBG", "VBN"} or (tag in {"RB", "NEG"} and not seen):
            if tag == "VBN" and seen:
                break
        elif tag == "IN" and tokens[j].low == "of" and seen:
            inner = noun_phrase(tokens, j + 1)
            return (start, inner[1]) if inner else (start, j)
        elif (
            tag == "CC"
            and seen
            and tokens[j].low == "and"
            and j + 1 < len(tokens)
            and tokens[j - 1].tag == tokens[j + 1].tag == "JJ"
        ):
            pass
        else:
            break
        j += 1
    return (start, j) if seen else None


def _is_time(token: Token) -> bool:
    v = vocabulary()
    low = token.low
    return (
        low in v.sets["months"]
        or low in v.sets["days"]
        or low in v.sets["timeunits"]
        or low in v.sets["seasons"]
        or (token.tag == "CD" and token.text.isdigit())
    )


def _border(tokens: Sequence[Token], floor: int, at: int, previous: Clause | None) -> tuple[int, str]:
    """Where the clause with its verb at `at` begins, and the word that opens it."""
    v = vocabulary()
    first = previous is None
    for j in range(at - 1, floor - 1, -1):
        token = tokens[j]
        if token.tag == "THAT":
            return j + 1, "that"
        if token.tag in {"SUB", "WP"}:
            return j + 1, token.low if token.tag == "SUB" else "which"
        if token.tag in {";", ":"}:
            return j + 1, token.tag
    for j in range(at - 1, floor - 1, -1):
        token = tokens[j]
        if (
            token.tag == "IN"
            and token.low in v.sets["subordinators"]
            and not first
            and token.low in {"as", "after", "before", "since", "until"}
            and noun_phrase(tokens, j + 1) is not None
        ):
            phrase = noun_phrase(tokens, j + 1)
            if phrase is not None and phrase[1] >= at - 4 and tokens[at - 1].tag != ",":
                return j + 1, token.low
        if token.tag == "IN" and first and j <= 1 and token.low in {"as", "after", "before", "since", "until"}:
            phrase = noun_phrase(tokens, j + 1)
            if phrase is not None and phrase[1] == at:
                return j + 1, token.low
        if first:
            continue
        if token.tag == "CC" and j + 1 < at:
            if token.low == "but" or tokens[j - 1].tag == "," or noun_phrase(tokens, j + 1) is not None:
                return j + 1, token.low
        if token.tag in {",", "-"} and j + 1 < at:
            subject, _ = _subject(tokens, j + 1, at)
            if subject is not None and not (j >= 2 and at - 1 > j and tokens[at - 1].tag == ","):
                return j + 1, ","
    return floor, ""


def _subject(tokens: Sequence[Token], begin: int, at: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The subject in `[begin:at)`, and the adverbial before it: the first noun phrase outside a prepositional one."""
    j = begin
    lead: tuple[int, int] | None = None
    while j < at:
        token = tokens[j]
        if token.tag in {",", "CC", "-", "RB", "NEG", "(", ")", "."} or (token.low == "according"):
            if token.tag == "RB" and lead is not None and lead[1] == j:
                lead = (lead[0], j + 1)
            j += 1
            continue
        if token.tag in {"IN", "VBG", "VBN", "TO", "VB"} and not (token.tag == "VBG" and j == begin and False):
            stop = _adverbial(tokens, j, at)
            lead = (lead[0] if lead else j, stop)
            j = stop
            continue
        phrase = noun_phrase(tokens, j)
        if phrase is None:
            j += 1
            continue
        start, end = phrase
        end = min(end, at)
        while end < at and tokens[end].low in {"later", "earlier", "ago"}:
            end += 1
        time = all(_is_time(t) or t.tag in {"DT", "JJ", "IN", "RB"} for t in tokens[start:end])
        if (
            time
            and end < at
            and (tokens[end].tag in {",", "DT", "NNP", "NN", "PRP", "PS", "JJ"} or tokens[end].tag == "IN")
        ):
            lead = (lead[0] if lead else start, end)
            j = end
            continue
        end = _extent(tokens, start, end, at)
        while start > begin and (tokens[start - 1].tag == "NEG" or tokens[start - 1].low in QUALIFIERS):
            start -= 1
        return (start, end), lead
    return None, lead


def _adverbial(tokens: Sequence[Token], j: int, at: int) -> int:
    """The end of the prepositional or participial phrase at `j`."""
    if tokens[j].tag != "IN":
        for k in range(j + 1, at):
            if tokens[k].tag == ",":
                return k + 1
        return at
    phrase = noun_phrase(tokens, j + 1)
    if phrase is None or phrase[1] > at:
        if tokens[j + 1 : j + 2] and tokens[j + 1].tag == "VBG":
            for k in range(j + 1, at):
                if tokens[k].tag == ",":
                    return k + 1
        return j + 1
    start, end = phrase
    if end == at and any(t.tag == "NNP" for t in tokens[start:end]):
        for k in range(start + 1, end):
            if _is_time(tokens[k - 1]) and not _is_time(tokens[k]):
                return k
    # a comma right after a list inside the adverbial does not end it, a following 'and' does not either
    if end < at and tokens[end].tag == "CC":
        more = noun_phrase(tokens, end + 1)
        if more is not None and more[1] < at:
            return more[1]
    return end


def _extent(tokens: Sequence[Token], start: int, end: int, at: int) -> int:
    """The end of the subject: coordinated and prepositional parts, but no apposition."""
    j = end
    while j < at:
        token = tokens[j]
        if token.tag == "CC" and token.low in {"and", "or"}:
            more = noun_phrase(tokens, j + 1)
            if more is None or more[1] > at:
                break
            j = more[1]
        elif token.tag == "IN":
            more = noun_phrase(tokens, j + 1)
            if more is None or more[1] > at:
                break
            j = more[1]
        elif token.tag in {"VBN", "VBG"} or token.low in {"familiar", "close", "aware", "able"}:
            k = j + 1
            while k < at and tokens[k].tag not in {","}:
                k += 1
            j = k
        elif token.tag == "," and _list_continues(tokens, j, at):
            more = noun_phrase(tokens, j + 1)
            j = more[1] if more else j + 1
        else:
            break
    return j


def _list_continues(tokens: Sequence[Token], comma: int, at: int) -> bool:
    """Whether the comma separates members of a list: 'A, B and C'."""
    more = noun_phrase(tokens, comma + 1)
    if more is None or more[1] >= at or tokens[comma + 1].tag == "DT":
        return False
    after = tokens[more[1]]
    if after.tag == "CC" and more[1] + 1 < at:
        last = noun_phrase(tokens, more[1] + 1)
        return last is not None and last[1] == at
    return after.tag == "," and more[1] + 1 < at and _list_continues(tokens, more[1], at)


def _end(tokens: Sequence[Token], found: list[Clause], k: int) -> int:
    """Where the clause stops: before the next clause that does not belong inside it."""
    clause = found[k]
    end = len(tokens)
    for later in found[k + 1 :]:
        inside = (
            (later.kind in {"noun"})
            or (later.kind == "relative" and later.marker == "")
            or (later.kind == "adverbial")
            or (later.kind == "content" and clause.kind != "relative")
        )
        if later.subject == clause.subject and later.shared:
            end = later.start
            break
        if inside:
            continue
        end = later.start
        if later.kind == "relative":
            antecedent = later.subject
            end = min(end, antecedent[1] if antecedent else end)
        elif later.lead:
            end = min(end, later.lead[0])
        break
    for j in range(clause.group.end, end - 2):
        if tokens[j].tag == "," and tokens[j + 1].low == "but" and tokens[j + 2].tag in {"NEG", "IN", "RB"}:
            end = j
            break
    end = max(end, clause.group.end)
    while end > clause.group.end and (
        tokens[end - 1].tag in {",", ";", ":", "-", ".", "CC", "THAT", "SUB", "WP", "("}
        or (tokens[end - 1].tag == "RB" and tokens[end - 1].low in {"then", "also"})
    ):
        end -= 1
    return end
