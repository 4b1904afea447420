"""The language of a text: right when it says one, silent when it is not plain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.readers.language import language

GOLD = sorted((Path(__file__).parents[1] / "fixtures" / "gold").glob("[a-z]-*.json"))
SAMPLES = json.loads((Path(__file__).parent / "languages.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("tag", sorted(SAMPLES))
def test_a_paragraph_of_news_is_known_by_its_language(tag):
    assert language(SAMPLES[tag]) == tag


@pytest.mark.parametrize("file", GOLD, ids=lambda file: file.stem)
def test_sixty_words_of_an_annotated_article_are_never_taken_for_another_language(file):
    gold = json.loads(file.read_text(encoding="utf-8"))
    words = gold["text"].split()
    found = {language(" ".join(words[n : n + 60])) for n in range(0, max(len(words) - 60, 1), 60)}
    assert found <= {gold["lang"], None}
    assert language(gold["text"]) == gold["lang"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Meta",
        "GPT-5 Claude Gemini Llama Qwen DeepSeek Mistral",
        "lorem ipsum dolor sit amet consectetur",
        "1234 !!",
    ],
)
def test_too_little_to_tell_is_no_language(text):
    assert language(text) is None
