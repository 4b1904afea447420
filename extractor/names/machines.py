"""AI models by their full names: 'R1' for 'DeepSeek-R1'. A model is neither its family nor its next version."""

from __future__ import annotations

from extractor.names.known import Known
from extractor.names.lexicon import GENERIC, MODEL_NOUN, MODEL_NOUNS
from extractor.names.reading import Reading, plain

Words = tuple[str, ...]


def bare(name: str) -> Words:
    """The words of a model's name without an article and a noun that says only what it is: 'the Llama 4 model'.

    'Llama models' is Llama, which is a family; 'Llama 4 models' may be more than Llama 4.
    """
    words = plain(name)
    if len(words) > 2 and words[-1] == "models" and words[-2] == "of":
        words = words[:-2]
    nouns = MODEL_NOUN if any(word[0].isdigit() for word in words) else MODEL_NOUN | MODEL_NOUNS
    while len(words) > 1 and words[-1] in nouns:
        words = words[:-1]
    return words


def owned(reading: Reading, name: str) -> str | None:
    """The model's name without its owner's: 'Llama 4' of 'Meta's Llama 4'; None where no name follows."""
    places = reading.find(plain(name))
    if not places:
        return None
    low, high = places[0]
    for place in range(high - 1, low, -1):
        if reading.texts[place - 1] == "s" and reading.gap(place - 1) in ("'", "’") and place - 1 > low:
            rest = reading.texts[place:high]
            told = rest[0] not in GENERIC and (reading.cased(place) or any(char.isdigit() for char in rest[0]))
            return reading.text((place, high)) if told else None
    return None


def full(reading: Reading, name: str, models: Known, makers: Known) -> str | None:
    """The longer form that ends in the name, where the text has one only and has it first.

    What comes before must be a name of the claims, or hold a version: 'Llama 4 Maverick' for 'Maverick', but never
    'Code Llama' for 'Llama'.
    """
    words = bare(name)
    if words[0] in GENERIC or not any(char.isalpha() for word in words for char in word):
        return None
    found: dict[Words, tuple[int, str]] = {}
    alone: int | None = None
    for low, high in reading.find(words):
        if not (reading.cased(low) or any(map(str.isdigit, "".join(words)))):
            continue
        if reading.rightmost(high, numbers=True) > high:
            if not any(char.isdigit() for word in words for char in word):
                return None  # it has members of its own, so it is a family
            continue
        start = reading.leftmost(low, numbers=True)
        if start == low:
            alone = low if alone is None else alone
        elif _leads(reading.texts[start:low], models, makers):
            found.setdefault(reading.texts[start:high], (low, reading.text((start, high))))
        else:
            return None
    if len(found) != 1:
        return None
    ((first, written),) = found.values()
    return written if alone is None or first < alone else None


def _leads(before: Words, models: Known, makers: Known) -> bool:
    return before in makers or before in models or any(word[0].isdigit() for word in before)
