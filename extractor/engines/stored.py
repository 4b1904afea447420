"""Recordings: replies in a file, one JSON line each, found again by the fingerprint of their call."""

from __future__ import annotations

import json
import os
import tempfile
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import Field, ValidationError

from extractor.engines.base import Call, Engine, Purpose, Reply, Wrapping
from extractor.errors import RecordingError
from extractor.escape import terminal
from extractor.models import Article, Draft, Record, Usage


class Recorded(Record):
    """One reply as it stands in a recording: no headers, no address, no key."""

    call: str = Field(pattern=r"^[0-9a-f]{64}$")
    """Fingerprint of the call."""
    article: str
    title: str | None
    purpose: Purpose
    engine: str
    model: str
    prompt: str
    draft: Draft
    usage: Usage
    notes: tuple[str, ...]

    @property
    def reply(self) -> Reply:
        return Reply(self.draft, self.usage, self.notes)


class Recorder(Wrapping):
    """An engine that keeps the replies of another in a file. Failures are not replies and are not kept.

    Every reply is on the disk before it is returned. A reply to a call that the file already holds takes the old
    one's place. Several threads or tasks may share a recorder; several processes may not share a file.
    """

    def __init__(self, engine: Engine, path: Path | str) -> None:
        super().__init__(engine)
        self._path = Path(path)
        self._lock = threading.Lock()
        self._known = set(recordable(self._path))
        if self._path.exists():
            _mend(self._path)

    def answer(self, call: Call) -> Reply:
        return self._kept(call, self._engine.answer(call))

    async def aanswer(self, call: Call) -> Reply:
        return self._kept(call, await self._engine.aanswer(call))

    def _kept(self, call: Call, reply: Reply) -> Reply:
        recorded = Recorded(
            call=call.fingerprint,
            article=call.article.id,
            title=call.article.title and terminal(call.article.title),
            purpose=call.purpose,
            engine=self.name,
            model=self.model,
            prompt=call.prompt,
            draft=reply.draft,
            usage=reply.usage,
            notes=reply.notes,
        )
        with self._lock:
            try:
                if recorded.call in self._known:
                    _replace(self._path, {**_read(self._path), recorded.call: recorded})
                else:
                    _append(self._path, recorded)
            except OSError as error:
                raise RecordingError(_cannot_write(self._path, error)) from error
            self._known.add(recorded.call)
        return reply


class Replay:
    """An engine that answers from a recording, under the name of the engine and the model that were recorded.

    Raises RecordingError for a file that can't be read, and for a call that the recording lacks.
    """

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)
        self._replies: Mapping[str, Recorded] = _read(self._path)
        if not self._replies:
            raise RecordingError(
                f"{_named(self._path)} holds no replies: record some with --record {_named(self._path)}"
            )

    @property
    def name(self) -> str:
        return _joined(recorded.engine for recorded in self._replies.values())

    @property
    def model(self) -> str:
        return _joined(recorded.model for recorded in self._replies.values())

    def answer(self, call: Call) -> Reply:
        recorded = self._replies.get(call.fingerprint)
        if recorded is None:
            raise RecordingError(self._lacking(call))
        return recorded.reply

    async def aanswer(self, call: Call) -> Reply:
        return self.answer(call)

    def __len__(self) -> int:
        """How many replies it holds."""
        return len(self._replies)

    def __contains__(self, call: Call) -> bool:
        """Whether it holds a reply to the call."""
        return call.fingerprint in self._replies

    def _lacking(self, call: Call) -> str:
        """Which reply is missing, and what brings it in."""
        siblings = [r for r in self._replies.values() if r.article == call.article.id and r.purpose == call.purpose]
        what = {"extract": "reply", "correct": "corrective reply", "again": "reply to a further pass"}[call.purpose]
        if siblings and all(recorded.prompt != call.prompt for recorded in siblings):
            why = f"holds a {what} for {_about(call.article)} to other prompts than today's"
        else:
            why = f"holds no {what} for {_about(call.article)}"
        return f"{_named(self._path)} {why}: record it again with --record {_named(self._path)} and a model"


