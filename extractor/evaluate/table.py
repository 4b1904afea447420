"""An evaluation as text: for a terminal, for a document, or as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from extractor import escape
from extractor.evaluate.score import Evaluation, Score

NOTHING = "–"


def render(evaluation: Evaluation, form: Literal["table", "json", "md"] = "table") -> str:
    """The evaluation in that form, without a line end behind it.

    `json` is the whole record, shares to four places. Names from gold files and messages of failures can do nothing in
    any of them but be read.
    """
    if form == "json":
        return escape.json(evaluation.model_dump_json(indent=2))
    if form == "md":
        return "\n\n".join(part for part in (markdown(evaluation), articles_markdown(evaluation)) if part)
    return "\n\n".join((_headline(evaluation), _scores(evaluation), _accuracy(evaluation), _articles(evaluation)))


def markdown(*evaluations: Evaluation, headings: Sequence[str] = ()) -> str:
    """A table of the pooled figures, one column an evaluation, headed by its model unless `headings` says otherwise."""
    rows = [["", *map(escape.markdown, headings or [e.model for e in evaluations])]]
    rows += [[name, *(str(value(e)) for e in evaluations)] for name, value in _COUNTS.items()]
    for kind in ("strict", "lenient"):
        for name in _SCORES:
            title = f"{kind} {_SCORES[name]}"
            figures = [_share(getattr(_score(e, kind), name)) for e in evaluations]
            headline = kind == "strict" and name == "f1"
            rows.append([_bold(title), *map(_bold, figures)] if headline else [title, *figures])
    for name, title in _ACCURACY.items():
        rows.append([title, *(_share(getattr(e.total.accuracy, name)) for e in evaluations)])
    return _pipes(rows)


def articles_markdown(evaluation: Evaluation) -> str:
    """A table with a row an article, and what is not in it."""
    rows = [[escape.markdown(cell) for cell in row] for row in _article_rows(evaluation)]
    return "\n\n".join([_pipes(rows), *_notes(evaluation, escape.markdown)])


_COUNTS: dict[str, Callable[[Evaluation], int]] = {
    "articles": lambda e: len(e.articles),
    "gold claims": lambda e: e.total.gold,
    "of them vital": lambda e: e.total.vital,
    "predicted claims": lambda e: e.total.predicted,
    "accepted pairs": lambda e: e.total.lenient.pairs,
}
_SCORES = {
    "f1": "F1",
    "precision": "precision",
    "recall": "recall of vital claims",
    "recall_all": "recall of all claims",
}
_ACCURACY = {
    "actor": "actor",
    "action_type": "action type",
    "model": "model",
    "openness": "openness",
    "status": "status",
    "attribution": "outermost attribution",
    "chain": "whole attribution chain",
    "evidence": "evidence F1",
}


def _score(evaluation: Evaluation, kind: str) -> Score:
    return evaluation.total.strict if kind == "strict" else evaluation.total.lenient


def _headline(evaluation: Evaluation) -> str:
    total = evaluation.total
    engine = evaluation.model if evaluation.engine in evaluation.model else f"{evaluation.engine} {evaluation.model}"
    return escape.terminal(
        f"{engine}: {_count(len(evaluation.articles), 'article')}, {_count(total.gold, 'gold claim')} "
        f"({total.vital} vital), {total.predicted} predicted"
    )


def _scores(evaluation: Evaluation) -> str:
    rows = [["", "F1", "precision", "recall (vital)", "recall (all)", "pairs"]]
    for kind in ("strict", "lenient"):
        score = _score(evaluation, kind)
        rows.append([kind, *(_share(getattr(score, name)) for name in _SCORES), str(score.pairs)])
    return _columns(rows)


def _accuracy(evaluation: Evaluation) -> str:
    rows = [["on accepted pairs", ""]]
    rows += [[title, _share(getattr(evaluation.total.accuracy, name))] for name, title in _ACCURACY.items()]
    return _columns(rows)


def _articles(evaluation: Evaluation) -> str:
    rows = [[escape.terminal(cell) for cell in row] for row in _article_rows(evaluation)]
    return "\n\n".join([_columns(rows), *_notes(evaluation, escape.terminal)])


def _article_rows(evaluation: Evaluation) -> list[list[str]]:
    rows = [["article", "language", "gold", "vital", "predicted", "strict F1", "lenient F1"]]
    for row in evaluation.articles:
        found = row.figures
        counts = [str(count) for count in (found.gold, found.vital, found.predicted)]
        rows.append([row.id, row.lang, *counts, _share(found.strict.f1), _share(found.lenient.f1)])
    return rows


def _notes(evaluation: Evaluation, harmless: Callable[[str], str]) -> list[str]:
    notes = []
    if evaluation.failures:
        lines = [f"- {harmless(name)}: {harmless(message)}" for name, message in evaluation.failures.items()]
        notes.append("\n".join([f"{_count(len(lines), 'article')} failed and counted as no prediction:", "", *lines]))
    if evaluation.not_covered:
        left_out = ", ".join(map(harmless, evaluation.not_covered))
        notes.append(f"Not in the recording, left out: {_count(len(evaluation.not_covered), 'article')} ({left_out}).")
    return notes


def _share(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.2f}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _columns(rows: Sequence[Sequence[str]]) -> str:
    """Columns two blanks apart, the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if number == 0 else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _pipes(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *body))


def _bold(text: str) -> str:
    return f"**{text}**"
