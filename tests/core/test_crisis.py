"""Words of crisis: what says so plainly is found, and what people say every day is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import crisis
from tests.core.growth import LINEAR, growth
from tests.core.test_traces import LETTERS

SAID = """
I want to die.
i just wanna die
Some nights I wanted to just die, and nobody knew.
I wish I was dead
I wish that I were dead.
I am going to kill myself tonight
I keep thinking about killing myself.
I don’t want to live anymore
I don't want to live, and I don't want to tell anybody.
I do not want to be alive.
I no longer want to exist
I want to end my life.
I have been thinking of ending it all.
I thought about taking my own life last winter.
I'm suicidal again and so tired of hiding it
I have suicidal thoughts every day
Last year I attempted suicide.
I wrote a suicide note and hid it in the blue book
They would be better off without me.
Everyone would be better off if I was gone
I have no reason to live.
There is nothing left to live for
My life is not worth living
I am so tired of living.
I'm tired of being alive
I started cutting myself again
I want to hurt myself when it gets quiet
I have been harming myself since March
I am fighting self-harm, one evening at a time.
I hope I never wake up
I want to fall asleep and never wake up
I don't want to wake up tomorrow
I think about hanging myself
I am thinking about jumping off a bridge
I am planning to overdose
Yesterday I swallowed all my sleeping pills
""".strip().splitlines()
EVERY_DAY = """
this exam is killing me
I could kill for a coffee
my feet are killing me and I still love these shoes
I nearly died laughing when you fell into the fountain
I wanted to die of embarrassment
I want to die laughing with you again
I was killing myself laughing
I am killing myself over this essay
You killed it on stage tonight!
I would kill to see that garden once more
my phone died in the middle of your call
Grandmother died in May, and I never said goodbye.
he took his own life, and I have been angry ever since
my brother committed suicide when I was nine
That speech was career suicide.
we watched Suicide Squad twice
I don't want to live with my parents anymore
I don't want to live in this town
I do not want to live without music
I'm tired of living out of a suitcase
I am sick of living next to the airport
I don't want to wake up early on Sundays
I wish you were here
I cut myself shaving this morning
I cut myself a slice of cake
I keep cutting myself off from people who love me
I hurt myself at the gym
I shot myself in the foot with that joke
We used to hang out by the river; I hang myself out to dry, you said.
if your friends jumped off a bridge, would you?
The battery is dead. I wish it was dead simple.
I ended my lease and my life got better
I take my life seriously now
I am taking my life back
I took the pills the doctor gave me and slept
the pain will end my love of running
I overdosed on chocolate at Easter
We live here, and there is no point in living in fear
It's to die for, that cake
I'd rather die than eat that again
I am dying to see you
dead tired, dead serious, dead end
""".strip().splitlines()


@pytest.mark.parametrize("text", [*SAID, "I  WANT TO\u00a0 DIE"])
def test_what_says_so_is_found(text: str) -> None:
    assert crisis.find(f"To you.\n{text}\nThat is all.", "en")


@pytest.mark.parametrize("text", EVERY_DAY)
def test_what_people_say_every_day_is_not(text: str) -> None:
    assert crisis.find(text, "en") == []


def test_ordinary_letters_are_not() -> None:
    assert [found for letter in LETTERS if (found := crisis.find(letter, "en"))] == []


def test_a_letterbox_s_own_phrases_are_found_beside_them_in_any_language() -> None:
    assert crisis.find("ich mag nicht mehr", "de") == []
    assert crisis.find("Ich mag nicht mehr.", "de", ("mag nicht mehr",)) == ["mag nicht mehr"]
    assert crisis.find("I want to die", "de") == ["want to die"]


@given(st.text(max_size=400), st.sampled_from(["en", "de", "xx"]))
def test_no_text_is_too_strange(text: str, language: str) -> None:
    for said in crisis.find(text, language):
        assert said


def test_a_phrase_is_found_over_two_lines() -> None:
    assert crisis.find("I do not want\nto live any more.", "en") == ["do not want to live any more"]


@pytest.mark.parametrize("piece", ["i want to ", "killing myself ", "thinking about ", "i'm so ", "don't want to "])
def test_four_times_the_text_takes_about_four_times_the_time(piece: str) -> None:
    assert growth(lambda text: crisis.find(text, "en"), piece, 80_000) < LINEAR
