"""Clauses of a tagged sentence: a finite verb group each, its subject, and how it hangs on the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractor.engines.offline.nominals import antecedent_of, is_time, noun_phrase, subject_in
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.verbgroups import Group, groups
from extractor.engines.offline.verbtags import FINITE
from extractor.engines.offline.vocabulary import vocabulary

Kind = Literal["main", "relative", "adverbial", "content", "noun", "contrast"]


@dataclass(slots=True)
class Clause:
    """One finite clause. `subject` is a range of tokens; `end` is exclusive and without closing marks."""

    kind: Kind
    group: Group
    subject: tuple[int, int] | None
    start: int
    end: int = 0
    marker: str = ""
    lead: tuple[int, int] | None = None
    """An adverbial before the subject: 'On 12 April'."""
    skipped: tuple[int, int] = (0, 0)
    """Tokens inside the verb group that are another clause's: 'plans to [open A and to] sell B'."""
    shared: bool = False
    """Whether the subject is that of an earlier clause."""
    parent: int | None = None


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
    return [part for clause in found for part in _split(tokens, clause)]


def _split(tokens: Sequence[Token], clause: Clause) -> list[Clause]:
    """The clause, and a second one for 'and (to) …' after 'plans to …' or 'will …'."""
    group = clause.group
    anchor = next((j for j in range(group.start, group.end) if tokens[j].tag == "TO"), None)
    if anchor is None and group.modal:
        anchor = group.start
    if anchor is None or group.verbs[-1] < anchor:
        return [clause]
    for j in range(group.end, clause.end - 2):
        verb = j + 2 if tokens[j + 1].tag in {"TO", "RB"} else j + 1
        if tokens[j].tag == "CC" and verb < clause.end and tokens[verb].tag == "VB":
            verbs = [*group.verbs[:-1], verb]
            second = replace(clause, group=replace(group, end=verb + 1, verbs=verbs), skipped=(anchor + 1, verb))
            clause.end = j - (tokens[j - 1].tag == ",")
            return [clause, second]
    return [clause]


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
        antecedent = antecedent_of(tokens, at - 1)
        comma = at >= 2 and tokens[at - 2].tag in {",", "-", "("}
        ahead = tokens[antecedent[0] - 1].tag if antecedent is not None and antecedent[0] else ""
        if antecedent is not None and not found and (ahead == "," or (ahead == "IN" and comma)):
            named, _ = subject_in(tokens, 0, antecedent[0] - 1)
            place = tokens[antecedent[1] - 1].text in v.places
            if tokens[at - 1].low == "which" and ahead == "IN" and not place and tokens[antecedent[1] - 1].tag == "NNP":
                if named is not None:
                    pending.append(named)
                return Clause("relative", group, antecedent, at - 1, marker=",")
            whole = place and ahead == "IN" and named is not None and named[1] == antecedent[0] - 1
            antecedent = (named[0], antecedent[1]) if whole and named is not None else named or antecedent
        if (
            antecedent is not None
            and not any(c.group.start > antecedent[0] and c.group.end <= at for c in found)
            and _opens(tokens, found, antecedent)
        ):
            pending.append(antecedent)
        return Clause("relative", group, antecedent, at - 1, marker="," if comma else "")
    contact = _contact(tokens, floor, at) if left is not None and left.tag == "PRP" else None
    if contact is not None:
        if not found:
            pending.append(contact)
        return Clause("noun", group, (at - 1, at), at - 1)
    # and released / , then released
    lead = left
    if lead is not None and (lead.tag == "CC" or (lead.tag == "," and previous is not None)):
        inner = at - 1
        resumed = pending and previous is not None
        if lead.tag == "CC" and previous is not None:
            source = _coordinate(tokens, found, group)
            if source.kind in {"relative", "noun"} and not source.marker and inner and tokens[inner - 1].tag == ",":
                source = next((c for c in reversed(found) if c.kind == "main"), source)
            return Clause(
                source.kind,
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
    if previous is not None and border == floor and not marker and tokens[previous.group.verbs[-1]].lemma == "tell":
        told = noun_phrase(tokens, floor)
        opening = told is not None and told[1] < at and tokens[told[1]].tag in {"DT", "PS", "PRP", "NNP"}
        begin = told[1] if told is not None and opening else begin
    subject, lead_range = subject_in(tokens, begin, at)
    reported = previous is not None and border == floor and tokens[previous.group.verbs[-1]].lemma in v.manner
    if reported and lead_range is not None and lead_range[0] == floor and tokens[lead_range[1] - 1].tag != ",":
        lead_range = None
    if pending and previous is not None and previous.kind in {"relative", "noun"} and border == floor:
        return Clause("main", group, pending.pop(), floor)
    if previous is None and marker in {"that", "which"} and begin > 1:
        outer, _ = subject_in(tokens, 0, begin - 1)
        if outer is not None:
            pending.append(outer)
    kind: Kind = "main"
    again = begin > 1 and tokens[begin - 2].tag in {"CC", ","} and previous is not None and previous.kind == "content"
    if marker == "that" and again:
        kind = "content"
    elif marker == "that":
        kind = "content" if previous is not None and tokens[previous.group.verbs[-1]].lemma in v.manner else "noun"
        adding = tokens[begin - 2] if begin > 2 and tokens[begin - 3].tag == "," else None
        if adding is not None and adding.tag == "VBG" and adding.lemma in v.manner:
            kind = "content"
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
    return Clause(kind, group, subject, begin, marker=marker, lead=lead_range)


def _contact(tokens: Sequence[Token], floor: int, at: int) -> tuple[int, int] | None:
    """The noun phrase that a clause without 'that' describes: 'the device [it is designing]'; None where it is none."""
    if tokens[at - 1].low not in {"he", "she", "it", "they", "we", "i", "you"} or at - 2 <= floor:
        return None
    antecedent = antecedent_of(tokens, at - 1)
    if tokens[at - 2].tag not in {"NN", "NNP"} or antecedent is None or tokens[antecedent[0]].tag not in {"DT", "PS"}:
        return None
    if all(is_time(t) or t.tag in {"DT", "PS", "JJ", "RB", "CD"} for t in tokens[slice(*antecedent)]):
        return None
    before = tokens[antecedent[0] - 1] if antecedent[0] else None
    return antecedent if before is None or before.tag not in {"IN", "SUB"} else None


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
        finite = {tokens[clause.group.start].tag, form} <= {"VBZ", "BE", "HV", "VBP", "VBD", "MD"}
        if finite and (clause.kind in {"main", "content"} or clause is found[-1]):
            return clause
    return found[-1]


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
        joins = token.low == "but" or tokens[j - 1].tag == "," or noun_phrase(tokens, j + 1) is not None
        if token.tag == "CC" and j + 1 < at and joins:
            return j + 1, token.low
        if token.tag in {",", "-"} and j + 1 < at:
            subject, _ = subject_in(tokens, j + 1, at)
            if subject is not None and not (j >= 2 and at - 1 > j and tokens[at - 1].tag == ","):
                return j + 1, ","
    return floor, ""


def _end(tokens: Sequence[Token], found: list[Clause], k: int) -> int:
    """Where the clause stops: before the next clause that does not belong inside it."""
    clause = found[k]
    end = len(tokens)
    semicolon = next((j for j in range(clause.group.end, end) if tokens[j].tag == ";"), end)
    for later in found[k + 1 :]:
        if later.marker == "that" and later.start > 1 and tokens[later.start - 2].tag in {"CC", ","}:
            end = later.start - 1
            break
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
        if tokens[j].tag == "," and tokens[j + 1].tag == "VBG" and tokens[j + 1].lemma in vocabulary().manner:
            end = j
            break
        if tokens[j].tag == "," and tokens[j + 1].low == "but" and tokens[j + 2].tag in {"NEG", "IN", "RB"}:
            end = j
            break
    end = max(min(end, semicolon), clause.group.end)
    while end > clause.group.end and (
        tokens[end - 1].tag in {",", ";", ":", "-", ".", "CC", "THAT", "SUB", "WP", "("}
        or (tokens[end - 1].tag == "RB" and tokens[end - 1].low in {"then", "also"})
    ):
        end -= 1
    return end
