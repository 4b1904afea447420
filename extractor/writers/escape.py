"""Text made harmless for where it goes: a terminal, a spreadsheet, Markdown, JSON.

Article text, file names and a model's words are all hostile: whatever leaves the program passes through here.
"""

from __future__ import annotations

import re
from typing import TypeVar, overload

_SEQUENCE = re.compile(
    r"""
      (?:\x1b[\]PX^_] | [\x90\x98\x9d-\x9f])            # OSC, DCS, SOS, PM, APC ...
      [^\x07\x1b\x80-\x9f\n]* (?:\x07|\x1b\\|\x9c)      # ... with their payload, where they end in the same line
    | (?:\x1b\[|\x9b) [0-?]* [ -/]* [@-~]               # CSI: colours, cursor, screen
    | \x1b [ -/]* [0-~]                                 # other escapes, and an introducer whose end is missing
    """,
    re.VERBOSE,
)
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f]"  # controls, but tab and newline
    "|[\u00ad\u034f\u061c\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    "|[\U000e0000-\U000e0fff]"  # tags, and the selectors that can carry a message
    "|(?<![\u0600-\u109f\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"  # joiners, unless a script or an emoji needs them
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_FORMULA = tuple("=+-@＝＋－＠")
_MARKDOWN = re.compile(
    r"""
      [\\`*_\[\]<>{}|~$]                 # markup wherever it stands
    | &(?=\#?\w+;)                       # an entity
    | (?<!\d)[.:](?=\w) | [.:](?=[^\W\d]) | :(?=/)     # a link by its looks: www.x.y, x://y; not 10:30
    | ^[-+=\#]                           # a list, a heading, the underline of one
    | (?<=^\d)[.)] | (?<=^\d\d)[.)] | (?<=^\d{3})[.)] | (?<=^\d{4})[.)]    # a numbered list
    """,
    re.VERBOSE,
)
_AT = re.compile("@+")
_JSON_HIDDEN = re.compile("[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]")

Value = TypeVar("Value", int, float, None)


def terminal(text: str) -> str:
    """One line that can do nothing but be read.

    Without escape sequences, control characters, invisible and direction-changing characters; a line break or
    tab is a space, half a surrogate pair the replacement character.
    """
    return _BREAK.sub(" ", _harmless(text)).replace("\t", " ")


@overload
def spreadsheet(cell: str) -> str: ...
@overload
def spreadsheet(cell: Value) -> Value: ...
def spreadsheet(cell: str | float | None) -> str | float | None:
    """The cell as a spreadsheet will show it and not run it.

    Text that would be taken for a formula gets an apostrophe in front; control sequences go, line breaks stay;
    a number is ours and passes.
    """
    if not isinstance(cell, str):
        return cell
    shown = _BREAK.sub("\n", _harmless(cell))
    if shown.lstrip().startswith(_FORMULA) or shown.startswith(("\t", "\n")):
        return "'" + shown
    return shown


def markdown(text: str) -> str:
    """One line of Markdown that renders as exactly this text: no markup, link, image, mention or HTML."""
    escaped = _MARKDOWN.sub(lambda found: "\\" + found[0], terminal(text).strip())
    # A renderer that turns addresses and @names into links does so after it has read the escapes, but not in code.
    return _AT.sub(lambda found: f"`{found[0]}`", escaped)


def json(document: str) -> str:
    """The JSON document with characters that a terminal obeys, or that end a line, written as escapes."""
    return _JSON_HIDDEN.sub(_json_escape, document)


def _json_escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def _harmless(text: str) -> str:
    """Without sequences and invisible characters; tab and line breaks are left as they are."""
    if text.isascii() and text.isprintable():  # nearly every cell, and four searches saved
        return text
    lines = _BREAK.sub("\n", _SEQUENCE.sub("", text))
    return _SURROGATE.sub("\ufffd", _HIDDEN.sub("", lines))
