"""Articles in other languages: sentences, numbers, names and negations, and that claims made of them are told apart."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.attacks import drafted
from benchmarks.languages import files, measured
from extractor.ground import ground
from extractor.ground.page import passage
from extractor.models import Article, Draft, DraftClaim
from extractor.readers.language import language
from extractor.segment import sentences

KNOWN_LEAKS = {"es": [("negation", "Telandes ya usa un modelo abierto.")]}
"""Altered claims that are accepted, as docs/languages.md says."""


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_true_claims_stand_and_altered_ones_fall(path: Path):
    found = measured(path)
    assert found.rejected == []
    assert found.accepted == KNOWN_LEAKS.get(found.lang, [])
    assert found.claims >= 10
    assert found.tried.total() >= 25


@pytest.mark.parametrize("path", files(apart=True), ids=lambda path: path.stem)
def test_true_claims_of_articles_that_no_list_was_written_with_stand(path: Path):
    found = measured(path)
    assert found.rejected == []
    assert [kind for kind, _ in found.accepted if kind in ("name", "foreign")] == []


def numbers(text: str, lang: str) -> list[tuple[str, str]]:
    """Value and unit of each number."""
    return [(str(float(next(iter(n.values)))).removesuffix(".0"), n.unit) for n in passage(text, lang).numbers]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("de", "1.234,5 Mio. Euro", [("1234500000", "€")]),
        ("de", "3 Mrd. US-Dollar", [("3000000000", "$")]),
        ("de", "fünfundzwanzig Prozent", [("25", "%")]),
        ("de", "eine Billion Euro", [("1000000000000", "€")]),
        ("de", "1'234 Franken", [("1234", "chf")]),
        ("es", "tres mil millones de euros", [("3000000000", "€")]),
        ("es", "1,5 billones de dólares", [("1500000000000", "$")]),
        ("es", "treinta y cinco por ciento", [("35", "%")]),
        ("fr", "1,5 Md€", [("1500000000", "€")]),
        ("fr", "6,8 millions d'euros", [("6800000", "€")]),
        ("fr", "1\u202f234,5 et 1 234 567", [("1234.5", ""), ("1234567", "")]),
        ("fr", "quatre-vingt-dix-sept pour cent", [("97", "%")]),
        ("it", "1,1 miliardi di euro", [("1100000000", "€")]),
        ("it", "il venti per cento", [("20", "%")]),
        ("pt", "R$ 2,3 bilhões", [("2300000000", "r$")]),
        ("pt", "dezoito milhões de reais", [("18000000", "r$")]),
        ("ru", "1,2 млрд рублей", [("1200000000", "₽")]),
        ("ru", "250 тыс. раз", [("250000", "")]),
        ("ru", "сорок процентов, 1 234 доллара", [("40", "%"), ("1234", "$")]),
        ("ja", "12億5000万円", [("1250000000", "¥")]),
        ("ja", "約１兆２０００億円", [("1200000000000", "¥")]),
        ("ja", "３割、三割、30%、30パーセント", [("30", "%"), ("30", "%"), ("30", "%"), ("30", "%")]),
        ("zh", "百分之三十五", [("35", "%")]),
        ("zh", "1.2万亿元，两千个", [("1200000000000", "元"), ("2000", "")]),
        ("zh", "二〇二七年、四百六十万次", [("2027", ""), ("4600000", "")]),
    ],
)
def test_a_number_has_its_value_and_unit_however_its_language_writes_it(lang, text, expected):
    assert [(str(float(Fraction(value))).removesuffix(".0"), unit) for value, unit in numbers(text, lang)] == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "an otto cycle, sei whales and due dates"), ("en", "the tiers of a quart"), ("de", "Otto und sei es")],
)
def test_a_word_that_is_a_number_elsewhere_is_none_here(lang, text):
    assert numbers(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("fr", "Selon M. Lemercier. Mme Roy et le Pr. Blanc le nient. J.-P. Petit dit oui.", 3),
        ("es", "D. Luis y J. L. Vega lo negaron. La Cía. Luz S.A. cerró. ¿Por qué?", 3),
        ("de", "Am 3. Mai kam Dr. Koch z. B. nach Bonn. Die Fa. Nord zahlte 5 Mio. Euro.", 2),
        ("it", "Lo dice il dott. Rossi. La S.p.A. Monviso chiude.", 2),
        ("pt", "H. Prates negou. O Sr. Fontes também.", 2),
        ("ru", "В г. Казани и в музее им. Ленина. И. Лаптев это подтвердил.", 2),
        ("ja", "彼は「そうだ。でも違う」と述べた。次に進む。", 2),
        ("zh", "他说：“是的。不过不行。”然后走了！真的？", 3),
    ],
)
def test_a_sentence_ends_where_its_language_ends_it(lang, text, count):
    found = sentences(text, lang)
    assert [each.start for each in found[1:]] == sorted(each.start for each in found[1:])
    assert len(found) == count


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_the_language_of_a_short_article_is_recognised(path: Path):
    import tomllib

    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert language(data["text"].strip().split("\n\n")[0]) == data["lang"]


OTHERS = {
    "ar": "قالت شركة OpenAI يوم الثلاثاء إنها لن تنشر أوزان نموذجها القادم. وقال المدير إن 30٪ من العملاء موافقون!",
    "fa": "شرکت OpenAI روز سه‌شنبه گفت که وزن‌های مدل بعدی را منتشر نخواهد کرد. ۳۰ درصد مشتریان موافق‌اند.",
    "he": "חברת OpenAI הודיעה ביום שלישי כי לא תפרסם את המשקלים. 30% מהלקוחות מסכימים.",
    "hi": "कंपनी OpenAI ने मंगलवार को कहा कि वह वेट प्रकाशित नहीं करेगी। ३० प्रतिशत ग्राहक सहमत हैं।",
    "th": "บริษัท OpenAI กล่าวเมื่อวันอังคารว่าจะไม่เผยแพร่น้ำหนัก ลูกค้าร้อยละ ๓๐ เห็นด้วย",
    "ko": "OpenAI는 화요일 가중치를 공개하지 않겠다고 밝혔다. 고객의 30%가 동의했다.",
    "el": "Η OpenAI δήλωσε την Τρίτη ότι δεν θα δημοσιεύσει τα βάρη. Το 30% συμφωνεί.",
}


@pytest.mark.parametrize("lang", OTHERS)
def test_any_script_is_read_with_offsets_that_hold(lang):
    article = Article(text=OTHERS[lang], lang=lang)
    parts = sentences(article.text, lang)
    statement = article.text[parts[0].start : parts[0].end]
    draft = _drafted(1, "OpenAI", statement)
    (claim,) = ground(article, parts, Draft(claims=(draft,))).claims
    spans = [*claim.evidence, *(span for spans in claim.mentions.values() for span in spans)]
    assert [article.text[span.start : span.end] for span in spans] == [span.text for span in spans]
    assert claim.mentions["actor"][0].text == "OpenAI"


def _drafted(number: int, actor: str, statement: str) -> DraftClaim:
    fixed = {"kind": "unknown", "action": "act", "type": "other", "model": None, "open": None, "status": "occurred"}
    free = {"at": [number], "actor": actor, "statement": statement, "said_by": [], "when": None}
    return DraftClaim.model_validate({**fixed, **free})


@pytest.mark.parametrize(
    ("lang", "text", "actor", "mention"),
    [
        ("de", "OpenAIs Modelle bleiben geschlossen.", "OpenAI", None),
        ("en", "OpenAI's models stay closed.", "OpenAI", "OpenAI"),
        ("es", "El ministro de Industria sigue con el plan del Gobierno.", "Gobierno", "Gobierno"),
        ("ko", "구글은 화요일 가중치를 공개했다.", "구글", None),
        ("fr", "Le patron d'OpenAI l'a confirmé.", "OpenAI", "OpenAI"),
        ("ru", "Представители Яндекса это подтвердили.", "Яндекс", None),
        ("ru", "Об этом заявила Ольга Демидова.", "Ольга Демидова", "Ольга Демидова"),
        ("ja", "田中さんはOpenAI社の方針に賛成した。", "田中", "田中"),
        ("ja", "米ＯｐｅｎＡＩは反対した。", "OpenAI", "ＯｐｅｎＡＩ"),
        ("ja", "ｸﾞｰｸﾞﾙは反対した。", "グーグル", "ｸﾞｰｸﾞﾙ"),
        ("zh", "据报道OpenAI公司反对该计划。", "OpenAI公司", "OpenAI公司"),
        ("zh", "据报道李明远反对该计划。", "李明远", "李明远"),
    ],
)
def test_an_actor_is_found_in_the_form_that_the_language_gives_it(lang, text, actor, mention):
    article = Article(text=text, lang=lang)
    grounded = ground(article, sentences(text, lang), Draft(claims=(_drafted(1, actor, text),)))
    assert grounded.rejected == ()
    found = grounded.claims[0].mentions.get("actor")
    assert (found and found[0].text) == mention


DUTCH = """Philips heeft dinsdag het model Tulp vrijgegeven. ASML zegt dat het Tulp niet gebruikt.

