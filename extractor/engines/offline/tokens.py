"""Words and marks of a sentence, with their places and the part each plays."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache


@dataclass(slots=True)
class Token:
    """`text` stands at `[start:end]` of the article; the tagger fills `tag` and `lemma`."""

    text: str
    start: int
    end: int
    quoted: bool = False
    tag: str = ""
    lemma: str = ""
    low: str = field(init=False)
    """The word in lower case, apostrophes straight."""

    def __post_init__(self) -> None:
        self.low = self.text.lower().replace("’", "'")


MARKS = {
    ",": ",", ";": ";", ":": ":", "—": "-", "–": "-", "-": "-", "(": "(", ")": ")", "[": "(", "]": ")",
    ".": ".", "!": ".", "?": "?", "…": ".",
}  # fmt: skip

OPENERS = "“«„"
CLOSERS = "”»"


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"""
        (?P<mark>[,;:—–()\[\].!?…"“”«»„]|(?<=\s)-{1,2}(?=\s))
      | (?P<poss>['’]s\b|(?<=s)['’](?=\s[a-z]|\s[A-Z0-9]))
      | (?P<word>(?:[A-Z]\.){2,}
          | (?<=\s)[A-Z]\.(?=\s[A-Z]\w*[a-z])
          | (?<=\s)[A-Z]\.(?=\s[A-Z]\.\s)
          | [A-Z]{0,3}[$€£¥]?\d+(?:[.,:]\d+)*(?:%|[^\W\d_]+)?(?:[-/]\w+)*
          | [^\W_](?:\w|[&+](?=\w)|\.(?=[\w])|[-/](?=\w)|['’](?!s\b)(?=\w))*
        )
        """,
        re.VERBOSE,
    )


def tokenise(text: str, start: int, end: int, *, inside: bool = False) -> list[Token]:
    """The tokens of `text[start:end]`; quotation marks become the tokens' `quoted`, not tokens.

    `inside` says that a quotation is still open from the sentence before."""
    tokens: list[Token] = []
    for match in _pattern().finditer(text, start, end):
        piece = match.group()
        if piece in OPENERS or (piece == '"' and not inside):
            inside = True
        elif piece in CLOSERS or piece == '"':
            inside = False
        elif match.lastgroup == "mark":
            tokens.append(Token(piece, match.start(), match.end(), inside, MARKS.get(piece, "-")))
        elif match.lastgroup == "poss":
            tokens.append(Token(piece, match.start(), match.end(), inside, "POS"))
        elif piece.lower().replace("’", "'").endswith("n't") and len(piece) > 3:
            cut = match.end() - 3
            tokens.append(Token(piece[:-3], match.start(), cut, inside))
            tokens.append(Token(piece[-3:], cut, match.end(), inside))
        else:
            tokens.append(Token(piece, match.start(), match.end(), inside))
    return tokens


def halves(tokens: list[Token]) -> list[list[Token]]:
    """The sentences in what was taken for one, where a full stop stands after a word: 'in May. A sibling came.'"""
    cuts = [
        k + 1
        for k in range(2, len(tokens) - 3)
        if tokens[k].text == "."
        and tokens[k - 1].text.isalpha()
        and not tokens[k].quoted
        and len(tokens[k - 1].text) > 2
        and tokens[k + 1].low in OPENERS_OF_SENTENCES
        and tokens[k + 1].text[0].isupper()
    ]
    return [tokens[a:b] for a, b in zip([0, *cuts], [*cuts, len(tokens)], strict=True)]


OPENERS_OF_SENTENCES = frozenset("a an the it its this these that those he she they in on at but and for".split())
"""Words that a name after an abbreviation does not begin with."""
