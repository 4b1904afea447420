"""Dates of claims: a table of cases, what they may rest on, and what they never do."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.ground import dates, ground
from extractor.ground.dates import Around, resolved
from extractor.ground.dates.foreign import CHECKED
from extractor.ground.dates.reading import read
from extractor.ground.dates.vocabulary import own
from extractor.models import Article, Draft, DraftClaim, Status
from extractor.segment import sentences

TABLE = Path(__file__).parent / "data" / "dates.txt"
CASES = [
    tuple(field.strip() for field in line.split(" | "))
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
THURSDAY = dt.date(2026, 4, 16)
ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@pytest.mark.parametrize(("lang", "status", "published", "when", "date"), CASES)
def test_a_time_is_the_date_that_a_careful_reader_gives_it(
    lang: str, status: str, published: str, when: str, date: str
) -> None:
    day = None if published == "-" else dt.date.fromisoformat(published)
    assert (resolved(when, day, Status(status), lang) or "-") == date


def test_the_table_is_long_enough_and_holds_about_as_many_traps_as_dates() -> None:
    assert len(CASES) >= 120
    assert len({case[0] for case in CASES}) >= 5
    assert sum(case[4] == "-" for case in CASES) >= 0.45 * len(CASES)


@pytest.mark.parametrize(
    ("before", "when", "after", "date"),
    [
        ("It will end access to the model ", "in October", ".", "2026-10"),
        ("", "In October", " the company said it expected a solution.", "2025-10"),
        ("The model will be open, the firm said ", "on Tuesday", ".", "2026-04-14"),
        ("The firm said that it will open the model ", "on Tuesday", ".", "2026-04-21"),
        ("All five promised ", "in August", " to open their models.", "2025-08"),
        ("A third round ", "in December", ".", None),
    ],
)
def test_a_plan_is_dated_by_the_verb_beside_its_time(before: str, when: str, after: str, date: str | None) -> None:
    assert resolved(when, THURSDAY, Status.PLANNED, "en", Around(before, after)) == date


def test_a_month_in_the_story_of_an_earlier_year_is_not_this_years() -> None:
    around = Around(after=" she left.", earlier="She joined the lab in 2019.")
    assert resolved("In March", THURSDAY, Status.OCCURRED, "en", around) is None


@pytest.mark.parametrize(
    ("when", "lang", "date"), [("el 6 de abril de 2026", None, "2026-04-06"), ("am 3. März", "de-AT", "2026-03-03")]
)
def test_a_time_is_read_without_a_language_or_with_that_of_a_country(when: str, lang: str | None, date: str) -> None:
    assert resolved(when, THURSDAY, Status.OCCURRED, lang) == date


def test_a_claim_carries_the_date_of_its_time() -> None:
    text = "Harbor Labs said on Tuesday that it will release Tern 2 in May."
    article = Article(text=text, lang="en", published=THURSDAY)
    draft = DraftClaim.model_validate(
        {
            "at": [1],
            "actor": "Harbor Labs",
            "kind": "organization",
            "action": "release",
            "type": "release",
            "model": "Tern 2",
            "open": None,
            "status": "planned",
            "said_by": [],
            "when": "in May",
            "statement": "Harbor Labs will release Tern 2 in May.",
        }
    )
    grounded = ground(article, sentences(text, "en"), Draft(claims=(draft,)))
    assert [claim.date for claim in grounded.claims] == ["2026-05"]


@pytest.mark.parametrize(
    ("lang", "before", "when", "after", "date"),
    [
        ("it", "La società aprirà il modello ", "in ottobre", ".", "2026-10"),
        ("it", "La società ha detto ", "martedì", " che aprirà il modello.", "2026-04-14"),
        ("it", "Un terzo giro ", "in dicembre", ".", None),
        ("pt", "A empresa vai publicar o modelo ", "em outubro", ".", "2026-10"),
        ("nl", "Het bedrijf zal het model ", "in oktober", " openen.", "2026-10"),
        ("nl", "Het bedrijf zei ", "dinsdag", " dat het model opent.", "2026-04-14"),
        ("ru", "Компания заявила ", "во вторник", ", что откроет модель.", "2026-04-14"),
        ("pl", "Firma otworzy model ", "w październiku", ".", None),
    ],
)
def test_a_plan_in_another_language_is_dated_by_the_verb_beside_its_time(
    lang: str, before: str, when: str, after: str, date: str | None
) -> None:
    assert resolved(when, THURSDAY, Status.PLANNED, lang, Around(before, after)) == date


PROGRAM = """
import datetime as dt, json, sys
from extractor.ground.dates import resolved
from extractor.models import Status
print(json.dumps([
    resolved(when, None if day == "-" else dt.date.fromisoformat(day), Status(status), lang)
    for lang, status, day, when, _ in json.load(sys.stdin)
]))
"""


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_dates_depend_on_no_zone_and_no_locale(zone: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(CASES),
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        env=os.environ | {"TZ": zone, "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "PYTHONUTF8": "1"},
    )
    assert [date or "-" for date in json.loads(done.stdout)] == [case[4] for case in CASES]


FOREIGN = [case for case in CASES if case[0] in CHECKED] + [
    ("sv", "occurred", "2024-03-05", "29 februari", "2024-02-29")
]


@pytest.mark.parametrize("year", [2027, 2028])
def test_dates_depend_on_no_day_that_the_program_runs_on(year: int, monkeypatch: pytest.MonkeyPatch) -> None:
    class Other(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Other:
            return cls(year, 2, 28, tzinfo=tz)

        @classmethod
        def today(cls) -> Other:
            return cls.now()

    import dateparser.utils.strptime as clock  # the one place where dateparser asks for the day when it is given one

    monkeypatch.setattr(clock, "datetime", Other)
    read.cache_clear()
    found = [resolved(c[3], None if c[2] == "-" else dt.date.fromisoformat(c[2]), Status(c[1]), c[0]) for c in FOREIGN]
    assert [date or "-" for date in found] == [case[4] for case in FOREIGN]


def test_our_own_part_asks_for_no_day_and_no_zone() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(dates.__file__).parent.glob("*.py"))
    assert re.findall(r"\b(?:now|today|utcnow|localtime|time)\(", code) == []


WORDS = [*sorted({word for case in CASES for word in case[3].split()}), "0", "29", "31", "2026", "'25", "–", "9" * 30]
TIMES = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join))
LANGUAGES = st.sampled_from([None, "en-GB", "xx", *own(), *sorted(CHECKED)])
DAYS = st.one_of(st.none(), st.dates())


@settings(max_examples=400, deadline=None)
@given(TIMES, DAYS, st.one_of(st.none(), st.sampled_from(Status)), LANGUAGES)
def test_whatever_is_written_the_answer_is_a_date_or_none(
    when: str, published: dt.date | None, status: Status | None, lang: str | None
) -> None:
    date = resolved(when, published, status, lang)
    if date is not None:
        assert ISO.fullmatch(date)
        assert dt.date.fromisoformat(f"{date}-01-01"[:10])
    if published is None and date is not None:
        assert date[:4] in when or date[2:4] in when or not when.isascii()


MONTHS = ("January", "February", "March", "April", "May", "June", "July")


@given(st.sampled_from(MONTHS), st.integers(1970, 2039), st.dates(), st.sampled_from(Status))
def test_a_date_is_never_finer_than_what_is_written(month: str, year: int, published: dt.date, status: Status) -> None:
    assert resolved(f"in late {year}", published, status, "en") == f"{year}"
    assert len(resolved(f"early {month} {year}", published, status, "en") or "") == len("2026-04")
    assert len(resolved(f"in {month}", published, status, "en") or "2026-04") == len("2026-04")
    assert len(resolved("last year", published, status, "en") or "2026") == len("2026")
    assert len(resolved("last week", published, status, "en") or "2026") <= len("2026-04")


@pytest.mark.parametrize("lang", [None, "en", "ja", "sv", "ru"])
@pytest.mark.parametrize(
    "when",
    [
        "a" * 10_000,
        "1 " * 5_000,
        "9" * 80,
        "in a " * 16,
        "–".join("1234567890" * 2),
        "から" * 38,
        "\ud800 april",
        "\x00" * 70,
    ],
)
def test_a_hostile_time_is_no_date_and_costs_no_time(when: str, lang: str | None) -> None:
    resolved("1 maj", THURSDAY, None, lang)  # what is loaded once is loaded
    start = time.perf_counter()
    assert resolved(when, THURSDAY, Status.OCCURRED, lang) is None
    assert time.perf_counter() - start < 0.5
