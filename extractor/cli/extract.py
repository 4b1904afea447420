"""`extractor extract`: claims of the articles named."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import console, output
from extractor.cli.options import About, Asking, Naming, NoCache, Writing
from extractor.errors import OK, PARTIAL, ExtractorError, UsageError, hopeless

if TYPE_CHECKING:
    from extractor.engines.base import Engine
    from extractor.models import Article, Extraction


def extract(
    *,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Articles as text, Markdown or HTML; - is standard input.", metavar="[FILE|-]...", readable=False
        ),
    ] = None,
    about: About,
    asking: Asking,
    naming: Naming,
    writing: Writing,
    no_cache: NoCache = False,
) -> int:
    """Extract the claims of articles.

    Claims go to standard output or to -o FILE. With several articles, those that can't be read are named on
    standard error, the others are delivered, and the exit code is 3.
    """
    from extractor.cli.clash import Written
    from extractor.cli.compose import aliases, engine
    from extractor.cli.warnings import Warnings
    from extractor.readers.metadata import given
    from extractor.writers import write

    sources = _sources(files or [], about)
    Written({"-o": writing.output, "--record": asking.record}).check([*sources, asking.replay, naming.aliases])
    form = output.form(writing)
    output.check(writing.output)
    given(**asdict(about))
    names = aliases(naming)
    with engine(asking, cache=not no_cache) as opened:
        outcomes = list(_outcomes(sources, about, asking, opened))
    extractions = [outcome for outcome in outcomes if not isinstance(outcome, ExtractorError)]
    failures = [outcome for outcome in outcomes if isinstance(outcome, ExtractorError)]
    if extractions:
        warnings = Warnings()
        for extraction in extractions if not output.tells(form, writing.output) else ():
            article = extraction.article
            warnings.tell(article, None if len(sources) == 1 else article.path or "standard input")
        if names:
            extractions = [names.applied(extraction) for extraction in extractions]
        output.deliver(write(extractions, form, several=len(sources) > 1), writing.output)
        return PARTIAL if failures else OK
    codes = {failure.exit_code for failure in failures}
    return codes.pop() if len(codes) == 1 else 1


def _sources(files: Sequence[Path], about: About) -> Sequence[Path]:
    """The files; standard input if there is none and somebody feeds it."""
    if not files:
        if sys.stdin is None or console.is_terminal(sys.stdin):
            raise UsageError("no article: name a file, or pipe one in (cat article.txt | extractor)")
        return [Path("-")]
    if sum(str(file) == "-" for file in files) > 1:
        raise UsageError("standard input can be read once only: name - once")
    if len(files) > 1 and (about.title or about.url):
        raise UsageError("--title and --url are one article's: extract the files one by one, or leave them out")
    return files


def _outcomes(
    sources: Sequence[Path], about: About, asking: Asking, engine: Engine
) -> Iterator[Extraction | ExtractorError]:
    """What became of each article, in order; each failure has been told by then.

    A wrong key and its like fail every article alike, so nothing more is tried after one.
    """
    from extractor.cli.compose import extractions

    unread: dict[int, ExtractorError] = {}
    asked: deque[int] = deque()

    def articles() -> Iterator[Article]:
        from extractor.readers import read

        for number, source in enumerate(sources):
            try:
                article = read(source, **asdict(about))
            except ExtractorError as error:
                unread[number] = error
            else:
                asked.append(number)
                yield article

    def told(number: int, failure: ExtractorError) -> ExtractorError:
        console.failure(failure, None if len(sources) == 1 else str(sources[number]))
        return failure

    done = 0
    with console.status(_waiting(sources, 0)) as update, closing(extractions(articles(), engine, asking)) as results:
        for result in results:
            number = asked.popleft()
            for earlier in range(done, number):
                yield told(earlier, unread[earlier])
            done = number + 1
            yield told(number, result) if isinstance(result, ExtractorError) else result
            if isinstance(result, ExtractorError) and hopeless(result):
                return
            update(_waiting(sources, done))
        for number in range(done, len(sources)):
            yield told(number, unread[number])


def _waiting(sources: Sequence[Path], done: int) -> str:
    """The live line: which article is waited for."""
    source = sources[min(done, len(sources) - 1)]
    name = "standard input" if str(source) == "-" else source.name
    return f"reading {name}" if len(sources) == 1 else f"reading {name} ({done} of {len(sources)} done)"
