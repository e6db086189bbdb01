"""Days, moments and spans as people write them in their own language: read as they mean them, with English beside."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from babel.dates import format_date, format_skeleton
from hypothesis import given
from hypothesis import strategies as st

from bot import words
from bot.language import language_of
from bot.rules import days, moments, spans
from bot.rules.days import DayRefused, Reason
from translate.checks import QUOTES

TODAY = date(2026, 11, 27)  # a Friday
NOW = int(datetime(2026, 11, 27, 15, 30, tzinfo=UTC).timestamp())
CODES = ("de", "en-GB", "es-ES", "es-419", "fr", "ja", "pl", "pt-BR", "tr")
codes = st.sampled_from(CODES)
UNITS = [("day", 86_400), ("week", 604_800), ("hour", 3_600), ("minute", 60)]
#: What is written, and the day that is meant; None: none.
DAYS: dict[str, dict[str, str | None]] = {
    "de": {
        "nächste Woche Freitag": "26-12-04", "Freitag nächster Woche": "26-12-04", "nächste Woche Montag": "26-11-30",
        "übermorgen": "26-11-29", "am 24. Dezember": "26-12-24", "Donnerstag, den 24.12.": "26-12-24",
        "nächsten Freitag": "26-12-04", "in einer Woche": "26-12-04", "3 Tage": "26-11-30",
        "nächste Woche": "26-12-04", "3.12.2026": "26-12-03", "3/12": "26-12-03", "Do. 24.12.": "26-12-24",
        "24. 12. 2026": "26-12-24", "tomorrow": "26-11-28", "Sonnabend": None,
        "für den 24. Dezember": "26-12-24", "zum 24.12.": "26-12-24",
        "uebermorgen": "26-11-29", "vor 3 Tagen": None,
    },
    "es-ES": {
        "el viernes de la semana que viene": "26-12-04",
        "mañana": "26-11-28", "manana": "26-11-28", "pasado mañana": "26-11-29", "el 24 de diciembre": "26-12-24",
        "el próximo viernes": "26-12-04", "el viernes que viene": "26-12-04", "dentro de una semana": "26-12-04",
        "en 3 días": "26-11-30", "3/12": "26-12-03", "1º de enero": "27-01-01", "1ro de enero": None,
    },
    "es-419": {
        "la semana que viene": "26-12-04",
    },
    "fr": {
        "vendredi de la semaine prochaine": "26-12-04",
        "demain": "26-11-28", "après-demain": "26-11-29", "le 24 décembre": "26-12-24", "1er janvier": "27-01-01",
        "le 1er février": "27-02-01", "vendredi prochain": "26-12-04", "dans 3 jours": "26-11-30",
        "dans une semaine": "26-12-04", "la semaine prochaine": "26-12-04", "3/12/2026": "26-12-03",
        "jeudi 24 decembre": "26-12-24", "pour le 24 décembre": "26-12-24",
    },
    "ja": {
        "来週の金曜日": "26-12-04", "来週月曜": "26-11-30",
        "明日": "26-11-28", "あさって": "26-11-29", "12月24日": "26-12-24", "12月24日（木）": "26-12-24",
        "2026年12月24日": "26-12-24", "3日後": "26-11-30", "三日後": "26-11-30", "1週間後": "26-12-04",
        "来週": "26-12-04", "しあさって": "26-11-30",
        "金曜日": "26-12-04", "金曜": "26-12-04", "次の金曜日": "26-12-04", "12/3": "26-12-03", "１２／３": "26-12-03",
        "木": "26-12-03", "26/12/24": "26-12-24", "3日": None,
    },
    "pl": {
        "piątek w przyszłym tygodniu": "26-12-04",
        "jutro": "26-11-28", "pojutrze": "26-11-29", "24 grudnia": "26-12-24", "24 grudnia 2026 r.": "26-12-24",
        "24-go grudnia": "26-12-24",
        "w piątek": "26-12-04", "w środę": "26-12-02", "za tydzień": "26-12-04", "za 3 dni": "26-11-30",
        "za dwa tygodnie": "26-12-11", "w przyszłym tygodniu": "26-12-04", "3.12": "26-12-03",
        "w najbliższą sobotę": "26-11-28",
    },
    "pt-BR": {
        "sexta da semana que vem": "26-12-04",
        "amanhã": "26-11-28", "depois de amanhã": "26-11-29", "24 de dezembro": "26-12-24",
        "no dia 24 de dezembro": "26-12-24", "sexta": "26-12-04", "na próxima sexta-feira": "26-12-04",
        "em 3 dias": "26-11-30", "daqui a 3 dias": "26-11-30", "daqui a uma semana": "26-12-04",
        "semana que vem": "26-12-04", "3/12": "26-12-03", "1º de janeiro": "27-01-01",
    },
    "tr": {
        "haftaya cuma": "26-12-04", "gelecek hafta cuma": "26-12-04",
        "yarın": "26-11-28", "YARIN": "26-11-28", "24 Aralık": "26-12-24", "24 ARALIK": "26-12-24",
        "24 aralik persembe": "26-12-24", "3 gün sonra": "26-11-30", "üç gün sonra": "26-11-30",
        "haftaya": "26-12-04", "gelecek hafta": "26-12-04", "Cuma": "26-12-04", "cuma günü": "26-12-04",
        "Pazar": "26-11-29", "3.12.2026": "26-12-03", "bir hafta sonra": "26-12-04", "3/12": "26-12-03",
        "24 Aralık'ta": "26-12-24", "24 Aralık için": "26-12-24", "24 Aralık’a kadar": "26-12-24",
    },
    "en-GB": {
        "3/12": "26-12-03", "for 3 December": "26-12-03", "Friday next week": "26-12-04", "Friday week": None,
    },
}  # fmt: skip
#: From half past three in the afternoon.
MOMENTS: dict[str, dict[str, str | None]] = {
    "de": {
        "morgen 18 Uhr": "11-28 18:00", "morgen um 18:00": "11-28 18:00", "heute Abend": "11-27 20:00",
        "24.12. 18.00 Uhr": "12-24 18:00", "2h": "11-27 17:30", "in 2 Stunden": "11-27 17:30",
        "3 Tage": "11-30 00:00", "bis Montag": "11-30 00:00", "bis 18 Uhr": "11-27 18:00", "um 18": "11-27 18:00",
        "24.12.": "12-24 00:00", "morgen Mittag": "11-28 12:00", "Mitternacht": "11-28 00:00",
        "in einer Stunde": "11-27 16:30", "90 min": "11-27 17:00",
    },
    "es-ES": {
        "mañana a las 18:00": "11-28 18:00", "mañana a las 6 pm": "11-28 18:00", "dentro de 3 horas": "11-27 18:30",
        "en 3 horas": "11-27 18:30", "hasta el lunes": "11-30 00:00", "mañana al mediodía": None,
        "esta noche": "11-27 20:00", "18 h": "11-27 18:00",
    },
    "fr": {
        "demain 18h": "11-28 18:00", "demain à 18h30": "11-28 18:30", "demain à 18 h 30": "11-28 18:30",
        "dans 3 heures": "11-27 18:30", "jusqu'à lundi": "11-30 00:00", "jusqu’au 24 décembre": "12-24 00:00",
        "ce soir": "11-27 20:00", "demain soir": "11-28 20:00", "demain midi": "11-28 12:00", "18h": "11-27 18:00",
        "24 décembre 18:00": "12-24 18:00", "dans 2h": "11-27 17:30", "minuit": "11-28 00:00",
    },
    "ja": {
        "明日18時": "11-28 18:00", "明日の18時30分": "11-28 18:30", "明日午後6時": "11-28 18:00",
        "3時間後": "11-27 18:30",
        "30分後": "11-27 16:00", "今夜": "11-27 20:00", "明日の夜": "11-28 20:00", "12月24日18時": "12-24 18:00",
        "月曜日まで": "11-30 00:00", "12月24日 18:00": "12-24 18:00", "明日正午": "11-28 12:00",
    },
    "pl": {
        "jutro o 18": "11-28 18:00", "jutro o 18:00": "11-28 18:00", "jutro o 18.00": "11-28 18:00",
        "za 3 godziny": "11-27 18:30", "za godzinę": "11-27 16:30", "do poniedziałku": "11-30 00:00",
        "do jutra": "11-28 00:00", "dziś wieczorem": "11-27 20:00", "24 grudnia 18:00": "12-24 18:00",
        "2h": "11-27 17:30", "jutro w południe": "11-28 12:00",
    },
    "pt-BR": {
        "amanhã às 18h": "11-28 18:00", "amanhã às 18:30": "11-28 18:30", "em 3 horas": "11-27 18:30",
        "daqui a 2 horas": "11-27 17:30", "até segunda": "11-30 00:00", "até amanhã": "11-28 00:00",
        "hoje à noite": "11-27 20:00", "18h": "11-27 18:00", "meio-dia": "11-28 12:00",
    },
    "tr": {
        "yarın 18:00": "11-28 18:00", "yarın saat 18.00": "11-28 18:00", "3 saat sonra": "11-27 18:30",
        "3 saat": "11-27 18:30", "yarına kadar": "11-28 00:00", "pazartesiye kadar": "11-30 00:00",
        "bu akşam": "11-27 20:00", "24 Aralık 18:00": "12-24 18:00", "2 saat içinde": "11-27 17:30",
    },
    "en-US": {
        "2h": "11-27 17:30", "3 hours": "11-27 18:30", "in hours": None, "in 5": None, "at 18": "11-27 18:00",
    },
}  # fmt: skip
OVER: dict[str, dict[str, str | None]] = {
    "de": {
        "vor 3 Tagen": "26-11-24", "gestern": "26-11-26", "letzte Woche": None, "Dezember 2025": "25-12-01",
        "im Dezember": "25-12-01",
    },
    "es-ES": {
        "hace 3 días": "26-11-24", "diciembre de 2025": "25-12-01", "ayer": "26-11-26",
    },
    "fr": {
        "il y a 3 jours": "26-11-24", "avant-hier": "26-11-25", "en décembre 2025": "25-12-01",
    },
    "ja": {
        "3日前": "26-11-24", "2025年12月": "25-12-01", "12月": "25-12-01", "2025年": "25-01-01", "昨日": "26-11-26",
        "12月から": "25-12-01",
    },
    "pl": {
        "3 dni temu": "26-11-24", "grudzień 2025": "25-12-01", "w grudniu": "25-12-01", "tydzień temu": "26-11-20",
    },
    "pt-BR": {
        "há 3 dias": "26-11-24", "3 dias atrás": "26-11-24", "dezembro de 2025": "25-12-01",
    },
    "tr": {
        "3 gün önce": "26-11-24", "Aralık 2025": "25-12-01", "dün": "26-11-26",
    },
}  # fmt: skip


def each(table: dict[str, dict[str, str | None]]) -> list[Any]:
    return [(code, written, meant) for code, rows in table.items() for written, meant in rows.items()]


def local(code: str) -> Any:
    return language_of(code).locale


@pytest.mark.parametrize(("code", "written", "meant"), each(DAYS))
def test_a_day_is_read_as_it_is_meant(code: str, written: str, meant: str | None) -> None:
    try:
        found = f"{days.read(written, TODAY, code):%y-%m-%d}"
    except DayRefused as refused:
        found = None
        assert refused.reason is Reason.UNREADABLE
    assert found == meant


@pytest.mark.parametrize(("code", "written", "meant"), each(MOMENTS))
def test_a_moment_is_read_as_it_is_meant(code: str, written: str, meant: str | None) -> None:
    found = moments.moment(written, NOW, code)
    assert (found and f"{datetime.fromtimestamp(found, UTC):%m-%d %H:%M}") == meant


@pytest.mark.parametrize(("code", "written", "meant"), each(OVER))
def test_what_is_over_is_read_as_it_is_meant(code: str, written: str, meant: str | None) -> None:
    try:
        found = f"{spans.first(written, TODAY, code):%y-%m-%d}"
    except DayRefused:
        found = None
    assert found == meant


@given(codes, st.dates(date(2000, 1, 1), date(2098, 1, 1)), st.integers(1, days.FURTHEST), st.booleans())
def test_a_day_is_read_as_its_language_writes_it(code: str, today: date, count: int, loud: bool) -> None:
    day = today + timedelta(count)
    forms = [format_date(day, how, locale=local(code)) for how in ("full", "long", "medium", "short")]
    forms.append(format_skeleton("MMMMd", day, locale=local(code)))
    assert {days.read(form.upper() if loud else form, today, code) for form in forms} == {day}


@given(
    codes, st.integers(1, 50), st.sampled_from([("day", 86_400), ("week", 604_800), ("hour", 3_600), ("minute", 60)])
)
def test_a_span_is_read_as_its_language_writes_it(code: str, count: int, unit: tuple[str, int]) -> None:
    name, seconds = unit
    ahead, ago = (_relative(code, name, which, count) for which in ("future", "past"))
    if seconds < 86_400:
        assert moments.moment(ahead, NOW, code) == NOW + count * seconds
    else:
        assert days.read(ahead, TODAY, code) == TODAY + timedelta(seconds=count * seconds)
        assert spans.last(ago, TODAY, code) == TODAY - timedelta(seconds=count * seconds)


def _relative(code: str, unit: str, which: str, count: int) -> str:
    """“in 3 days”, “3 days ago”, as CLDR has it."""
    forms = local(code)._data["date_fields"][unit][which]
    return forms.get(local(code).plural_form(count), forms["other"]).replace("{0}", str(count))


@given(codes, st.dates(date(2000, 1, 1), date(2098, 1, 1)))
def test_a_month_is_read_as_its_language_writes_it(code: str, day: date) -> None:
    for how in ("yMMMM", "yMMM", "yM"):
        assert spans.first(format_skeleton(how, day, locale=local(code)), TODAY, code) == day.replace(day=1)


@given(st.text(max_size=60), codes)
def test_whatever_is_written_is_read_within_a_year_or_refused(written: str, code: str) -> None:
    found = moments.moment(written, NOW, code)
    assert found is None or found > NOW
    for read in (days.read, spans.first, spans.last):
        try:
            read(written, TODAY, code)
        except DayRefused:
            continue


def test_what_may_be_two_days_is_refused_only_where_nobody_can_know() -> None:
    for code in ("en-US", "sv-SE"):
        with pytest.raises(DayRefused) as refused:
            days.read("3/12", TODAY, code)
        assert refused.value.reason is Reason.TWO_DAYS
    with pytest.raises(DayRefused) as refused:
        days.read("Freitag, 24. Dezember", TODAY, "de")  # it is a Thursday
    assert refused.value.reason is Reason.TWO_DAYS


@pytest.mark.parametrize("code", ["en", *QUOTES])
def test_the_examples_that_people_are_given_are_read(code: str) -> None:
    say, opening, closing = language_of(code), *QUOTES.get(code, "“”")[:2]
    quoted = re.findall(rf"{opening}\s?(.+?)\s?{closing}", say(words.dated.REFUSED["UNREADABLE"]))
    *hints, last = re.split("[,、]", say(words.dated.FIELD_HINT))[:4]
    assert len(quoted) == 4
    for example in (*quoted, *hints, re.split("[.。]", last)[0]):
        assert days.read(example, TODAY, code)
    until = re.split("[:：]", say(words.commands.OPTIONS["until"]), maxsplit=1)[1]
    for example in (*re.findall("`(.+?)`", say(words.letterbox.NO_MOMENT.format(text="x"))), *re.split("[,、]", until)):
        assert moments.moment(re.sub("[（(].*", "", example), NOW, code), example