def _about(article: Article) -> str:
    """The article as an error names it: its title, else its path, else its id."""
    shown = terminal(article.title or article.path or "").strip()
    return f"{shown!r}" if shown else f"article {article.id}"


def _named(path: Path) -> str:
    return terminal(str(path))


def _joined(names: Iterable[str]) -> str:
    return " + ".join(dict.fromkeys(names))


# The file. A line is appended in one write and reaches the disk before the reply is used; only a crash in that write
# can leave half a line, always the last, which the next recorder cuts off.


def recordable(path: Path) -> Mapping[str, Recorded]:
    """The replies that the file holds already; none where there is no file. Nothing is written.

    Raises RecordingError for a path that can't be recorded into.
    """
    _check_writable(path)
    return _read(path, half=True) if path.exists() else {}


def _read(path: Path, *, half: bool = False) -> dict[str, Recorded]:
    """The replies by fingerprint, the latest where one was recorded twice; with `half`, half a last line is none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RecordingError(
            f"cannot read {_named(path)} ({error.strerror}): name a file that --record made"
        ) from error
    if half:
        data = data[: _whole(data)]
    replies: dict[str, Recorded] = {}
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            recorded = Recorded.model_validate_json(line)
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            place = ".".join(map(str, first["loc"]))
            why = terminal(f"{place}: {first['msg']}" if place else first["msg"])
            raise RecordingError(
                f"line {number} of {_named(path)} is no recorded reply ({why}): delete the line, or record again"
            ) from None
        replies.pop(recorded.call, None)
        replies[recorded.call] = recorded
    return replies


def _whole(data: bytes) -> int:
    """How many of the bytes are not half a last line."""
    whole = data.rfind(b"\n") + 1
    return whole if _is_half_a_line(data[whole:]) else len(data)


def _mend(path: Path) -> None:
    """Cuts off half a last line."""
    data = path.read_bytes()
    if (whole := _whole(data)) < len(data):
        os.truncate(path, whole)


_START = b'{"call":"'


def _is_half_a_line(line: bytes) -> bool:
    """Whether it is the beginning of a line of ours: a file of somebody else's is not ours to mend."""
    if not line or not (line.startswith(_START) or _START.startswith(line)):
        return False
    try:
        json.loads(line)
    except ValueError:
        return True
    return False


def _line(recorded: Recorded) -> bytes:
    return recorded.model_dump_json().encode() + b"\n"


def _append(path: Path, recorded: Recorded) -> None:
    """The line at the end of the file and on the disk; what can't be written whole is taken back."""
    with path.open("a+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 1))
        unended = file.read() not in (b"", b"\n")
        try:
            file.write(b"\n" * unended + _line(recorded))
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            os.truncate(path, size)
            raise


def _replace(path: Path, replies: Mapping[str, Recorded]) -> None:
    """The file with these replies alone: written beside it, then put in its place."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        beside = Path(file.name)
        try:
            file.writelines(_line(recorded) for recorded in replies.values())
            file.flush()
            os.fsync(file.fileno())
            beside.chmod(path.stat().st_mode & 0o777)
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise


def _check_writable(path: Path) -> None:
    """Raises RecordingError for a place that can't be written to, before a reply is paid for."""
    if path.is_dir():
        raise RecordingError(f"{_named(path)} is a folder: name a file to record into")
    if not path.parent.is_dir():
        raise RecordingError(f"cannot record into {_named(path)}: make the folder {_named(path.parent)} first")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise RecordingError(f"cannot record into {_named(path)}: no permission to write there; name another file")


def _cannot_write(path: Path, error: OSError) -> str:
    return f"cannot record into {_named(path)} ({error.strerror}): free some space, or name another file"
