"""Verb groups: a finite verb with its auxiliaries, and the verbs it chains to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.engines.offline.tokens import Token
from extractor.engines.offline.verbtags import FINITE
from extractor.engines.offline.vocabulary import vocabulary


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
                (j + 1 < len(tokens) and tokens[j + 1].tag in {"VB", "VBN", "VBG", "TO", "RB", "BE", "NEG"}) or pending
            ):
                break
        elif t.tag in {"VB", "VBN", "VBG"} and last.tag in {"MD", "BE", "HV", "DO", "TO"}:
            if t.tag == "VBN" and last.tag == "BE":
                group.passive = True
            elif t.tag != "VBN":
                group.passive = False
            group.verbs.append(j)
            last, pending = t, False
        elif t.tag == "VBG" and last.lemma in vocabulary().sets["gerundal"] and last.tag != "BE":
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
            and (last.lemma in vocabulary().sets["catenative"] or last.low in vocabulary().sets["predicates"])
            and j + 1 < len(tokens)
            and (tokens[j + 1].tag in {"VB", "BE", "HV", "DO", "RB"})
        ):
            if last.tag in {"BE", "HV"}:
                group.verbs.append(j - 1) if tokens[j - 1] is last else None
            if last.tag == "VBN" and group.passive:
                group.passive = False
            last, pending = t, False
        elif (
            t.low in vocabulary().sets["predicates"]
            and last.tag == "BE"
            and j + 1 < len(tokens)
            and tokens[j + 1].tag == "TO"
        ):
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
