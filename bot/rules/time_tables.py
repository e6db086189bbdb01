"""The words beside months and days of the week with which people write days, spans and hours, in each language that the
bot speaks, with the forms that they take. `time_words` looks for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MINUTE, HOUR, DAY, WEEK = 60, 3_600, 86_400, 604_800


@dataclass(frozen=True, slots=True)
class Table:
    """What is written by hand for a language. Words stand one after another, what has several words between commas."""

    relative: Mapping[int, str]  #: by days from today
    numbers: str  #: from one to twelve, between semicolons
    units: Mapping[int, str]  #: by seconds
    uncounted: str = ""  #: forms of units that are one of them where a span has no number
    before: str = ""  #: before a span that is to come: *in* 3 days
    after: str = ""  #: after it: 3 days *from now*
    ago_before: str = ""
    ago_after: str = ""
    lead: str = ""  #: what may stand before a day and says nothing
    inner: str = ""  #: before any part of one
    tail: str = ""  #: after it
    endings: str = ""  #: after an apostrophe at its end: 3 Aralık*'ta*
    weekdays: Mapping[int, str] = field(default_factory=dict[int, str])  #: forms that CLDR has not, from Monday (0)
    months: str = ""  #: such forms of months, from January
    hours: Mapping[int, str] = field(default_factory=dict[int, str])  #: hours with a name, by seconds
    at: str = ""  #: before an hour
    clock: str = ""  #: after an hour: 18 *Uhr*
    bare: bool = True  #: whether “3 days” by itself is a span


TABLES = {
    "en": Table(
        relative={0: "today, now", 1: "tomorrow", 2: "day after tomorrow", 7: "week", -1: "yesterday",
                  -2: "day before yesterday"},
        numbers="a an one; two; three; four; five; six; seven; eight; nine; ten; eleven; twelve",
        units={DAY: "day days", WEEK: "week weeks", HOUR: "hour hours h", MINUTE: "minute minutes min mins"},
        before="in", after="from now, from today", ago_after="ago",
        lead="on, for, next, this, coming, until, till", inner="the, of",
        hours={0: "midnight", 12 * HOUR: "noon", 20 * HOUR: "tonight"}, at="at",
    ),
    "de": Table(
        relative={0: "heute, jetzt", 1: "morgen", 2: "übermorgen, uebermorgen", 7: "woche",
                  -1: "gestern", -2: "vorgestern"},
        numbers="ein eine einem einer einen; zwei; drei; vier; fünf; sechs; sieben; acht; neun; zehn; elf; zwölf",
        units={DAY: "tag tage tagen", WEEK: "woche wochen", HOUR: "stunde stunden std h", MINUTE: "minute minuten min"},
        before="in", ago_before="vor",
        lead="am, zum, für, ab, bis, bis zum, seit, im, kommenden, kommender, kommende, nächsten, nächster, nächste, "
             "diesen, diese, dieser, den, der", inner="dem, den, der",
        hours={0: "mitternacht", 12 * HOUR: "mittag, mittags", 20 * HOUR: "abend, abends"}, at="um", clock="uhr",
    ),
    "es": Table(
        relative={0: "hoy, ahora", 1: "mañana", 2: "pasado mañana", 7: "semana", -1: "ayer",
                  -2: "anteayer, antes ayer"},
        numbers="un una uno; dos; tres; cuatro; cinco; seis; siete; ocho; nueve; diez; once; doce",
        units={DAY: "día días", WEEK: "semana semanas", HOUR: "hora horas h", MINUTE: "minuto minutos min"},
        before="en, dentro", ago_before="hace",
        lead="este, esta, próximo, próxima, desde, hasta, para, día", inner="el, la, de, del",
        tail="que viene, próximo, próxima",
        hours={0: "medianoche", 12 * HOUR: "mediodía", 20 * HOUR: "esta noche, por la noche"}, at="a las, a la, a",
        clock="h, hs, horas",
    ),
    "fr": Table(
        relative={0: "aujourd'hui, maintenant", 1: "demain", 2: "après-demain, après demain", 7: "semaine", -1: "hier",
                  -2: "avant-hier, avant hier"},
        numbers="un une; deux; trois; quatre; cinq; six; sept; huit; neuf; dix; onze; douze",
        units={DAY: "jour jours j", WEEK: "semaine semaines", HOUR: "heure heures h", MINUTE: "minute minutes min mn"},
        before="dans, d'ici", ago_before="il y a",
        lead="ce, cette, prochain, prochaine, dès, depuis, du, au, jusqu'au, jusqu'à, en, pour", inner="le, la, de",
        tail="prochain, prochaine",
        hours={0: "minuit", 12 * HOUR: "midi", 20 * HOUR: "ce soir, soir"}, at="à", clock="h, heure, heures",
    ),
    "ja": Table(
        relative={0: "今日, 本日, きょう, 今", 1: "明日, あした, あす", 2: "明後日, あさって", 3: "しあさって",
                  7: "来週", -1: "昨日, きのう", -2: "一昨日, おととい"},
        numbers="一; 二; 三; 四; 五; 六; 七; 八; 九; 十; 十一; 十二",
        units={DAY: "日", WEEK: "週間", HOUR: "時間", MINUTE: "分"},
        before="あと", after="後", ago_after="前", bare=False,
        weekdays=dict(enumerate(("月曜", "火曜", "水曜", "木曜", "金曜", "土曜", "日曜"))),
        hours={0: "真夜中", 12 * HOUR: "正午", 20 * HOUR: "今夜, 今晩, 夜"},
    ),
    "pl": Table(
        relative={0: "dziś, dzisiaj, teraz", 1: "jutro, jutra", 2: "pojutrze", 7: "tydzień, tygodniu", -1: "wczoraj",
                  -2: "przedwczoraj"},
        numbers="jeden jedna jedną; dwa dwie; trzy; cztery; pięć; sześć; siedem; osiem; dziewięć; dziesięć; "
                "jedenaście; dwanaście",
        units={DAY: "dzień dni dnia", WEEK: "tydzień tygodnie tygodni", HOUR: "godzina godzinę godziny godzin godz h",
               MINUTE: "minuta minutę minuty minut min"},
        before="za", ago_after="temu", uncounted="dzień, tydzień, godzinę, minutę",
        lead="w, we, na, dnia, od, do, najbliższy, najbliższą, przyszły, przyszłą, przyszłym, następny, następną, "
             "ten, tę",
        tail="r, roku",
        weekdays={0: "poniedziałku", 1: "wtorku", 2: "środę środy", 3: "czwartku", 4: "piątku", 5: "sobotę soboty",
                  6: "niedzielę niedzieli"},
        months="styczniu, lutym, marcu, kwietniu, maju, czerwcu, lipcu, sierpniu, wrześniu, październiku, listopadzie, "
               "grudniu",
        hours={0: "północ, o północy", 12 * HOUR: "południe, w południe", 20 * HOUR: "wieczorem"},
        at="o, godz, o godz, o godzinie",
    ),
    "pt": Table(
        relative={0: "hoje, agora", 1: "amanhã", 2: "depois amanhã", 7: "semana", -1: "ontem", -2: "anteontem"},
        numbers="um uma; dois duas; três; quatro; cinco; seis; sete; oito; nove; dez; onze; doze",
        units={DAY: "dia dias", WEEK: "semana semanas", HOUR: "hora horas h", MINUTE: "minuto minutos min"},
        before="em, dentro, daqui a, daqui", ago_before="há, faz", ago_after="atrás",
        lead="o, a, no, na, este, esta, neste, nesta, próximo, próxima, desde, até, para, dia", inner="de, do, da",
        tail="que vem, próximo, próxima",
        hours={0: "meia-noite", 12 * HOUR: "meio-dia, meio dia", 20 * HOUR: "à noite, esta noite"}, at="às, à, as",
        clock="h, hs, horas",
    ),
    "tr": Table(
        relative={0: "bugün, şimdi", 1: "yarın, yarına", 2: "öbür gün, yarından sonra", 7: "hafta, haftaya", -1: "dün",
                  -2: "önceki gün, evvelsi gün"},
        numbers="bir; iki; üç; dört; beş; altı; yedi; sekiz; dokuz; on; onbir; oniki",
        units={DAY: "gün", WEEK: "hafta", HOUR: "saat sa", MINUTE: "dakika dk"},
        after="sonra, içinde", ago_after="önce",
        lead="bu, gelecek, önümüzdeki", tail="için, kadar, günü, tarihine, tarihinde",
        weekdays={0: "pazartesiye", 1: "salıya", 2: "çarşambaya", 3: "perşembeye", 4: "cumaya", 5: "cumartesiye",
                  6: "pazara"},
        endings="da, de, ta, te, a, e, ya, ye, dan, den, tan, ten",
        hours={0: "gece yarısı", 12 * HOUR: "öğlen, öğle", 20 * HOUR: "bu akşam, akşam"}, at="saat",
    ),
}  # fmt: skip
