"""The language of a text, when it is plain: by script, else by the little words that every sentence needs."""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 20_000
"""Characters looked at."""

_FEWEST = 5
"""Different little words of the language that must be there."""

_SHARE = 0.12
"""Share of the words that they must make up; in running news prose of these languages it is 0.25 to 0.5."""

_FEWEST_LETTERS = 12
"""Letters of the script that must be there."""

_MAJORITY = 0.6
"""Share of the letters that must be of one script."""

_LEAD = 1.3
"""How many times more of them than of the next language's there must be."""

_CLOSE = ({"da", "nb"}, {"cs", "sk"}, {"es", "ca"})
_CLOSE_LEAD = 1.02
"""Pairs that share most of their little words, and the lead that suffices between them."""

_WORDS = {
    "en": "the of and to in that is for on with as was at by it from has have will be are this an not said "
    "which would its their they who been were but or more than about after what when could there",
    "es": "el la de que y en los las un una por con para del se no es al lo como más pero sus su este esta ha "
    "fue son según también entre sobre ya cuando está desde muy había ser",
    "fr": "le la les de des du un une et en est que qui dans pour par sur au aux ce cette pas plus ne se son sa "
    "ses il elle ont avec mais été selon être leur nous a d l qu n s c",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden "
    "aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur "
    "oder aber vor zur bis",
    "ca": "el la els les de i a que en un una per amb no es al del dels va ha són més però com ser també aquest "
    "aquesta seu seva sobre entre segons l d s han què hi ho",
    "it": "il lo la i gli le di e che è un una in per con non del della dei delle al alla da dal si sono come "
    "più anche ha ma questo questa nel nella ai ed o su suo secondo stato hanno l dell",
    "pt": "o a os as de do da dos das e que em um uma para com não por no na se mais como foi ao à é são pelo "
    "pela seu sua mas também nos nas ou já está segundo entre ser tem",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als bij door naar uit maar nog "
    "over heeft worden werd wordt hij ze dit die deze volgens meer dan hun",
    "sv": "och i att det som en på är av för med till den har inte om ett de var sig så men från vid kan ska "
    "enligt när hade eller också under nu vi",
    "da": "og i at det som en på er af for med til den har ikke om et de var sig så men fra ved kan skal ifølge "
    "når havde eller også under nu vi blev efter hvor være",
    "nb": "og i at det som en på er av for med til den har ikke om et de var seg så men fra ved kan skal ifølge "
    "når hadde eller også under nå vi ble etter hvor være",
    "fi": "ja on ei että se oli ovat mukaan myös mutta kun joka hän tai sen niin kuin voi olla jo vain sekä "
    "jotka ole nyt tämä ennen vuonna",
    "pl": "w i na z że się nie do to jest o jak od za po przez dla oraz są ma który która które ale co być tym "
    "tego jego również jako przed może został",
    "cs": "a se v na je že o s z do to i ve k po za by si jako ale od jsou pro podle také který která které "
    "není byl jeho nebo být však než",
    "sk": "a sa v na je že o s z do to aj vo k po za pri si ako ale od sú pre podľa tiež ktorý ktorá ktoré nie "
    "bol jeho alebo byť však než čo už",
    "hr": "i u je na da se za od su s o a koji koja koje kako što ali iz će bi nije biti kao po prema do ili "
    "više već također još nakon tvrtka",
    "ro": "și de la a în cu pe că un o din nu este care mai se ca pentru sunt al ale au fi fost prin după dar "
    "despre sau această lui între",
    "hu": "a az és hogy nem is egy volt meg de azt csak mint már ez van ki el szerint vagy még lesz ha amely "
    "után pedig majd kell között",
    "tr": "ve bir bu da de için ile olarak daha çok en olan göre gibi ancak kadar sonra ise değil ya yeni "
    "olduğunu ne var her şirket dedi",
    "id": "yang dan di untuk dengan dari pada ini itu dalam tidak akan oleh ke adalah sebagai juga telah bahwa "
    "mereka tersebut kepada dapat lebih karena para ada",
    "vi": "và của là các có cho không được trong với những một người đã này để từ đến khi cũng về theo sẽ như "
    "nhưng tại ra",
}
"""Words too common to avoid and, taken together, of one language only."""

