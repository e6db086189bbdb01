"""Greetings in the bot's languages: they are neither letters nor titles, and what only begins like one is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.greetings import begins_with_one, is_greeting
from bot.rules.titles import title_of


@pytest.mark.parametrize(
    "line",
    [
        "Dear Anna", "My dear Anna", "Liebe Oma", "Meine liebe Oma", "Querida abuela", "Mi querida abuela",
        "Ma chère Lucie", "Mon cher ami", "Kochana babciu", "Moja droga Aniu", "Droga mamo", "Najdroższy",
        "Meu querido avô", "Oi mãe", "Sevgili annem", "Canım annem", "Benim canım babam", "拝啓　母上様",
        "親愛なるあなたへ", "¡Hola, papá", "Sehr geehrte Damen und Herren", "Meine sehr geehrten Damen und Herren",
        "Guten Tag Frau Meier", "Grüß dich", "Gruss Gott", "Szanowni Państwo", "Szanowna Pani Doktor Kowalska",
        "Dzień dobry", "Dzien dobry pani Aniu", "Witam", "Witajcie kochani", "Czesc Aniu", "Sayın Ahmet Bey",
        "İyi günler", "IYI GUNLER", "Günaydın", "Selamlar", "Selamün aleyküm", "Aşkım", "İlgili makama", "謹啓",
        "急啓", "拝啓、時下ますますご清祥", "前略おふくろ様", "田中さんへ", "お母さんへ", "隣の家の田中 さんへ",
        "○○様", "皆様", "各位", "こんにちは、田中さん", "Buenos días", "Buenas noches a todos", "Muy señor mío",
        "Muy señores míos", "A quien corresponda", "Estimados vecinos de la casa", "Prezados", "Prezados vizinhos",
        "Boa noite", "Ola vizinha", "Exmo. Sr. Silva", "Madame, Monsieur", "Madame", "Ma chérie", "Mon cheri",
        "À qui de droit", "To whom it may concern", "Good evening", "Good morning all",
    ],
)  # fmt: skip
def test_a_greeting_is_no_title(line: str) -> None:
    assert title_of(f"{line}\n\nIt rained.") == (None, f"{line}\n\nIt rained.")


@pytest.mark.parametrize(
    "line",
    [
        "Droga do domu", "Cara a cara", "Lieber nicht", "Dear to me", "My bicycle", "Mi casa", "雪の日", "Ma vie",
        "Dzień dobry, sąsiedzie, którego nie znam, i co dalej", "Liebe und Tod", "Liebe auf Distanz",
        "Cześć i chwała", "Witaj w domu", "Señor de los anillos", "Ola de calor", "Hi-fi at night",
        "“Hello” she said", "Gute Nacht", "Bonne nuit", "Good night", "İyi geceler", "母へ", "あなたへ", "海へ",
        "神様", "雪模様", "今日は雨", "こんにちはの意味", "前の日", "Guten Morgen und gute Nacht", "Tudo bem",
        "Buenas intenciones", "How are you?", "To my sister", "Liebe macht blind", "Lieber allein", "Beste Freunde",
        "Canım sıkılıyor", "Holi in Delhi", "Oie blanche",
    ],
)  # fmt: skip
def test_a_line_that_only_begins_like_a_greeting_is_a_title(line: str) -> None:
    assert title_of(f"{line}\n\nIt rained.") == (line, "It rained.")


@pytest.mark.parametrize(
    "text",
    [
        "hi", "Hello!", "hey there", "Hallo, Bot", "HELP ME", "test 1 2", "?", "👋", "...", "", "start", "Moin moin",
        "Yo!", "Dzień dobry wszystkim", "Bom dia, tudo?", "¡Buenas!", "Bonsoir à tous", "İyi akşamlar",
        "Selam nasılsın", "こんにちは！", "はじめまして。よろしくお願いします。", "おはよう〜", "Selamün aleyküm",
        "Kolay gelsin", "Ça va ?", "Ca va", "Wie geht's?", "Wie geht es dir?", "Hallo, wie geht’s?", "Tudo bem?",
        "Oi, tudo bem com você?", "Qué tal", "Hola, ¿qué tal estás?", "Jak się masz?", "Hej, co słychać",
        "Nasılsınız?", "Naber", "お元気ですか？", "Grüß Gott", "Gunaydin", "How are you?", "Hey, what's up?",
        "Salut, comment ça va ?",
    ],
)  # fmt: skip
def test_a_knock_on_the_door_is_no_letter(text: str) -> None:
    assert is_greeting(text)


@pytest.mark.parametrize(
    "text",
    [
        "I miss you", "Hello, I never told you.", "Dear Anna,", "You left.", "hi mum, it is me",
        "Sorry\n\nFor it all", "Yo te quiero", "Tęsknię za tobą", "Seni özledim",
        "あなたに会いたい。毎日そう思っています。", "Ça va aller", "Tudo bem sem você", "Wie geht das Leben",
        "Good morning, I never left", "Sayın Ahmet Bey", "Opa fehlt mir", "Hi-fi at night now",
    ],
)  # fmt: skip
def test_more_than_a_knock_is_a_letter(text: str) -> None:
    assert not is_greeting(text)


@given(st.lists(st.from_regex(r"[a-zéö]{1,9}", fullmatch=True), min_size=4).map(" ".join))
def test_four_words_that_no_table_knows_are_a_letter(text: str) -> None:
    assert not is_greeting(text)


@given(st.text())
def test_anything_can_be_asked_about(text: str) -> None:
    assert is_greeting(text) in (True, False)
    assert begins_with_one(text) in (True, False)


def test_a_sentence_in_a_script_without_spaces_is_no_greeting() -> None:
    assert is_greeting("你好") and is_greeting("สวัสดี")
    assert not is_greeting("我今天终于把你的自行车修好了我想骑着它去河边")
