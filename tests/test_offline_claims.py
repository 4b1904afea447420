"""What the offline engine makes of single sentences: who, what, how certain, who says so."""

from __future__ import annotations

import pytest

from extractor.engines.base import Call
from extractor.engines.offline import Offline
from extractor.models import Article, DraftClaim
from extractor.segment import sentences

INTRO = "Norvane, an AI start-up in Oslo, was founded by Ingrid Solheim and Lars Berg. "


def claims(text: str) -> list[DraftClaim]:
    article = Article(text=text, lang="en")
    return list(Offline().answer(Call(article, sentences(text, "en"), (), "")).draft.claims)


def last(text: str) -> DraftClaim:
    return claims(text)[-1]


def sources(claim: DraftClaim) -> list[tuple[str, str]]:
    return [(link.name, link.type.value) for link in claim.said_by]


def test_two_predicates_of_one_subject_are_two_claims() -> None:
    found = claims("Norvane has licensed Fjord 3 and hired Marie Duval from Google.")
    assert [c.statement for c in found] == [
        "Norvane has licensed Fjord 3.",
        "Norvane hired Marie Duval from Google.",
    ]


@pytest.mark.parametrize(
    ("sentence", "statements"),
    [
        (
            "Norvane plans to open Fjord 3 and to sell Fjord 4.",
            ["Norvane plans to open Fjord 3.", "Norvane plans to sell Fjord 4."],
        ),
        (
            "Norvane will publish Fjord 3 but keep Fjord 4 behind an API.",
            ["Norvane will publish Fjord 3.", "Norvane will keep Fjord 4 behind an API."],
        ),
    ],
)
def test_what_a_plan_or_a_future_holds_is_told_one_by_one(sentence: str, statements: list[str]) -> None:
    assert [c.statement for c in claims(sentence)] == statements


@pytest.mark.parametrize(
    ("sentence", "actor", "action"),
    [
        ("Norvane closed Fjord 3 on Monday.", "Norvane", "close"),
        ("The approach is not new: Norvane closed its Fjord 2 model last year.", "Norvane", "close"),
        ("Norvane may still open Fjord 3.", "Norvane", "open"),
        ("Norvane keeps Fjord 3 closed.", "Norvane", "keep"),
    ],
)
def test_open_and_closed_are_verbs_where_they_stand_as_verbs(sentence: str, actor: str, action: str) -> None:
    claim = last(INTRO + sentence)
    assert (claim.actor, claim.action) == (actor, action)


def test_an_apposition_is_no_part_of_the_actor() -> None:
    claim = last("Meta, the owner of Facebook, released Llama 4 in April.")
    assert (claim.actor, claim.model, claim.when) == ("Meta", "Llama 4", "in April")


def test_the_agent_of_a_passive_is_the_actor() -> None:
    assert last("Fjord 3 was released by Norvane on Monday.").actor == "Norvane"


def test_a_model_that_is_released_has_its_maker_as_actor() -> None:
    claim = last("Norvane's Fjord 3 beats its rivals. Fjord 3 was released in March.")
    assert (claim.actor, claim.model) == ("Norvane", "Fjord 3")


def test_a_relative_clause_says_something_of_its_own() -> None:
    found = claims("Norvane, which raised $400 million last year, opened an office in Paris.")
    assert next((c.actor, c.type.value) for c in found) == ("Norvane", "invest")
    assert "Norvane raised $400 million last year." in [c.statement for c in found]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Norvane will open its model, according to Tech Ledger.", [("Tech Ledger", "media")]),
        (
            "Norvane will open its model, according to a report by Tech Ledger citing two insiders.",
            [("Tech Ledger", "media"), ("two insiders", "anonymous")],
        ),
        ("Norvane will open its model, Reuters reported.", [("Reuters", "media")]),
        (
            "Norvane will open its model, Reuters reported, citing people familiar with the matter.",
            [("Reuters", "media"), ("people familiar with the matter", "anonymous")],
        ),
        (
            "Norvane will open its model, people familiar with the matter told Reuters.",
            [("Reuters", "media"), ("people familiar with the matter", "anonymous")],
        ),
        ("Norvane said that it will open its model.", [("Norvane", "organization")]),
        ("Norvane will open its model, said Ingrid Solheim.", [("Ingrid Solheim", "person")]),
        ('"Norvane will open its model," Ingrid Solheim said.', [("Ingrid Solheim", "person")]),
        ("A Norvane spokesperson said that Norvane will open its model.", [("Norvane", "organization")]),
    ],
)
def test_who_says_so_is_a_chain_with_the_outermost_first(said: str, wanted: list[tuple[str, str]]) -> None:
    assert sources(last(INTRO + said)) == wanted