_OWNERS: dict[str, tuple[str, ...]] = {
    word: tuple(language for language, words in _WORDS.items() if word in words.split())
    for word in " ".join(_WORDS.values()).split()
}
"""The languages that use the word."""

_SCRIPTS = {
    "ko": "[\uac00-\ud7a3]",
    "th": "[\u0e01-\u0e5b]",
    "el": "[\u0370-\u03ff\u1f00-\u1fff]",
    "he": "[\u05d0-\u05ea]",
    "hi": "[\u0900-\u097f]",
    "bn": "[\u0980-\u09ff]",
    "ta": "[\u0b80-\u0bff]",
    "te": "[\u0c00-\u0c7f]",
    "hy": "[\u0531-\u0587]",
    "ka": "[\u10d0-\u10ff]",
    "cyrillic": "[\u0400-\u04ff]",
    "arabic": "[\u0620-\u06d3]",
    "han": "[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]",
    "latin": "[a-zA-Zß-öø-ÿ\u0100-\u024f\u1ea0-\u1ef9]",
}
"""Letters of scripts, under the one language that a text in them is in, or under a name of their own."""

_ASCII = re.compile("[\x00-\x7f]+")

_DENSE = {"han": 3, "ko": 2}
"""Letters of an alphabet that one sign stands for."""

_LETTER_OWNERS = {
    "cyrillic": {"uk": "іїєґ", "be": "ў", "sr": "јљњћђџ", "mk": "ѓќѕ", "ru": "ыэё", "bg": "ъ"},
    "arabic": {"ur": "ٹڈڑےںہ", "fa": "پچژگیک", "ar": "ةيكىإأ"},
}
"""Letters that only one of the languages of a script has, the surest first."""


def language(text: str) -> str | None:
    """The BCP 47 tag of the language most of the text is in; None for a short, mixed or unknown one."""
    sample = text[:_SAMPLE]
    beyond = _ASCII.sub("", sample)  # most of a text in Latin letters is of no other script: 13 searches less in it
    weights = {
        script: sum(map(len, re.findall(f"{letters}+", sample if script == "latin" else beyond)))
        * _DENSE.get(script, 1)
        for script, letters in _SCRIPTS.items()
    }
    script, weight = max(weights.items(), key=lambda item: item[1])
    if weight < _FEWEST_LETTERS or weight < _MAJORITY * sum(weights.values()):
        return None
    if script == "latin":
        return _by_words(sample)
    if script == "han":
        kana = len(re.findall("[\u3041-\u30fe]", sample))
        return "ja" if kana * _DENSE["han"] > weight * 0.05 else "zh"
    return _by_letters(sample, _LETTER_OWNERS[script]) if script in _LETTER_OWNERS else script


def _by_letters(sample: str, owners: dict[str, str]) -> str | None:
    counts = {tag: sum(sample.count(letter) for letter in letters) for tag, letters in owners.items()}
    tag, count = max(counts.items(), key=lambda item: item[1])
    return tag if count else None


def _by_words(sample: str) -> str | None:
    words = re.findall(r"[^\W\d_]+", sample.lower())
    hits: Counter[str] = Counter()
    distinct: Counter[str] = Counter()
    for word, count in Counter(words).items():
        for tag in _OWNERS.get(word, ()):
            hits[tag] += count
            distinct[tag] += 1
    ranked = hits.most_common(2)
    if not ranked:
        return None
    (tag, count), next_count = ranked[0], ranked[1][1] if len(ranked) > 1 else 0
    sure = count >= _SHARE * len(words) and distinct[tag] >= _FEWEST
    return tag if sure and count >= next_count * _lead(tag, ranked[-1][0]) else None


def _lead(first: str, second: str) -> float:
    return _CLOSE_LEAD if {first, second} in _CLOSE else _LEAD
