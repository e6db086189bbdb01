"""What counts as a question to the bot about itself, and what is a letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.questions import is_question

QUESTIONS = [
    "is this really anonymous?",
    "Is this anonymous",
    "is it anonymous??",
    "how does this work?",
    "How does this work",
    "how does it work",
    "How do these work?",
    "hi, how does this work?",
    "Hello! Is this really anonymous?",
    "can mods see my name?",
    "Can the moderators see who I am?",
    "who sees this?",
    "who can see what i write here?",
    "what is this?",
    "what's this",
    "What is this bot?",
    "who are you?",
    "are you a bot?",
    "what can you do?",
    "will anyone know it was me?",
    "will they know who I am?",
    "does anybody find out who wrote this?",
    "How do I write a letter?",
    "where do I send my letter",
    "how long do you keep it?",
    "how long is it kept",
    "what do you keep about me?",
    "do you store my name?",
    "can i delete it later?",
    "can I add pictures?",
    "is it safe?",
    "is my name shown?",
    "Is this private?",
    "will it be published?",
    "ok but is it actually anonymous?",
    "Can I stay anonymous?",
    "is this 100% anonymous?",
    "so this is anonymous?",
    "Is this anon?",
    "ist das wirklich anonym?",
    "¿es anónimo?",
    "これは匿名ですか？",
    "who runs this bot?",
    "do mods know who wrote it?",
    "can moderators read my DMs?",
    "Before I write: is this anonymous?",
    "How anonymous is this?",
    "what happens when I press send?",
    "if I write here, is it anonymous?",
    "Will the mods see my username?",
]
#: Letters that begin with a question, or are nothing but one, about somebody.
LETTERS = [
    "Do you remember the bicycle in the yard?",
    "Why did you leave?",
    "Who are you when nobody is looking?",
    "Is it safe to love you?",
    "Is anyone out there who feels the same?",
    "Where do you keep all the letters I never sent you?",
    "What is this feeling?",
    "How does this work, loving somebody who is gone?",
    "How do I begin?",
    "How do I start over?",
    "How do I tell you that I am sorry?",
    "Can anybody see me?",
    "Would you know me if we met today?",
    "Do you still keep my letters?",
    "Did you read my letter?",
    "Can I see you again?",
    "Will you ever forgive me?",
    "What happens to a house when everybody leaves it?",
    "What do you do when nobody calls?",
    "Are you real, or did I dream you?",
    "Is this what you wanted?",
    "How long will you be gone?",
    "Who knows what I did?",
    "Why are moderators so slow here?",
    "Can I change it all by going back?",
    "How are you?",
    "Remember me?",
    "To the anonymous person who returned my wallet",
    "I have always been anonymous.",
    "Dear anonymous donor,",
    "Is this anonymous? I want to tell somebody that I miss my brother every day.",
    "Is this anonymous?\n\nDear Tom, I never told you.",
    "How does this work?\nYou leave, and I stay.",
    "Who are you? I met you on the stairs.",
    "What is love?",
    "Do you know who you are?",
    "Does it work, going away?",
    "Can you read my mind?",
    "Is it kept in the drawer where we left it?",
    "Will you know me?",
    "Who made you so cold?",
    "how does it feel",
    "You asked me once whether this is anonymous, and I did not know what to say?",
    "Is that all?",
    "Is that you?",
    "I know who you are",
    "Is this the end?",
    "who gets the house?",
    "Can I keep you?",
    "Will they remember me?",
    "How long will I keep this secret?",
    "What will you do?",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_about_the_bot_and_what_it_keeps_to_itself_counts(text: str) -> None:
    assert is_question(text) and is_question(f"  {text.upper()} ")


@pytest.mark.parametrize("text", LETTERS)
def test_a_letter_that_asks_somebody_something_does_not(text: str) -> None:
    assert not is_question(text) and not is_question(text.lower())


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_that_goes_on_is_a_letter(text: str) -> None:
    asked = text if text.endswith(("?", "？")) else f"{text}?"
    assert not is_question(f"{asked}\n\nDear Tom, I never told you.")
    assert not is_question(f"{asked} I never told you.")


@given(st.text())
def test_anything_can_be_asked_about(text: str) -> None:
    assert is_question(text) in (True, False)


@given(st.lists(st.sampled_from(["hi", "is", "this", "anonymous", "ok"]), min_size=40, max_size=400).map(" ".join))
def test_many_words_are_no_question_and_take_no_time(text: str) -> None:
    assert not is_question(f"dear you {text}")
