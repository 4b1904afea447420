"""Text made harmless for where it goes: a terminal, a spreadsheet, Markdown, JSON, a page, a page's data.

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
    "|[\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]"
    "|[\U000e0000-\U000e0fff]"  # tags, and the selectors that can carry a message
    "|(?<![\u0600-\u109f\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"  # joiners, unless a script or an emoji needs them
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_STORM = re.compile(f"({_MARKS}{{8}}){_MARKS}+")
"""More marks on a letter than any language has; they would be painted over the lines above and below."""
_OPERATOR = "[=+\\-@＝＋－＠﹦﹢﹣﹫]"
_FORMULA = re.compile(rf"\A(?:[\s\u115f\u1160\u2800\u3164\uffa0]*{_OPERATOR}|[\t\n])")
_NEXT_FORMULA = re.compile(rf"(?<=[;\t])(?=\s{{0,9}}{_OPERATOR})")
"""In a cell of its own, where the file is opened with another separator."""
_MARKDOWN = re.compile(
    r"""
      [\\`*_\[\]<>{}|~$]                 # markup wherever it stands
    | &(?=\#?\w+;)                       # an entity
    | (?<!\d)[.:](?=\w) | [.:](?=[^\W\d]) | :(?=/)     # a link by its looks: www.x.y, x://y; not 10:30
    | ^[-+=\#] | \#(?=\#*$)             # a list, a heading and what closes it, the underline of one
    """,
    re.VERBOSE,
)
_NUMBERED = re.compile(r"^(\d{1,9})(?=[.)](?:\s|$))")
_AT = re.compile("@+")
_JSON_HIDDEN = re.compile(
    "[\x7f-\x9f\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_PAGE_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")

Value = TypeVar("Value", int, float, None)


def terminal(text: str) -> str:
    """One line that can do nothing but be read.

    Without escape sequences, control characters, invisible and direction-changing characters; a line break or
    tab is a space, half a surrogate pair the replacement character; of a pile of accents eight are left.
    """
    shown = _harmless(text)
    if shown.isascii() and shown.isprintable():
        return shown
    return _STORM.sub(r"\1", _BREAK.sub(" ", shown).replace("\t", " "))


@overload
def spreadsheet(cell: str) -> str: ...
@overload
def spreadsheet(cell: Value) -> Value: ...
def spreadsheet(cell: str | float | None) -> str | float | None:
    """The cell as a spreadsheet will show it and not run it.

    What would be taken for a formula gets an apostrophe in front, also behind a semicolon or a tab; control sequences
    go, line breaks stay; a number is ours and passes.
    """
    if not isinstance(cell, str):
        return cell
    shown = _BREAK.sub("\n", _harmless(cell))
    return _FORMULA.sub(r"'\g<0>", _NEXT_FORMULA.sub("'", shown))


def markdown(text: str) -> str:
    """One line of Markdown that renders as exactly this text: no markup, link, image, mention or HTML."""
    escaped = _NUMBERED.sub(r"\1\\", _MARKDOWN.sub(lambda found: "\\" + found[0], terminal(text).strip()))
    # A renderer that turns addresses and @names into links does so after it has read the escapes, but not in code.
    return _AT.sub(lambda found: f"`{found[0]}`", escaped)


def json(document: str) -> str:
    """The JSON document with characters that a terminal obeys, or that end a line, written as escapes.

    Half a surrogate pair, which no file can hold, is the replacement character.
    """
    if document.isascii() and "\x7f" not in document:
        return document
    return _JSON_HIDDEN.sub(_json_escape, document)


def page(text: str) -> str:
    """The text as a page can hold it, for whoever builds elements: no controls, nothing that turns the direction."""
    return whole(_PAGE_HIDDEN.sub("", text))


def whole(text: str) -> str:
    """The text as any file or database can hold it: half a surrogate pair is the replacement character."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def script_data(document: str) -> str:
    """The JSON document as it may stand in a script block of an HTML page: nothing in it ends or opens a block."""
    return json(document).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _json_escape(found: re.Match[str]) -> str:
    if "\ud800" <= found[0] <= "\udfff":
        return "\ufffd"
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def _harmless(text: str) -> str:
    """Without sequences and invisible characters; tab and line breaks are left as they are."""
    if text.isascii() and text.isprintable():  # nearly every cell, and four searches saved
        return text
    lines = _BREAK.sub("\n", _SEQUENCE.sub("", text))
    return whole(_HIDDEN.sub("", lines))
