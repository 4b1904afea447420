"""The offline engine: a rule-based reader of English that needs no key, no network and no model."""

from __future__ import annotations

from extractor.engines.base import Call, Reply
from extractor.errors import LanguageError
from extractor.models import Draft

NOTE = "offline: a rule-based reader of English, no model"


class Offline:
    """Answers calls from the article itself, by grammar and word lists."""

    name = "offline"
    model = "offline"

    def answer(self, call: Call) -> Reply:
        """The claims the sentences carry; raises LanguageError for a text that is not English."""
        from extractor.engines.offline.language import foreign

        language = foreign(call.article)
        if language is not None:
            raise LanguageError(
                f"The offline engine reads English and this article is {language}; choose a model with -m openai/NAME."
            )
        if call.purpose != "extract":
            return Reply(Draft(claims=()), notes=(NOTE,))
        from extractor.engines.offline.reading import read, read_part

        draft = read(call.article, call.sentences) if call.parts == 1 else read_part(call.article, call.sentences)
        return Reply(draft, notes=(NOTE,))

    async def aanswer(self, call: Call) -> Reply:
        """The same, in this thread: an article takes milliseconds."""
        return self.answer(call)
