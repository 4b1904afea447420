"""Characters left over from markup or escapes, which no sentence of prose holds."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"[*`\\^{}|~]|\]\(|https?://|</?\w|(?<!\w)_+\w|\w_+(?!\w)|&#?\w+;|\[[^\]]*$|^[^\[]*\]")
_ESCAPE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]|\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[nrt]\b)")


def marked(statement: str, actor: str, sentence: str) -> bool:
    """Whether the statement or its actor carries markup, or its sentence escapes or control characters."""
    return any(_MARKUP.search(words) for words in (statement, actor)) or _ESCAPE.search(sentence) is not None
