"""Wrong arguments and broken engines of one's own: one sentence of our own exceptions, in every way to ask."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from extractor import Draft, Reply, Usage, aextract, aextract_many, extract, extract_many
from extractor.errors import EngineError, UsageError

TEXT = "Harbor Labs released Tern 2 on Monday."
LONG = "\n\n".join([TEXT] * 60)
PART = r"part 1 of \d+ \(sentences 1–\d+\): "


class Answering:
    """An engine whose answer is what it is given."""

    name = model = "mine"

    def __init__(self, answer):
        self.given = answer

    def answer(self, call):
        return self.given

    async def aanswer(self, call):
        return self.given


class Forgetful(Answering):
    """Its colours are mixed up."""

    async def answer(self, call):
        return self.given

    def aanswer(self, call):
        return self.given


class Nameless(Answering):
    name = None


async def _all(*args, **options):
    return [result async for result in aextract_many(*args, **options)]


WAYS = {
    "extract": extract,
    "aextract": lambda article, **options: asyncio.run(aextract(article, **options)),
    "extract_many": lambda article, **options: list(extract_many([article], **options)),
    "aextract_many": lambda article, **options: asyncio.run(_all([article], **options)),
}


@pytest.fixture(params=WAYS)
def ask(request):
    return WAYS[request.param]


@pytest.fixture(params=["extract_many", "aextract_many"])
def many(request):
    if request.param == "extract_many":
        return lambda articles, **options: list(extract_many(articles, **options))
    return lambda articles, **options: asyncio.run(_all(articles, **options))


@pytest.mark.parametrize("article", [None, 5, b"Harbor Labs released Tern 2.", Path("article.txt"), {"text": TEXT}])
@pytest.mark.parametrize("model", ["offline", Answering(Reply(Draft(claims=())))])
def test_what_is_no_article_is_told(ask, article, model):
    with pytest.raises(UsageError, match=r"^an article is text or an Article, not (None|int|bytes|\w*Path|dict): "):
        ask(article, model=model)


@pytest.mark.parametrize("model", [object(), 5, b"offline", Answering, Nameless(None), ["offline"]])
def test_what_is_no_engine_is_told(ask, model):
    with pytest.raises(UsageError, match=r"^model is a model string or an engine, not "):
        ask(TEXT, model=model)


def test_what_are_no_settings_is_told(ask):
    with pytest.raises(UsageError, match=r"^settings are Settings, not dict: "):
        ask(TEXT, model="offline", settings={})


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (None, "None"),
        ("[]", "str"),
        (Draft(claims=()), "Draft"),
        (Reply(None), r"Reply\(None, Usage, tuple\)"),
        (Reply(Draft(claims=()), None), r"Reply\(Draft, None, tuple\)"),
        (Reply(Draft(claims=()), Usage(), None), r"Reply\(Draft, Usage, None\)"),
    ],
)
@pytest.mark.parametrize("text", [TEXT, LONG])
def test_an_answer_that_is_no_reply_is_the_engines_error(ask, answer, told, text):
    with pytest.raises(
        EngineError, match=rf"^(part 1 of \d+ \(.*\): )?the engine mine answered {told}: let it return Reply"
    ):
        ask(text, model=Answering(answer), chunk_tokens=100)


def test_methods_of_the_wrong_colour_are_told(ask):
    with pytest.raises(EngineError, match=r"answered coroutine: let it return|can't be awaited: write async def"):
        ask(TEXT, model=Forgetful(Reply(Draft(claims=()))))


def test_one_bad_answer_is_one_failure_among_many(many):
    class Moody(Answering):
        def answer(self, call):
            return self.given if "Tern 2" in call.article.text else Reply(Draft(claims=()))

        async def aanswer(self, call):
            return self.answer(call)

    bad, wrong, good = many([TEXT, None, "Acme closed."], model=Moody(None), errors="return")
    assert (bad.code, wrong.code, good.claims) == ("engine", "usage", ())


@pytest.mark.parametrize("articles", [None, 5, TEXT, TEXT.encode()])
def test_what_are_not_several_articles_is_told(many, articles):
    with pytest.raises(UsageError, match=r"^articles are several texts or Articles, not .*: write \[article\] for one"):
        many(articles, model="offline")


@pytest.mark.parametrize("concurrency", [0, -1, "many", None])
def test_a_concurrency_that_can_not_be_meant_is_told(many, concurrency):
    with pytest.raises(UsageError, match=r"^concurrency is a number of articles, 1 or more, not "):
        many([TEXT], model="offline", concurrency=concurrency)
