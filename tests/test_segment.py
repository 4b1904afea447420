"""Sentences and chunks: offsets, numbers, paragraphs, limits."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.segment import Sentence, chunks, sentences, tokens

TEXT = 'Halden Labs trained a model. It said so.\n\n"We did," wrote the lab.\n'


def cut(text: str, found: tuple[Sentence, ...]) -> list[str]:
    return [text[s.start : s.end] for s in found]


def test_sentences_carry_no_white_space_around_them() -> None:
    assert cut(TEXT, sentences(TEXT)) == ["Halden Labs trained a model.", "It said so.", '"We did," wrote the lab.']


def test_sentences_are_numbered_from_one_across_paragraphs() -> None:
    assert [(s.number, s.paragraph) for s in sentences(TEXT)] == [(1, 0), (2, 0), (3, 1)]


def test_blank_text_has_no_sentences() -> None:
    assert sentences(" \n\n\t ") == ()


def test_japanese_is_split_at_its_own_full_stop() -> None:
    text = "楽天は公開した。ライセンスはない。"
    assert cut(text, sentences(text, "ja")) == ["楽天は公開した。", "ライセンスはない。"]


def test_an_unknown_language_is_split_too() -> None:
    assert len(sentences("One ends here. Two ends here.", "x-klingon")) == 2


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.sampled_from(["en", "ja", "es", None]))
def test_sentences_are_ordered_ranges_that_leave_out_only_white_space(text: str, lang: str | None) -> None:
    found = sentences(text, lang)
    rest = text
    for sentence in reversed(found):
        assert text[sentence.start : sentence.end].strip()
        rest = rest[: sentence.start] + rest[sentence.end :]
    assert not rest.strip()
    assert [s.number for s in found] == list(range(1, len(found) + 1))


def test_a_short_article_is_one_chunk() -> None:
    found = sentences(TEXT)
    assert list(chunks(TEXT, found, 1000)) == [found]


def test_chunks_end_with_a_paragraph_where_one_ends_in_time() -> None:
    text = "\n\n".join(" ".join(f"Sentence {n} of paragraph {p} is here." for n in range(4)) for p in range(6))
    runs = list(chunks(text, sentences(text), 90))
    assert len(runs) > 1
    assert all(a[-1].paragraph < b[0].paragraph for a, b in pairwise(runs))


def test_a_sentence_over_the_limit_is_a_chunk_of_its_own() -> None:
    text = "Short one. " + "very " * 500 + "long one. Short two."
    assert [len(run) for run in chunks(text, sentences(text), 20)] == [1, 1, 1]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=40), st.integers(5, 60))
def test_chunks_lose_and_repeat_no_sentence(sizes: list[int], limit: int) -> None:
    text = "\n\n".join("W" + "ord " * size + "end." for size in sizes)
    found = sentences(text)
    assert tuple(s for run in chunks(text, found, limit) for s in run) == found


def test_words_without_spaces_count_more_tokens_a_character() -> None:
    assert tokens("国内最大規模の楽天" * 10) > 2 * tokens("abcdefghi" * 10)


def test_quotes_without_end_do_not_hold_up_the_cut() -> None:
    text = "“a " * 200_000 + "It ends here. Another one."
    assert cut(text, sentences(text))[-1] == "Another one."


def test_chunks_are_as_few_as_may_be_and_about_equally_long() -> None:
    text = "\n\n".join(f"Sentence {n} of a long article is here, and nothing else is." for n in range(110))
    sizes = [sum(tokens(text[s.start : s.end]) for s in run) for run in chunks(text, sentences(text), 1_000)]
    assert len(sizes) == 2
    assert max(sizes) - min(sizes) < 50


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=40), st.integers(5, 60), st.sampled_from([" ", "\n\n"]))
def test_chunks_of_several_sentences_keep_to_the_limit(sizes: list[int], limit: int, gap: str) -> None:
    text = gap.join("W" + "ord " * size + "end." for size in sizes)
    for run in chunks(text, sentences(text), limit):
        assert len(run) == 1 or sum(tokens(text[s.start : s.end]) for s in run) <= limit
