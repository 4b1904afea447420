"""Time expressions as written."""

from __future__ import annotations

import re
from functools import cache

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_UNIT = r"(?:day|week|weekend|month|quarter|year|spring|summer|autumn|fall|winter|decade)s?"
_COUNT = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|a\ few|\d{1,3})"


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"""\b(?:
            (?:on\ |since\ |by\ |from\ |until\ )?(?:{_DAY},?\ )?\d{{1,2}}\ {_MONTH}(?:\ \d{{4}})?
          | (?:on\ |since\ |by\ |from\ |until\ )?{_MONTH}\ \d{{1,2}}(?:,\ \d{{4}})?\b
          | (?:in|since|by|from|until|last|next|this|late|early)\ (?:early\ |late\ |mid-)?{_MONTH}(?:\ \d{{4}})?
          | (?:in|since|by|from|until|before|after|during)\ (?:early\ |late\ |mid-)?(?:19|20)\d\d
          | (?:on|last|next|since|by|until)\ {_DAY}
          | (?:earlier|later)\ this\ {_UNIT}
          | (?:last|next|this|the\ (?:same|previous|following|next))\ (?:{_UNIT})
          | (?:within|in|over|for)\ (?:the\ (?:past|last|next|coming)\ )?{_COUNT}\ {_UNIT}
          | {_COUNT}\ {_UNIT}\ (?:ago|later|earlier|before)
          | (?:in|by|for)\ the\ (?:first|second|third|fourth)\ (?:quarter|half)(?:\ of\ \d{{4}})?
          | yesterday|today|tomorrow|recently
        )\b""",
        re.VERBOSE | re.IGNORECASE,
    )


def moment(text: str) -> str | None:
    """The first time expression of the text, or None."""
    match = _pattern().search(text)
    return match.group() if match else None
