"""Articles with claims made by hand, for what a person does with a report."""

from __future__ import annotations

from typing import Any

from extractor.models import Article, Attribution, Extraction, Rejection, Span
from tests.results import claim, extraction

LINES = (
    "Northlight Labs released Aurora 2 under the MIT licence on 3 March.",
    "Its rival Southbank keeps Delta closed, two engineers told The Quay.",
    "Southbank denies that.",
    "In April Northlight Labs will open the weights of Aurora 3, according to a memo.",
)
NEWS = f"{LINES[0]} {LINES[1]}\n\n{LINES[2]} {LINES[3]}"


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def told(text: str, statement: str, *evidence: str, mentions: dict[str, str] | None = None, **said: Any) -> Any:
    """A claim that rests on those words of the text and mentions those."""
    return claim(
        "x",
        **{
            **dict.fromkeys(("model", "source", "when", "date")),
            "actor": "Northlight Labs",
            "action": "do",
            "openness": "unspecified",
            "attribution": (),
            "status": "occurred",
            "id": statement,
            "statement": statement,
            "evidence": tuple(span(text, words) for words in evidence),
            "mentions": {field: (span(text, words),) for field, words in (mentions or {}).items()},
            **said,
        },
    )


def about(article: Article, *claims: Any, **changes: Any) -> Extraction:
    return extraction().model_copy(update={"article": article, "claims": claims, **changes})


def news(number: int = 1) -> Extraction:
    """Four claims in two paragraphs, one rejected draft, a warning, and a run of unknown cost."""
    base = extraction("x", rejected=1)
    quay = Attribution(name="The Quay", type="media"), Attribution(name="two engineers", type="anonymous")
    draft = base.rejected[0].draft.model_copy(update={"statement": "Aurora 2 cost $9 million.", "at": (1,)})
    return about(
        Article(
            text=NEWS,
            title=f"Open and shut {number}",
            outlet="The Quay",
            url="https://quay.example/news?a=1&b=2",
            published="2026-03-04",
            lang="en",
            warnings=("A hidden paragraph of 12 words was set aside.",),
        ),
        told(
            NEWS,
            "Northlight Labs released Aurora 2 under the MIT licence.",
            LINES[0],
            mentions={"actor": "Northlight Labs", "model": "Aurora 2", "openness": "MIT licence", "when": "on 3 March"},
            model="Aurora 2",
            openness="open_source",
            when="on 3 March",
            date="2026-03-03",
        ),
        told(
            NEWS,
            "Southbank keeps Delta closed.",
            LINES[1],
            mentions={"actor": "Southbank", "model": "Delta", "openness": "closed", "source": "The Quay"},
            actor="Southbank",
            model="Delta",
            openness="closed",
            status="ongoing",
            attribution=quay,
        ),
        told(
            NEWS, "Southbank denies that it keeps Delta closed.", LINES[1], LINES[2], actor="Southbank", status="denied"
        ),
        told(
            NEWS,
            "Northlight Labs will open the weights of Aurora 3.",
            LINES[3],
            mentions={"actor": "Northlight Labs"},
            model="Aurora 3",
            openness="open_weights",
            status="planned",
            when="In April",
            date="2026-04",
            support="partial",
            attribution=(Attribution(name="a memo", type="document"),),
        ),
        rejected=(
            Rejection(reason="unsupported_number", message="$9 million does not stand in the evidence.", draft=draft),
        ),
        run=base.run.model_copy(
            update={
                "engine": "openai",
                "model": "relay",
                "requests": 2,
                "reasks": 1,
                "tokens_in": 3049,
                "tokens_out": 1939,
                "notes": ("The endpoint takes no schema.",),
            }
        ),
    )


EMOJI = "🚀🚀 Acme 🤖 released Zed 𝔘 under MIT. 👩‍👩‍👧 It is 🎉 free."
ARABIC = "أعلن مختبر نور أنه سيفتح نموذج فجر ٢. وقال إن الأوزان متاحة."
JAPANESE = "東雲研究所は新モデル「暁３」を公開した。重みは誰でも入手できる。"

SCRIPTS = {
    "emoji": (EMOJI, "🚀🚀 Acme 🤖 released Zed 𝔘 under MIT.", {"actor": "Acme", "model": "Zed 𝔘", "openness": "MIT"}),
    "emoji, later": (EMOJI, "👩‍👩‍👧 It is 🎉 free.", {"openness": "free"}),
    "arabic": (ARABIC, "وقال إن الأوزان متاحة.", {"actor": "مختبر نور", "openness": "الأوزان"}),
    "japanese": (JAPANESE, "重みは誰でも入手できる。", {"actor": "東雲研究所", "openness": "重み"}),
}


def script(name: str) -> Extraction:
    """An article in that script, with one claim."""
    text, evidence, mentions = SCRIPTS[name]
    return about(Article(text=text, title=text), told(text, evidence, evidence, mentions=mentions))