Het kabinet trekt 2,5 miljard euro uit. Geen enkele klant betaalde. Het model is niet alleen gratis, maar ook open."""
KOREAN = """네이버는 화요일 하이퍼클로바 모델의 가중치를 공개했다. 카카오는 자사 모델을 공개하지 않을 것이라고 밝혔다.

정부는 120억 원을 투자할 계획이다. 고객의 30%는 서비스에 만족하지 못했다. 이 모델은 무료일 뿐만 아니라 오픈소스다."""
ARABIC = "قالت شركة حدود إنها استثمرت 30 مليون دولار في نموذج نور."


@pytest.mark.parametrize(
    ("lang", "text", "actor", "statement", "at", "reason"),
    [
        ("nl", DUTCH, "Philips", "Philips heeft het model Tulp vrijgegeven.", 1, None),
        ("nl", DUTCH, "Philips", "Philips heeft het model Tulp niet vrijgegeven.", 1, "polarity"),
        ("nl", DUTCH, "ASML", "ASML gebruikt Tulp.", 2, "polarity"),
        ("nl", DUTCH, "kabinet", "Het kabinet trekt 2,5 mld. euro uit.", 3, None),
        ("nl", DUTCH, "kabinet", "Het kabinet trekt 2,5 miljoen euro uit.", 3, "unsupported_number"),
        ("nl", DUTCH, "klant", "Elke klant betaalde.", 4, "polarity"),
        ("nl", DUTCH, "model", "Het model is gratis en open.", 5, None),
        ("ko", KOREAN, "네이버", "네이버는 하이퍼클로바 모델의 가중치를 공개하지 않았다.", 1, "polarity"),
        ("ko", KOREAN, "카카오", "카카오는 자사 모델을 공개하지 않을 것이라고 밝혔다.", 2, None),
        ("ko", KOREAN, "카카오", "카카오는 자사 모델을 공개할 것이라고 밝혔다.", 2, "polarity"),
        ("ko", KOREAN, "정부", "정부는 120억 원을 투자할 계획이다.", 3, None),
        ("ko", KOREAN, "정부", "정부는 120만 원을 투자할 계획이다.", 3, "unsupported_number"),
        ("ko", KOREAN, "고객", "고객의 30%는 서비스에 만족했다.", 4, "polarity"),
        ("ko", KOREAN, "모델", "이 모델은 무료일 뿐만 아니라 오픈소스다.", 5, None),
        ("ar", ARABIC, "حدود", "استثمرت شركة حدود 30 مليون دولار في نموذج نور.", 1, None),
        ("ar", ARABIC, "حدود", "استثمرت شركة حدود 30 مليار دولار في نموذج نور.", 1, "unsupported_number"),
    ],
)
def test_negations_and_scales_of_further_languages_are_known(
    lang: str, text: str, actor: str, statement: str, at: int, reason: str | None
) -> None:
    article = Article(text=text, lang=lang)
    grounded = ground(article, sentences(text, lang), Draft(claims=(drafted(actor, statement, (at,)),)))
    assert [rejection.reason for rejection in grounded.rejected] == ([reason] if reason else [])