def test_attribution_is_left_out_of_the_statement() -> None:
    claim = last(INTRO + "Norvane, Reuters reported, will open its model in May.")
    assert claim.statement == "Norvane will open its model in May."


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Norvane released Fjord 3 on Monday.", "occurred"),
        ("Norvane has released Fjord 3.", "occurred"),
        ("Norvane trains Fjord 3 on 20,000 chips.", "ongoing"),
        ("Norvane is training Fjord 3 on 20,000 chips.", "ongoing"),
        ("Norvane plans to release Fjord 3.", "planned"),
        ("Norvane will release Fjord 3 in May.", "planned"),
        ("Fjord 3 is expected to cost $20.", "predicted"),
        ("Norvane may release Fjord 3 in May.", "speculated"),
        ("Norvane is reportedly training Fjord 3.", "speculated"),
        ("Norvane denied that it was closing Fjord 3.", "denied"),
        ("Ingrid Solheim argued that Fjord 3 is a step forward.", "opinion"),
    ],
)
def test_status_is_read_from_the_verb(sentence: str, status: str) -> None:
    assert last(INTRO + sentence).status.value == status


def test_a_denial_stays_a_denial_in_its_statement() -> None:
    assert "denied" in last(INTRO + "Ingrid Solheim denied that Norvane was closing Fjord 3.").statement


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Norvane released Fjord 3 under the Apache 2.0 licence.", "open_source"),
        ("Norvane published the weights of Fjord 3 on Hugging Face.", "open_weights"),
        ("Norvane has kept Fjord 3 behind an API.", "closed"),
        ("Norvane has not published the weights of Fjord 3.", "closed"),
        ("Norvane released Fjord 3 for non-commercial use only.", "restricted"),
        ("Norvane chose a hybrid approach for Fjord 3.", "mixed"),
        ("Norvane released Fjord 3 on Monday.", None),
        ("Norvane thanked the open-source community.", None),
    ],
)
def test_openness_is_read_with_care(sentence: str, wanted: str | None) -> None:
    found = last(sentence).open
    assert (found.value if found else None) == wanted


@pytest.mark.parametrize(
    ("sentence", "model"),
    [
        ("OpenAI released GPT-4.5 in February.", "GPT-4.5"),
        ("OpenAI improved o3 last week.", "o3"),
        ("Google improved Gemini 2.5 Pro last week.", "Gemini 2.5 Pro"),
        ("Norvane unveiled a model called Fjord.", "Fjord"),
        ("Norvane wants to open its next models.", "next models"),
        ("Norvane raised its Series B in May 2025.", None),
        ("Norvane moved to Room 12 of Building 4.", None),
    ],
)
def test_models_are_known_by_shape_and_context(sentence: str, model: str | None) -> None:
    assert last(sentence).model == model


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("It raised $400 million.", "Norvane raised $400 million."),
        ("The start-up raised $400 million.", "Norvane raised $400 million."),
        ("Solheim raised $400 million.", "Ingrid Solheim raised $400 million."),
        ("Its chips cost $400 million.", "Norvane's chips cost $400 million."),
    ],
)
def test_pronouns_and_short_names_give_way_to_the_fullest_name(sentence: str, statement: str) -> None:
    text = "Norvane, an AI start-up in Oslo, hired Ingrid Solheim in May. Norvane released Fjord 3. "
    assert last(text + sentence).statement == statement


def test_the_firm_of_a_sentence_is_named_in_its_object_too() -> None:
    text = "Norvane, a start-up in Oslo, released Fjord 3. Norvane grew. Analysts expect the start-up to charge $2."
    assert last(text).statement == "Analysts expect Norvane to charge $2."


def test_who_is_a_person_even_after_the_name_of_a_firm() -> None:
    text = "Norvane hired Marie Duval, the former chief of Helio, who left Paris in May."
    assert "Marie Duval left Paris in May." in [c.statement for c in claims(text)]


def test_it_after_a_verb_of_saying_is_the_speaker() -> None:
    claim = last("Norvane competes with Helio. Helio said that it would open its model.")
    assert claim.actor == "Helio"


@pytest.mark.parametrize(
    "sentence",
    [
        "Who will pay for all this?",
        "Spring is the season of green rice balls.",
        "It was a turbulent year.",
        "Nobody knows.",
        "There is a lesson in this.",
    ],
)
def test_questions_and_scene_setting_make_no_claim(sentence: str) -> None:
    assert claims(sentence) == []


def test_a_subject_that_cannot_be_resolved_makes_no_claim() -> None:
    assert claims("The company released a new model on Monday.") == []


def test_a_claim_cites_the_sentence_it_stands_in() -> None:
    assert last("Norvane was founded in Oslo. Norvane raised $400 million.").at == (2,)


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Norvane said it had never sold Fjord 3.", "denied"),
        ("Norvane insists that it has not bought Tessel.", "denied"),
        ("Norvane said it would not comment.", "occurred"),
        ("Fjord 3 is due in May.", "planned"),
        ("Fjord 3 was supposed to appear in May.", "planned"),
        ("A trial is scheduled for March.", "planned"),
        ("Regulators in Oslo still have to approve the sale of Norvane.", "ongoing"),
        ("Norvane considered withdrawing Fjord 3.", "occurred"),
        ("Norvane has agreed to buy Tessel.", "planned"),
        ("Fjord 3 beats Fjord 2 at chess.", "ongoing"),
        ("Fjord 3 scores 71% on the test.", "occurred"),
        ("Ingrid Solheim said Fjord 4 would do better.", "predicted"),
        ("Lars Berg accused Norvane of secrecy.", "opinion"),
        ("Ingrid Solheim said the rule is too vague.", "opinion"),
    ],
)
def test_status_is_read_from_more_than_the_tense(sentence: str, status: str) -> None:
    assert last(INTRO + sentence).status.value == status


