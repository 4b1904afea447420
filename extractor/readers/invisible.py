"""Characters that stand in a text and that nobody sees."""

from __future__ import annotations

import re
from collections import Counter

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"  # controls, but white space
    "|[\u00ad\u180e\u200b\u2060-\u2064\ufeff]"  # zero width
    "|(?<![\u0600-\u109f\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"  # joiners where no script or emoji asks for them
    "|[\u202a-\u202e\u2066-\u2069]"  # writing direction turned by force
    "|[\U000e0100-\U000e01ef]"
)
_SUSPECT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200d\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
"""Whatever the others find is one of these."""

_TAG = re.compile("[\U000e0000-\U000e007f]")
"""Tag characters spell ASCII out of sight."""

_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e007a]{3,6}\U000e007f")
"""Their one good use: the flags of England, Scotland and Wales."""


def invisible(text: str) -> tuple[str, ...]:
    """One sentence for what can't be seen in the text, one for what is spelled in tag characters; often none."""
    if not _SUSPECT.search(text):  # nearly every article, at a third of the price of the searches below
        return ()
    warnings = []
    counts = Counter(_INVISIBLE.findall(text))
    if counts:
        names = ", ".join(f"U+{ord(c):04X}" for c, _ in counts.most_common(5))
        warnings.append(f"Invisible or control characters in the text: {counts.total()} ({names}).")
    if hidden := "".join(_TAG.findall(_FLAG.sub("", text))):
        spelled = "".join(chr(ord(c) - 0xE0000) for c in hidden)
        shown = "".join(c if c.isprintable() else " " for c in spelled)[:80]
        warnings.append(f"Tag characters, which nobody sees, in the text: {len(hidden)}, spelling “{shown}”.")
    return tuple(warnings)
