"""The article's names in their fullest forms, with what the article tells of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractor.engines.offline.entities import Entity, NameKind, kind_of
from extractor.engines.offline.names import Name, runs
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.verbtags import FINITE, NAMING
from extractor.engines.offline.vocabulary import vocabulary


class Catalogue:
    """The article's names. `find` gives the entity of a name as written."""

    def __init__(self, sentences: Iterable[Sequence[Token]]) -> None:
        self.entities: list[Entity] = []
        self._by_text: dict[str, Entity] = {}
        material = [(tokens, runs(tokens)) for tokens in sentences]
        for tokens, names in material:
            for name in names:
                self._add(tokens, name)
        self._merge()
        for tokens, names in material:
            for name in names:
                self._describe(tokens, name)
        alone = {name.text for _, names in material for name in names if " " not in name.text}
        for entity in self.entities[:MOST]:
            self._settle(entity, alone)
        self._merge()
        for tokens, names in material:
            self._owners(tokens, names)

    def find(self, text: str) -> Entity | None:
        """The entity a name as written stands for."""
        return self._by_text.get(text) or self._by_text.get(text.removeprefix("The "))

    def main(self) -> Entity | None:
        """The organisation the article is about most: named at least twice and more than others; None without one."""
        firms = [e for e in self.entities if e.kind == "organization" and e.count > 1]
        return max(firms, key=lambda e: (e.acts + e.count, -e.first), default=None)

    def star(self) -> Entity | None:
        """The AI model the article is about: named more often than all others together; None without one."""
        models = sorted((e for e in self.entities if e.kind == "model"), key=lambda e: -e.count)
        if not models or models[0].count < 4:
            return None
        return models[0] if 2 * models[0].count > sum(e.count for e in models) else None

    def of(self, kind: NameKind) -> list[Entity]:
        """The entities of a kind, in the order of their first places."""
        return [e for e in self.entities if e.kind == kind]

    def _add(self, tokens: Sequence[Token], name: Name) -> None:
        known = self._by_text.get(name.text)
        if known is None:
            known = Entity(name.text, "organization", tokens[name.start].start)
            self._by_text[name.text] = known
            self.entities.append(known)
        known.count += 1
        known.definite |= name.start > 0 and tokens[name.start - 1].low == "the"
        if not known.sure:
            kind, sure = kind_of(tokens, name)
            if sure or known.count == 1:
                known.kind, known.sure = kind, sure

    def _merge(self) -> None:
        """Short forms become aliases of the fuller form that stands before them."""
        by_word: dict[str, list[Entity]] = {}
        for entity in self.entities:
            for word in set(entity.name.split()):
                by_word.setdefault(word, []).append(entity)
        kept: list[Entity] = []
        for entity in self.entities:
            fuller = self._fuller(entity, by_word)
            if fuller is None:
                kept.append(entity)
                continue
            fuller.count += entity.count
            for text, target in list(self._by_text.items()) if len(self._by_text) < 400 else [(entity.name, entity)]:
                if target is entity:
                    self._by_text[text] = fuller
        self.entities = kept

    def _fuller(self, entity: Entity, by_word: dict[str, list[Entity]]) -> Entity | None:
        v = vocabulary()
        words = entity.name.split()
        best: Entity | None = None
        pool = by_word.get(words[-1], [])[:50]
        if entity.name.isupper() and len(words) == 1 and 3 <= len(entity.name) <= 6:
            pool = pool + self.entities[:80]
        for other in pool:
            if other is entity or len(other.name) <= len(entity.name):
                continue
            longer = other.name.split()
            if other.kind == "person" and entity.kind != "model":
                fits = longer[-len(words) :] == words or (len(words) == 1 and longer[0] == words[0])
                early = True
            elif other.kind == "model" or entity.kind == "model":
                fits = (
                    other.kind == "model"
                    and longer[-len(words) :] == words
                    and len(words) < len(longer)
                    and any(c.isdigit() for c in entity.name)
                ) or (
                    other.kind == "model"
                    and len(words) == 1
                    and words[0] in longer[1:]
                    and self._sole(words[0], by_word)
                )
                early = True
            else:
                rest = {w.lower() for w in longer[len(words) :]}
                fits = longer[: len(words)] == words and rest <= v.sets["suffixes"] - {
                    "cloud",
                    "research",
                    "capital",
                    "studios",
                }
                if not fits and entity.name.isupper() and 3 <= len(entity.name) <= 6:
                    fits = "".join(w[0] for w in longer if w[0].isupper()) == entity.name
                early = other.first < entity.first
                if entity.kind == "place":
                    fits = False
            if fits and early and (best is None or other.first < best.first):
                best = other
        return best

    def _sole(self, word: str, by_word: dict[str, list[Entity]]) -> bool:
        """Whether one longer name alone holds the word, and so may be cut down to it."""
        return sum(len(e.name.split()) > 1 for e in by_word.get(word, ())) == 1 and word.isalpha()

    def _describe(self, tokens: Sequence[Token], name: Name) -> None:
        """Note what an apposition or the nouns before a name say of it."""
        entity = self.find(name.text)
        if entity is None:
            return
        v = vocabulary()
        after = tokens[name.end] if name.end < len(tokens) else None
        if (after is not None and (after.tag in FINITE or after.tag == "POS")) or (
            name.start and tokens[name.start - 1].low == "by"
        ):
            entity.acts += 1
        if name.start and tokens[name.start - 1].low in {"in", "at", "near", "from", "outside", "around"}:
            entity.located += 1
        self._count(tokens, name, entity)
        if after is not None and after.lemma in {"report", "write", "note", "learn"} and after.tag in FINITE:
            entity.reports += 1
        if name.start and tokens[name.start - 1].lemma == "tell":
            entity.reports += 1
        ahead = tokens[max(0, name.start - 2) : name.start]
        if len(ahead) == 2 and ahead[1].tag == "," and ahead[0].low in v.sets["person"] and not entity.sure:
            entity.described.add(ahead[0].low)
            entity.kind = "person" if len(entity.name.split()) in {2, 3} else entity.kind
        role = [t.low for t in tokens[max(0, name.start - 7) : name.start]]
        set_off = role[-1:] == [","] and "of" in role[1:] and after is not None and after.tag == ","
        if set_off and len(entity.name.split()) in {2, 3} and not entity.sure:
            entity.kind = "person" if role[role.index("of", 1) - 1] in v.sets["person"] else entity.kind
        if len(ahead) == 2 and ahead[1].low in NAMING and ahead[0].low in v.sets["person"] and not entity.sure:
            entity.kind, entity.sure = "person", True
        if len(ahead) == 2 and ahead[1].tag == "," and ahead[0].low in v.sets["modelheads"] and after is not None:
            entity.modelled += after.tag == ","
        j = name.start - 1
        while j >= 0 and tokens[j].tag in {"NN", "JJ", "VBG"} and name.start - j < 5:
            entity.described.add(tokens[j].low)
            j -= 1
        if (
            name.end + 2 < len(tokens)
            and tokens[name.end].tag in {",", "("}
            and tokens[name.end + 1].tag in {"DT", "PS", "JJ", "NN", "NNP"}
        ):
            k = name.end + 1
            part: list[Token] = []
            while (
                k < len(tokens)
                and tokens[k].tag in {"DT", "PS", "JJ", "NN", "NNP", "POS", "VBG", "RB", "CD"}
                and k - name.end < 12
            ):
                part.append(tokens[k])
                k += 1
            nouns = [t.low for t in part if t.tag in {"NN", "JJ"}]
            if (part and part[0].tag in {"DT", "PS", "JJ"}) or nouns or any(t.tag == "POS" for t in part):
                entity.described.update(t.low for t in part)
        if entity.sure:
            return
        if entity.kind == "organization":
            described = entity.described
            if described & v.sets["modelheads"] or (described & {"chatbot", "assistant", "llm"}):
                before = tokens[name.start - 1] if name.start else None
                after = tokens[name.end] if name.end < len(tokens) else None
                if (before is not None and before.low in {"model", "chatbot", "assistant"}) or (
                    after is not None and after.tag == ","
                ):
                    entity.kind, entity.sure = "model", True
            elif described & v.sets["person"] and len(entity.name.split()) >= 2 and not described & v.sets["company"]:
                entity.kind, entity.sure = "person", True
            elif described & (v.sets["media"] - {"site", "channel", "paper", "outlet"}) and not described & {"model"}:
                entity.kind, entity.sure = "media", True

    def _count(self, tokens: Sequence[Token], name: Name, entity: Entity) -> None:
        """Count what tells a model's name from a firm's."""
        v = vocabulary()
        heads = v.sets["modelheads"]
        after = tokens[name.end] if name.end < len(tokens) else None
        before = tokens[max(0, name.start - 8) : name.start]
        if after is not None and after.low in heads:
            entity.modelled += 1
        near = {t.low for t in before}
        if before and before[-1].low in {"codenamed", "code-named", "dubbed"}:
            near |= {t.low for t in tokens}
        if before and (
            before[-1].low in {"called", "named", "dubbed", "codenamed", "code-named"}
            or (before[-1].low == "as" and "known" in near)
        ):
            entity.modelled += bool(near & (heads | {"assistant", "family"}))
        if len(before) > 1 and before[-1].low == "and" and before[-2].tag == "NNP":
            earlier = self.find(before[-2].text)
            entity.modelled += earlier is not None and earlier.modelled > 0
        if (
            before
            and before[-1].lemma in vocabulary().sets["making"]
            and before[-1].tag in {"VBD", "VBN", "VB", "VBG", "VBZ"}
        ):
            entity.modelled += any(t.low in heads for t in tokens)
        entity.modelled += self._presented(tokens, name)
        verb = next((t for t in tokens[name.end : name.end + 4] if t.tag in {"VBD", "VBZ", "VBN", "VB", "VBP"}), None)
        if after is not None and after.tag in FINITE and verb is not None:
            entity.firm += v.action.get(verb.lemma) in {"state", "hire", "invest", "acquire", "announce", "partner"}
        if after is not None and after.tag == "POS" and name.end + 1 < len(tokens):
            entity.firm += any(t.low in v.sets["person"] for t in tokens[name.end + 1 : name.end + 4])

    def _presented(self, tokens: Sequence[Token], name: Name) -> bool:
        """Whether the words after a name are a model's: 'X, unveiled in May', 'X is the first of its models'."""
        v = vocabulary()
        rest = tokens[name.end : name.end + 9]
        if len(rest) < 3:
            return False
        if rest[0].tag == "," and rest[1].tag == "VBN" and rest[1].lemma in v.sets["making"]:
            return rest[2].tag == "IN"
        if rest[0].tag != "BE":
            return False
        trained = rest[1].lemma in TRAINED or (rest[1].lemma == "train" and rest[2].low in {"on", "with"})
        return self._is_a_model(rest[1:]) or (trained and rest[1].tag == "VBN")

    def _is_a_model(self, rest: Sequence[Token]) -> bool:
        """Whether what follows 'is' calls its subject a model: 'the first of its models', not 'weighing a model'."""
        head: Token | None = None
        for k, token in enumerate(rest):
            if token.low == "of" and head is not None and (head.tag in {"CD", "DT", "JJ"} or head.low in PARTS):
                continue
            if token.tag in {"VBG", "VBN", "VB"} and head is None:
                return False
            if token.tag in FINITE | {",", ";", "THAT", "SUB", "IN", "TO", "WP", "VBN", "-", "CC"} and k:
                break
            head = token if token.tag in {"NN", "NNP", "CD", "JJ", "DT"} else head
        return head is not None and head.low in vocabulary().sets["modelheads"]

    def _settle(self, entity: Entity, alone: set[str]) -> None:
        """Decide what an unsure name is from how the article uses it."""
        v = vocabulary()
        words = entity.name.split()
        numbered = len(words) == 2 and words[1].isdigit() and words[0] not in v.families
        stands = entity.located and not entity.modelled and not entity.described & v.sets["product"]
        if entity.kind == "model" and numbered and stands:
            entity.kind = "place"
        bare = len(words) == 1 and entity.name.isalnum() and entity.name not in v.families
        if entity.kind == "model" and bare and entity.firm and not entity.modelled:
            entity.kind = "organization"
        if entity.kind != "organization" or entity.sure:
            return
        family = any(e.kind == "model" and e.name.startswith(f"{entity.name} ") for e in self.entities)
        if (entity.modelled or family) and not entity.firm and not entity.described & v.sets["company"]:
            entity.kind = "model"
            return
        plain = all(w.replace("-", "").replace("’", "").isalpha() and w[0].isupper() and not w.isupper() for w in words)
        if len(words) in {2, 3} and plain and words[-1] in alone and words[0] not in alone:
            if (
                words[-1].lower() not in v.sets["suffixes"]
                and words[-1] not in v.sets["variants"]
                and not entity.described & v.sets["company"]
            ):
                entity.kind = "person"
        elif (
            entity.reports
            and entity.reports >= entity.acts
            and not entity.described & (v.sets["company"] - v.sets["media"])
        ):
            entity.kind = "media"
        elif entity.located > entity.acts and entity.located and not entity.described & v.sets["company"]:
            entity.kind = "place"

    def _owners(self, tokens: Sequence[Token], names: Sequence[Name]) -> None:
        """Which organisation a model belongs to: 'X's M', 'X released M', 'M, X's model', 'M from X', 'X M'."""
        for k, name in enumerate(names):
            entity = self.find(name.text)
            if entity is None or entity.kind != "model":
                continue
            before = self.find(names[k - 1].text) if k else None
            if before is not None and before.kind in {"organization", "media"} and entity.owner is None:
                between = tokens[names[k - 1].end : name.start]
                if (
                    between
                    and between[0].tag == "POS"
                    and all(t.tag in {"POS", "JJ", "NN", "CD", "VBG"} for t in between)
                ) or (
                    any(t.lemma in vocabulary().sets["making"] for t in between)
                    and not any(t.low in {"by", "on", "against", "than", "with"} for t in between)
                    and len(between) < 8
                ):
                    entity.owner = before
            after = self.find(names[k + 1].text) if k + 1 < len(names) else None
            if after is not None and after.kind == "organization" and entity.owner is None:
                between = tokens[name.end : names[k + 1].start]
                lows = [t.low for t in between]
                if (
                    lows in (["from"], [",", "from"], [",", "a", "model", "from"])
                    or (lows == [","] and names[k + 1].end < len(tokens) and tokens[names[k + 1].end].tag == "POS")
                    or (lows and lows[-1] in {"by"} and any(t.lemma in vocabulary().sets["making"] for t in between))
                ):
                    entity.owner = after
            if entity.owner is None:
                first = name.text.split()[0]
                base = re.split(r"[-\d]", first)[0]
                owner = self._by_text.get(base) if base != name.text else None
                if owner is not None and owner.kind == "organization":
                    entity.owner = owner


TRAINED = frozenset({"fine-tune", "finetune", "distil", "distill", "pretrain", "pre-train", "quantise", "quantize"})
"""What is done to models alone."""
PARTS = frozenset("first latest second third one last part member version variant largest smallest".split())
"""Words before 'of' that leave the head to what follows."""
MOST = 400
"""Names that are looked at closely; no article has more."""