def test_what_somebody_does_not_believe_is_no_claim_of_its_own() -> None:
    found = claims('"We do not believe that every model has to be open," Ingrid Solheim told reporters.')
    assert not [c for c in found if c.statement.startswith("Every model")]


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Italy's watchdog, the Garante, fined Norvane in May.", "Garante"),
        ("Oslo-based Tessel raised $5 million.", "Tessel"),
        ("A developer called Ines Prado found a flaw in Fjord 3.", "Ines Prado"),
        ("The round was led on Monday by Tideway Ventures.", "Tideway Ventures"),
        ("The co-founder of Norvane has joined Tessel.", "Lars Berg"),
        ("Fjord 3, made by Norvane, is proprietary.", "Norvane"),
        ("The University of Bergen tested Fjord 3 in May.", "University of Bergen"),
        ("The device it is selling with Tessel costs $40.", "Norvane"),
        ("Users can download Fjord 3 from its site.", "Norvane"),
        ("More than 400 schools use Fjord 3.", "More than 400 schools"),
    ],
)
def test_who_acts_is_found_behind_what_the_subject_says(sentence: str, actor: str) -> None:
    before = INTRO + ("Lars Berg left in May. " if "co-founder" in sentence else "Norvane released Fjord 3. ")
    assert last(before + sentence).actor == actor


def test_a_semicolon_bounds_who_says_so() -> None:
    found = claims(INTRO + "Norvane has cut its prices; Tessel will follow, Reuters reported.")[-2:]
    assert [sources(c) for c in found] == [[], [("Reuters", "media")]]


def test_what_is_added_is_said_by_the_same_speaker() -> None:
    claim = last(INTRO + '"Fjord 3 is on schedule," Ingrid Solheim said, adding that Fjord 4 would come in May.')
    assert (claim.statement, sources(claim)) == ("Fjord 4 would come in May.", [("Ingrid Solheim", "person")])


def test_some_are_some_of_the_people_just_spoken_of() -> None:
    claim = last(INTRO + "Developers are divided over Fjord 3. Some fear that it will be crippled.")
    assert sources(claim) == [("Developers", "anonymous")]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Norvane declined to answer questions.", "state"),
        ("Fjord 3 came first in the ranking.", "evaluate"),
        ("The court in Oslo blocked Fjord 3.", "regulate"),
        ("Tideway Ventures led the round.", "invest"),
        ("Lars Berg became chief scientist.", "hire"),
        ("Norvane put off the launch of Fjord 4.", "restrict"),
        ("Norvane brought out Fjord 3.", "release"),
    ],
)
def test_the_action_is_typed_by_verb_object_and_actor(sentence: str, kind: str) -> None:
    assert last(INTRO + sentence).type.value == kind


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("The European Data Protection Board criticised Fjord 3.", "European Data Protection Board"),
        ("French President Emmanuel Macron praised Fjord 3.", "Emmanuel Macron"),
        ("The Japanese giant SoftBank Group tested Fjord 3.", "SoftBank Group"),
    ],
)
def test_an_adjective_of_place_belongs_to_the_name_of_a_body_and_to_no_other(sentence: str, actor: str) -> None:
    assert last(sentence).actor == actor


@pytest.mark.parametrize(
    ("sentence", "untrue"),
    [
        ("Kelda Systems said it had never sold or licensed mail to anyone.", "licensed mail"),
        ("The site is Kelda.", "is Kelda"),
        ("Its own tests found no fault, but has not published them.", "has not published"),
        (
            '"We have not trained any model on mail," Ada Brandt, a lawyer, told the paper.',
            "Ada Brandt has not trained",
        ),
        ("Kelda denied that it was the investors who had demanded the switch.", "was the investors"),
        ("It could happen again, he warned.", "happen again"),
        ("Nurses use the tool. Norvane bought it, and they are slower.", "Norvane are slower"),
        ("Two people at the lab say he is minded to leave.", "at the lab is"),
        ("Fjord 3 sells through an interface, and there are no plans to change that.", "there are no plans"),
    ],
)
def test_what_a_sentence_does_not_say_is_no_claim(sentence: str, untrue: str) -> None:
    assert untrue not in " ".join(c.statement for c in claims(INTRO + sentence))


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (
            "Kelda Capital, a buyout firm, bid for Norvane. People close to the buyout firm said it could raise $3bn.",
            "Kelda Capital could raise $3bn.",
        ),
        ("The Greens say they want open models.", "The Greens want open models."),
    ],
)
def test_a_pronoun_is_whom_the_sentence_has_just_told(sentence: str, statement: str) -> None:
    assert statement in [c.statement for c in claims(INTRO + sentence)]
