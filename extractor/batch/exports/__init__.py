"""A batch's results as one file, in the form that its ending names, and its failures in another beside it.

Results stream into a file under construction, which takes the old one's place when it is whole; an old file that says
the same already is left as it is. So an export can be repeated at any time, and nothing is ever seen half written.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from extractor import files
from extractor.batch.exports.failures import FAILURES, Failed, beside
from extractor.batch.exports.formats import Format, named
from extractor.batch.exports.records import Stored, assembled, line
from extractor.batch.exports.text import Text
from extractor.errors import OutputError
from extractor.names import Aliases

__all__ = ["Failed", "Stored", "beside", "check", "export", "line"]


def check(path: Path) -> None:
    """Raises what an export to this path would, as far as it can be known before anything has been paid for.

    UsageError for an ending that names no form, ConfigError for a library that is not installed, OutputError for a
    place where nothing can be written or where something stands that no export has made.
    """
    form = named(path)
    files.check(path)
    if files.replaceable(files.resolved(path)):
        _check_old(path, form)
        files.check(beside(path))
        _check_old(beside(path), FAILURES)
    elif not isinstance(form, Text):
        raise OutputError(f"{path} is no file, and only text can be written there: choose .jsonl, .json or .csv")


def export(records: Iterable[Stored], failures: Iterable[Failed], path: Path, aliases: Aliases | None = None) -> bool:
    """Writes the records to the path and the failures beside it, in their order; whether that changed a file.

    A record is an article and its Extraction as JSON without the article; its claims get the canonical names of the
    aliases. Without failures there is no file of them,
    nor beside what is no file, such as a pipe. Raises as `check` does, and OutputError when something can't be
    written: then the old files are what they were.
    """
    check(path)
    form, target = named(path), files.resolved(path)
    with files.reported(path), ExitStack() as stack:
        if not files.replaceable(target):
            form.write(assembled(records, aliases), target)
            return True
        results = stack.enter_context(files.part(target))
        form.write(assembled(records, aliases), results.path)
        failed = stack.enter_context(files.part(files.resolved(beside(path))))
        FAILURES.write(failures, failed.path)
        return _replace(results, failed, form)


def _replace(results: files.Part, failed: files.Part, form: Format) -> bool:
    """Puts both in their places, unless the old ones say the same; nothing is replaced before both are safe."""
    new = [part for part, kind in ((results, form), (failed, FAILURES)) if not kind.same(part)]
    gone = failed.path.stat().st_size == 0
    if gone and failed in new:
        new.remove(failed)
    for part in new:
        part.sync()
    for part in new:
        part.commit()
    if gone and failed.target.exists():
        failed.target.unlink()
        return True
    return bool(new)


def _check_old(path: Path, form: Format | Text[Failed]) -> None:
    """Raises OutputError for a file that no export in this form has made, which may be dear to somebody."""
    file = files.resolved(path)
    for log in (file.with_name(file.name + ending) for ending in form.LOGS):
        if log.exists() and log.stat().st_size:
            raise OutputError(f"{path} is open in another program, which keeps {log.name}: close it or write elsewhere")
    with files.reported(path):
        if file.exists() and file.stat().st_size and not form.ours(file):
            raise OutputError(f"{path} is there and no result of a batch: move it away, or write elsewhere")
